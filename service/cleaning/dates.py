"""When was it published: the first believable date of given, page, URL and fetch time.

A date that cannot be read, or lies outside the years 1 to 2199, is bad data. A date that reads well but cannot be true
(before 1990, or more than a day after the article arrived) is refused, and the next source is asked.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

from msgspec import Struct

from service.records import PublishedBasis

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No news page is older; what claims to be is a default value of some publishing system."""
UNDATED = "1970-01-01T00:00:00Z"
"""Stands for "no date at all"; its basis is `fetched`."""
LAST_YEAR = 2199
NO_OFFSET = timezone(timedelta(0), "none given")
"""Of a stamp that does not say where its clock stands: taken as UTC, but its day is that of the outlet."""
NO_ORDER = timezone(timedelta(0), "none given, nor whether the day is first")
"""Of such a stamp in numbers, that could be read with day and month exchanged as well."""
_LONGEST = 64
"""Characters of a date in any notation that is read here."""
_ORDINAL = re.compile(r"\d{4}-\d{3}")
"""ISO 8601: the year and the day of the year."""
_ZONE_NAME = re.compile(r"(?<=\d|Z)\[!?[A-Za-z][\w/+-]*\]$")
"""The zone that RFC 9557 sets after the offset, which tells the same."""
_TOLERANCE = timedelta(days=1)
"""Clocks and zones differ: what is dated up to so long after its arrival is believed."""
_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_URL_MONTH = re.compile(rf"/((?:19|20)\d\d)/({'|'.join(_MONTHS)})/(\d\d?)/", re.I)


class Chosen(Struct, frozen=True):
    """When an article was published: `at` (RFC 3339 UTC), the local `day` of the outlet, and on what basis.

    `refused`: how many dates could not be believed before.
    """

    at: str
    day: str
    basis: PublishedBasis
    refused: int = 0


def parse(given: str) -> datetime | None:
    """The time of an RFC 3339, RFC 9557 or RFC 5322 date or date-time; None for anything else and for years after 2199.

    It keeps its offset, which tells the day of the outlet: its `date()` is that day. A time without an offset is taken
    as UTC (`NO_OFFSET`), a bare date as its midnight.
    """
    given = _ZONE_NAME.sub("", given.strip())
    if not 8 <= len(given) <= _LONGEST:
        return None
    try:
        moment = _on_day_of_year(given) if _ORDINAL.fullmatch(given) else datetime.fromisoformat(given)
    except ValueError:
        try:
            moment = parsedate_to_datetime(given)
        except (ValueError, IndexError, OverflowError):
            return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=NO_OFFSET)
    try:
        return moment if max(moment.year, moment.astimezone(UTC).year) <= LAST_YEAR else None
    except OverflowError:
        return None


def _on_day_of_year(given: str) -> datetime:
    return datetime.strptime(given, "%Y-%j").replace(tzinfo=NO_OFFSET)


def show(moment: datetime) -> str:
    """`YYYY-MM-DDTHH:MM:SSZ`."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def believable(moment: datetime, arrived: datetime | None) -> bool:
    """Whether an article that arrived then can have been published at `moment`."""
    return moment >= EARLIEST and (arrived is None or moment <= arrived + _TOLERANCE)


def in_url(url: str) -> Iterator[datetime]:
    """The dates that stand in the path of a URL (`/2025/08/21/`, `-20250821-`, `/2025/aug/21/`), in order."""
    for match in _URL_DATE.finditer(_URL_MONTH.sub(_in_numbers, url[:2048])):
        try:
            yield datetime(int(match[1]), int(match[3]), int(match[4]), tzinfo=NO_OFFSET)
        except ValueError:
            continue


def _in_numbers(match: re.Match[str]) -> str:
    return f"/{match[1]}/{_MONTHS.index(match[2].lower()) + 1:02d}/{match[3]:0>2}/"


def choose(candidates: Iterator[tuple[PublishedBasis, datetime]], arrived: datetime | None) -> Chosen:
    """The first believable candidate; when none is left, the arrival (basis `fetched`), and without that `UNDATED`."""
    refused = 0
    for basis, moment in candidates:
        if believable(moment, arrived):
            day = moment.date().isoformat()
            at = show(moment)
            # A page that gives midnight gives the day alone, whatever offset its system writes behind it; and so does
            # one whose stamp is on another day in UTC than its readers saw, because the day is what is read.
            is_day = basis == "page" and (moment.time() == time.min or not at.startswith(day))
            return Chosen(f"{day}T00:00:00Z" if is_day else at, day, basis, refused)
        refused += 1
    at = show(arrived) if arrived else UNDATED
    return Chosen(at, arrived.date().isoformat() if arrived else at[:10], "fetched", refused)
