"""The dates of publication that a page gives, best first.

    linked data -> meta -> address -> a stamp near the heading (`shown`) -> meta that may date anything
    -> what htmldate finds -> last change

What belongs to other articles (asides, lists of links, comments) is no evidence.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from htmldate import find_date
from resiliparse.parse.html import HTMLTree
from resiliparse.parse.html.node import ElementNode

from service.cleaning import dates, stamps
from service.cleaning.foreign import foreign_blocks
from service.cleaning.home import country
from service.cleaning.language import primary, region
from service.cleaning.linked import Linked
from service.cleaning.markup import all_of

PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "pubdate", "publishdate", "publish-date", "publish_date",
    "publication_date", "article.published", "published-date", "article_date_original", "originalpublicationdate",
    "published_at", "cxenseparse:recs:publishtime", "rnews:datepublished", "bt:pubdate", "ptime",
    "citation_publication_date", "citation_date",
)  # fmt: skip
DATED_NAMES = ("dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "date", "created")
"""Those that publishing systems also use for the day of a draft, of a change or of the template."""
CHANGED_NAMES = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
)

_A_DAY = timedelta(days=1)
_MOST_TIMES = 300
"""Elements looked at on a hostile page."""
_NEW_YEAR = r"0?1[./]0?1[./]{0}|{0}[-/]01[-/]01|1\.? jan\w*\.?,? {0}|jan\w*\.? 1,? {0}"
_MONTH_OF_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/")
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a\s*>", re.S | re.I)
_TAG = re.compile("<[^>]*>")
_BESIDE = 12
"""Characters beside a date (a weekday, a clock) in a link that is one."""


def stated(linked: Linked, meta: Mapping[str, str], language: str, region: str) -> Iterator[datetime]:
    """Those that the page states for machines."""
    given = (linked.published, *(meta.get(name, "") for name in PUBLISHED_NAMES))
    return _all_written(given, language, region)


def dated(meta: Mapping[str, str], language: str, region: str) -> Iterator[datetime]:
    """Those that the page states under a name that may mean anything."""
    return _all_written((meta.get(name, "") for name in DATED_NAMES), language, region)


def changed(linked: Linked, meta: Mapping[str, str], language: str, region: str) -> Iterator[datetime]:
    """When it was changed last, as it states for machines: not the day of publication, but better than none."""
    given = (linked.modified, *(meta.get(name, "") for name in CHANGED_NAMES))
    return _all_written(given, language, region)


def _all_written(given: Iterable[str], language: str, region: str) -> Iterator[datetime]:
    return filter(None, (stamps.written(value, language, region) for value in given if value))


def stamp_of(written: str) -> str:
    """A date as it stands above an entry of a live blog, in its own clock: `2024-03-07T18:40`, `2024-03-07`."""
    moment = stamps.written(written)
    if moment is None:
        return ""
    return moment.date().isoformat() if moment.time() == time.min else moment.strftime("%Y-%m-%dT%H:%M")


def place(language: str, address: str) -> tuple[str, str]:
    """Primary subtag and region of a page: `en-GB` -> (`en`, `gb`); the region is else that of the address."""
    return primary(language) or "", region(language) or country(address)


def reordered(moment: datetime, days: Collection[date]) -> datetime:
    """The moment, or with day and month exchanged where only so it falls on a day that the page names elsewhere."""
    if moment.tzinfo is not dates.NO_ORDER or moment.date() in days:
        return moment
    exchanged = moment.replace(month=moment.day, day=moment.month)
    return exchanged if exchanged.date() in days else moment


def found(html: str, tree: HTMLTree, address: str, latest: datetime | None) -> datetime | None:
    """What htmldate finds on a page, unless that is the date of something foreign to its article, of what it links to,
    or of another month than its address names.

    The default of its `max_date` is the clock, on which a result must not depend.
    """
    day = find_date(
        html, original_date=True, min_date=dates.EARLIEST, max_date=latest or datetime(2199, 12, 31, tzinfo=UTC)
    )
    moment = dates.parse(day) if day else None
    if moment is None or moment.date() in _foreign_days(tree) or not _in_month(moment, address):
        return None
    if _only_in_links(day, moment, html):
        return None
    # Where it finds only a year, as in a copyright note, it takes the first of January.
    told = not day.endswith("-01-01") or re.search(_NEW_YEAR.format(moment.year), html, re.I)
    return moment if told else None


def _in_month(moment: datetime, address: str) -> bool:
    """Whether an address that names a month (`/2011/12/`) leaves room for the date, or names none."""
    named = _MONTH_OF_ADDRESS.search(address)
    months = {(day.year, day.month) for day in (moment - _A_DAY, moment, moment + _A_DAY)}
    return named is None or (int(named[1]), int(named[2])) in months


def _only_in_links(day: str, moment: datetime, html: str) -> bool:
    """Whether a page names a day in numbers, and only where it links to something else."""
    m = moment
    written = re.compile(rf"(?<!\d)(?:{day}|{m:%Y/%m/%d}|{m:%Y%m%d}|0?{m.day}[./]\s?0?{m.month}[./]\s?{m.year})(?!\d)")
    return written.search(html) is not None and not written.search(_LINK.sub(_own, html))


def _own(link: re.Match[str]) -> str:
    """What a link tells of the page that it stands on: nothing, unless it is a date, which leads to this very page."""
    text = " ".join(_TAG.sub(" ", link[1]).split())
    return link[1] if "<time" in link[1] or stamps.is_stamp(text, _BESIDE) else ""


def _foreign_days(tree: HTMLTree) -> set[date]:
    """The days in the `time` elements of what is foreign, as far as they stand nowhere else."""
    elsewhere = Counter(day for part in ([tree.body] if tree.body is not None else []) for day in _days(part))
    inside = Counter(day for block in foreign_blocks(tree) for day in _days(block))
    elsewhere.subtract(inside)
    return {day for day in inside if elsewhere[day] <= 0}


def _days(block: ElementNode) -> Iterator[date]:
    for node in all_of(block, "time[datetime]", _MOST_TIMES):
        moment = stamps.written(node.getattr("datetime") or "")
        if moment:
            yield moment.date()
