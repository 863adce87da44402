"""One raw article to one clean article: the whole of the clean stage but the mentions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import xxhash
from msgspec import Struct
from msgspec.structs import replace

from service import codec
from service.cleaning import body, boilerplate, dates, language, page, page_dates, shown, urls
from service.cleaning.body import Body
from service.cleaning.characters import is_garbled, one_line, reread
from service.cleaning.extra_rules import load
from service.cleaning.home import at_home, country
from service.cleaning.notes import Note
from service.outlets.credits import reader
from service.outlets.families import families
from service.records import (
    ArticleMeta,
    CleanArticle,
    Origin,
    OriginShare,
    PublishedBasis,
    RawArticle,
    Reason,
    Rejected,
    Retraction,
    publication_day,
)
from service.settings import Settings

UNKNOWN_OUTLET = "unknown"
_NAME_LONGEST = 200
"""Characters of an outlet, an agency or a collection; what is longer is no name."""
_TITLE_FROM_TEXT = 140
"""Characters of the line that stands for a title that is missing."""
_CREDITED: Mapping[OriginShare, Note] = {"whole": Note.ORIGIN_WHOLE, "part": Note.ORIGIN_PART}


class Cleaned(Struct, frozen=True):
    """A clean article that has no mentions yet, and what was noticed on the way. `region`: of its outlet ("gb"), which
    tells how it writes dates, or "".
    """

    article: CleanArticle
    notes: tuple[Note, ...] = ()
    region: str = ""


class Cleaner:
    """Cleans articles one by one, without memory of the last: equal input and settings give equal output.

    Raises UsageError when the file of extra rules or of publisher families is not valid.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._extra = load(settings.text_rules_file) if settings.text_rules_file else None
        self._families = families(settings.outlet_families_file)
        self._credits = reader(self._families)

    def clean(self, raw: RawArticle, arrived_at: str | None, *, fast: bool = False) -> Cleaned | Retraction | Rejected:
        """The clean article, its retraction, or why it is refused. Never raises, but a page may take for ever or crash
        the process: run it in a `pool.Pool` when pages come from strangers.

        `arrived_at` is the raw record's Kafka timestamp (RFC 3339), used when the producer gave no `fetched_at`.
        `fast` takes the overload extractor.
        """
        identity = _identity(raw)
        arrival = _arrival(raw, arrived_at)
        if isinstance(identity, Rejected):
            return identity
        if isinstance(arrival, Rejected):
            return arrival
        if raw.retracted:
            return Retraction(
                id=identity,
                collection=self._collection(raw),
                arrived_at=dates.show(arrival) if arrival else None,
            )
        found = body.of(raw, self._settings, fast=fast)
        return found if isinstance(found, Rejected) else self._article(raw, identity, found, arrival)

    def _article(self, raw: RawArticle, identity: str, found: Body, arrival: datetime | None) -> Cleaned | Rejected:
        given_title = one_line(_title(raw, found), page.TITLE_LONGEST) or found.page.title
        authors = [name for name in found.page.author.split(", ") if name] if found.source else None
        stripped = (
            boilerplate.Stripped(found.text, (), ArticleMeta())
            if found.is_clean
            else boilerplate.strip(
                found.text, (given_title, *found.page.titles), self._extra, authors, found.page.stamps
            )
        )
        given_date = dates.parse(raw.published_at) if raw.published_at else None
        if raw.published_at and given_date is None:
            return Rejected(Reason.BAD_DATE, f"published_at = {raw.published_at[:64]!r}")
        date = dates.choose(_published(raw, found, given_date, arrival), arrival)
        home = urls.domain(raw.url) if raw.url else None
        url = raw.url.strip() if raw.url and home else None
        outlet = one_line(raw.outlet or "", _NAME_LONGEST) or home or UNKNOWN_OUTLET
        family = self._families.of(outlet, url).id
        tongue, tongue_note = _language(raw.language, stripped.text)
        article = CleanArticle(
            id=identity,
            revision="",
            url=url,
            outlet=outlet,
            title=given_title or _title_of(stripped.text),
            text=stripped.text,
            language=tongue,
            collection=self._collection(raw),
            published_at=date.at,
            published_basis=date.basis,
            published_day=date.day,
            fetched_at=dates.show(arrival) if raw.fetched_at and arrival else None,
            arrived_at=dates.show(arrival) if arrival else None,
            extractor=found.extractor,
            removed=stripped.removed,
            family=family,
            origin=self._origin(raw, found, family),
            meta=replace(stripped.meta, author=stripped.meta.author or found.page.author or None),
        )
        noticed = (
            found.note,
            tongue_note,
            Note.DATE_REFUSED if date.refused else None,
            Note.DATE_MISSING if date.at == dates.UNDATED else None,
            Note.URL_REFUSED if raw.url and not url else None,
            Note.GARBLED if is_garbled(stripped.text) else None,
            Note.SUSPECT if stripped.suspect else None,
            _CREDITED[article.origin.share] if article.origin else None,
        )
        address = raw.url or found.page.url
        region = language.region(raw.language) or country(address) or language.region(found.page.language)
        return Cleaned(revised(article), tuple(note for note in noticed if note), region)

    def _origin(self, raw: RawArticle, found: Body, family: str) -> Origin | None:
        """The agency that the article credits. An agency speaks for itself, whomever it credits."""
        given = one_line(raw.origin or "", _NAME_LONGEST)
        about = found.page
        origin = self._credits.origin(found.text, byline=about.author, organizations=about.organizations, given=given)
        if origin and family in self._families.rows and self._families.rows[family].agency:
            return origin if family in origin.agencies else None
        return origin

    def _collection(self, raw: RawArticle) -> str:
        return one_line(raw.collection or "", _NAME_LONGEST) or self._settings.default_collection


def revised(article: CleanArticle) -> CleanArticle:
    """The article with the `revision` that its content has; a date of basis `fetched` is not content."""
    a = article
    date = () if a.published_basis == "fetched" else (a.published_at, publication_day(a))
    content = (a.id, a.url, a.outlet, a.title, a.text, a.language, a.collection, a.family, a.origin, *date)
    return replace(article, revision=xxhash.xxh3_64_hexdigest(codec.encode(content)))


def _identity(raw: RawArticle) -> str | Rejected:
    """The producer's id, else one made of the canonical URL."""
    if raw.id:
        return raw.id
    return urls.article_id(raw.url or "") or Rejected(Reason.BAD_URL, repr((raw.url or "")[:200]))


def _arrival(raw: RawArticle, arrived_at: str | None) -> datetime | Rejected | None:
    """When the article came; None if nobody says, or says a default value (which would refuse every given date)."""
    given = raw.fetched_at or arrived_at
    moment = dates.parse(given) if given else None
    if given and moment is None:
        return Rejected(Reason.BAD_DATE, f"fetched_at = {given[:64]!r}")
    return moment if moment and moment >= dates.EARLIEST else None


def _published(
    raw: RawArticle, found: Body, given: datetime | None, arrival: datetime | None
) -> Iterator[tuple[PublishedBasis, datetime]]:
    """The dates of an article, best first, each on the clock of its outlet."""
    address = raw.url or found.page.url
    in_url = list(dates.in_url(address))
    stated = found.page.published
    if given:
        yield "given", at_home(given, address, stated)
    visible = _shown(found, address, arrival)
    days = [moment.date() for moment in (*in_url, *visible)]
    dated = [at_home(page_dates.reordered(moment, days), address, stated, days) for moment in found.page.dated]
    for moment in stated:
        yield "page", at_home(page_dates.reordered(moment, days), address, stated, days)
    yield from (("page", moment) for moment in dated if moment.date() in days)
    yield from (("url", moment) for moment in in_url)
    yield from (("page", at_home(moment, address)) for moment in visible)
    yield from (("page", moment) for moment in dated)
    if found.source and not stated and not dated:
        other = page_dates.found(found.source.html, found.source.tree, address, arrival)
        yield from (("page", moment) for moment in ([other] if other else []))
    yield from (("page", at_home(moment, address)) for moment in found.page.changed)


def _shown(found: Body, address: str, arrival: datetime | None) -> list[datetime]:
    """The dates that a page shows, where it states none, or one in UTC, which does not tell the day of the outlet."""
    stated = found.page.published
    known = bool(stated) and (stated[0].utcoffset() or stated[0].tzinfo is dates.NO_OFFSET or country(address))
    if found.source is None or known:
        return []
    where = page_dates.place(found.page.language, address)
    return list(shown.shown(found.source.tree, found.page.titles, where, arrival, marked_only=_in_utc(stated)))


def _in_utc(stated: Sequence[datetime]) -> bool:
    return bool(stated) and stated[0].tzinfo is not dates.NO_ORDER


def _language(tag: str | None, text: str) -> tuple[str, Note | None]:
    """A valid tag of the producer wins, and is compared with what the text looks like."""
    seen = language.identify(text)
    given = language.primary(tag) if tag else None
    if given:
        return given, Note.LANGUAGE_DISAGREES if seen not in (given, language.UNDETERMINED) else None
    if tag:
        return seen, Note.LANGUAGE_INVALID
    return seen, Note.LANGUAGE_UNDETERMINED if seen == language.UNDETERMINED else None


def _title(raw: RawArticle, found: Body) -> str:
    """The title that was given; too short to show by itself in which charset it was read, so the article shows it."""
    title = (raw.title or "").strip("\n").replace("\n", " ")
    return reread(f"{title}\n{raw.html or raw.text}").split("\n", 1)[0] if title and found.is_reread else title


def _title_of(text: str) -> str:
    """The first line, cut at a word when it is long: a title for articles that came without one."""
    line = text.split("\n", 1)[0]
    if len(line) <= _TITLE_FROM_TEXT:
        return line
    return line[:_TITLE_FROM_TEXT].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
