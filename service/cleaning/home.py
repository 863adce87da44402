"""The day of the outlet: a stamp in UTC says when, but not which day it was where the article was written."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from service.cleaning import dates

_EAST, _WEST = timedelta(hours=14), timedelta(hours=-12)
"""The widest offsets from UTC that there are."""
_ZONES = {
    "ae": "Asia/Dubai", "ar": "America/Argentina/Buenos_Aires", "at": "Europe/Vienna", "au": "Australia/Sydney",
    "be": "Europe/Brussels", "bg": "Europe/Sofia", "br": "America/Sao_Paulo", "ca": "America/Toronto",
    "ch": "Europe/Zurich", "cl": "America/Santiago", "cn": "Asia/Shanghai", "cz": "Europe/Prague",
    "de": "Europe/Berlin", "dk": "Europe/Copenhagen", "ee": "Europe/Tallinn", "eg": "Africa/Cairo",
    "es": "Europe/Madrid", "fi": "Europe/Helsinki", "fr": "Europe/Paris", "gr": "Europe/Athens",
    "hk": "Asia/Hong_Kong", "hr": "Europe/Zagreb", "hu": "Europe/Budapest", "ie": "Europe/Dublin",
    "il": "Asia/Jerusalem", "in": "Asia/Kolkata", "ir": "Asia/Tehran", "it": "Europe/Rome", "jp": "Asia/Tokyo",
    "ke": "Africa/Nairobi", "kr": "Asia/Seoul", "lt": "Europe/Vilnius", "lu": "Europe/Luxembourg",
    "lv": "Europe/Riga", "mx": "America/Mexico_City", "my": "Asia/Kuala_Lumpur", "ng": "Africa/Lagos",
    "nl": "Europe/Amsterdam", "no": "Europe/Oslo", "np": "Asia/Kathmandu", "nz": "Pacific/Auckland",
    "pe": "America/Lima", "ph": "Asia/Manila", "pk": "Asia/Karachi", "pl": "Europe/Warsaw", "pt": "Europe/Lisbon",
    "ro": "Europe/Bucharest", "rs": "Europe/Belgrade", "ru": "Europe/Moscow", "se": "Europe/Stockholm",
    "sg": "Asia/Singapore", "si": "Europe/Ljubljana", "sk": "Europe/Bratislava", "th": "Asia/Bangkok",
    "tr": "Europe/Istanbul", "tw": "Asia/Taipei", "ua": "Europe/Kyiv", "uk": "Europe/London",
    "vn": "Asia/Ho_Chi_Minh", "za": "Africa/Johannesburg",
}  # fmt: skip
"""Country domain -> the zone in which most of the press of the country stands."""


def at_home(
    moment: datetime, address: str = "", stamps: Iterable[datetime] = (), days: Iterable[date] = ()
) -> datetime:
    """The same instant on the clock of the outlet, as far as that is known; then its `date()` is the outlet's day.

    A stamp with an offset, or without any, is on that clock already. For one in UTC the offset of another stamp of the
    page tells it, or a day that the page or its address names if it is the day before or after and somewhere was that
    day at that moment, or the zone of the country in the address.
    """
    if (
        moment.utcoffset()
        or moment.tzinfo is dates.NO_OFFSET
        or moment.tzinfo is dates.NO_ORDER
        or moment.time().replace(microsecond=0) == _MIDNIGHT
    ):
        return moment
    offset = next((stamp.tzinfo for stamp in stamps if stamp.utcoffset()), None)
    if offset is not None:
        return moment.astimezone(offset)
    for day in days:
        shift = _shift(moment, day)
        if shift is not None:
            return moment.astimezone(timezone(shift))
    domain = country(address)
    return moment.astimezone(_zone(domain)) if domain else moment


_MIDNIGHT = datetime.min.time()


def _shift(moment: datetime, day: date) -> timedelta | None:
    """The least offset, in whole hours, with which it was that day; None where there is none."""
    if day == moment.date():
        return timedelta(0)
    midnight = datetime(day.year, day.month, day.day, tzinfo=moment.tzinfo)
    if day > moment.date():
        shift = timedelta(hours=-((moment - midnight) // timedelta(hours=1)))
    else:
        shift = timedelta(hours=-((moment - midnight - timedelta(days=1)) // timedelta(hours=1)) - 1)
    return shift if _WEST <= shift <= _EAST else None


def country(address: str) -> str:
    """The country domain of an address (`jp`), if its press has a zone here; else nothing."""
    try:
        last = (urlsplit(address).hostname or "").rsplit(".", 1)[-1]
    except ValueError:
        return ""
    return last if last in _ZONES else ""


@cache
def _zone(domain: str) -> ZoneInfo:
    return ZoneInfo(_ZONES[domain])
