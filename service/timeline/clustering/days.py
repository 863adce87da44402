"""The day of a sentence that does not say it: every candidate is scored by one learned sum, the best one wins."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from service.timeline.clustering.sentences import SIGNS
from service.timeline.clustering.tellings import Chapter, Telling
from service.timeline.learned.model import Whole, model

DAY_SIGNS = (
    "own", "own of", "own wide", "own year", "own later", "own quoted", "own after", "own main",
    "published", "published lead", "published past", "published planned", "published said", "published quoted",
    "published named", "published dated", "published main", "published bare",
    "eve", "eve named", "eve story", "eve lead", "eve past", "eve published named", "eve main",
    "before", "before next", "before far", "before old", "before pronoun", "before dated",
    "alike", "alike like", "first told", "support", "lead day", "others published", "in article", "in story",
    "future", "future planned", "since", "wide",
)  # fmt: skip
"""Signs of a candidate, for the sum `day`. Own days, the day of publication and the one before (`eve`), the last day
named before the sentence, days that sentences alike name, the day on which the first of these was published."""
_AT = {sign: i for i, sign in enumerate(DAY_SIGNS)}
_TOLD = tuple(SIGNS.index(sign) for sign in ("past", "said", "pronoun"))
_ALIKE = 180
"""Sentences so much alike (thousandths) may be of one day."""
_LOOK_BACK = 12
"""So many sentences back a day is looked for: further off it belongs to something else."""
_WEEK, _YEAR = 7, 300
"""Days from which on a date is wide, and one that is a year."""

Span = tuple[int, int]
"""Inclusive ordinal days."""


class Named(NamedTuple):
    """The days that the articles of a chapter name.

    Article -> days -> sentences; days -> articles; article -> days of its first sentences; day -> articles of that day.
    """

    by_article: Mapping[str, Mapping[Span, int]]
    articles: Mapping[Span, int]
    leads: Mapping[str, Collection[Span]]
    published: Mapping[int, int]


def named(tellings: Sequence[Telling]) -> Named:
    """The days that sentences name."""
    by_article: dict[str, dict[Span, int]] = {}
    articles: Counter[Span] = Counter()
    leads: dict[str, set[Span]] = {}
    published: dict[str, int] = {}
    for t in tellings:
        published[t.sentence.article.id] = t.sentence.published
        if t.sentence.order <= 1:
            leads.setdefault(t.sentence.article.id, set()).update(spans(t))
        mine = by_article.setdefault(t.sentence.article.id, {})
        for span in spans(t):
            articles[span] += span not in mine
            mine[span] = mine.get(span, 0) + 1
    return Named(by_article, articles, leads, Counter(published.values()))


def spans(t: Telling) -> list[Span]:
    """The days that a sentence names, each once."""
    return list(dict.fromkeys((m.low, m.high) for m in t.sentence.mentions if m.testimony is not None))


def day(chapter: Chapter, i: int, days: Named) -> tuple[Span, int]:
    """The days of the i-th sentence of a chapter, and their log odds (thousandths)."""
    order, signs = candidates(chapter, i, days)
    scores = model("day", chapter.tellings[i].sentence.article.language, DAY_SIGNS)(signs).tolist()
    best = max(range(len(order)), key=lambda n: (scores[n], order[n][0] - order[n][1], -order[n][0]))
    return order[best], scores[best]


def candidates(chapter: Chapter, i: int, days: Named) -> tuple[list[Span], Whole]:
    """The days that the i-th sentence of a chapter may be of, in order, and the signs of each."""
    found = _Found()
    t = chapter.tellings[i]
    _own(found, t)
    _published(found, t, days)
    _before(found, chapter, i)
    tellers = _alike(found, chapter, i)
    s, mine = t.sentence, days.by_article.get(t.sentence.article.id, {})
    for span, row in found.items():
        low, high = span
        row[_AT["support"]] = min(3, len(tellers.get(span, ())))
        row[_AT["lead day"]] = span in days.leads.get(s.article.id, ())
        if low == high:
            row[_AT["others published"]] = min(3, days.published.get(low, 0) - (low == s.published))
        row[_AT["in article"]] = min(3, mine.get(span, 0))
        row[_AT["in story"]] = min(4, days.articles.get(span, 0))
        row[_AT["future"]] = low > s.published
        row[_AT["future planned"]] = low > s.published and s.planned
        row[_AT["since"]] = min(6, max(0, s.published - low).bit_length())
        row[_AT["wide"]] = high - low > 1
    order = sorted(found)
    return order, np.array([found[span] for span in order], dtype=np.int64)


class _Found(dict[Span, list[int]]):
    """Candidates and the signs that they have so far."""

    def note(self, span: Span, **signs: int) -> list[int]:
        """The signs of a candidate, after these (blanks as `_`) were set."""
        row = self.setdefault(span, [0] * len(DAY_SIGNS))
        for sign, value in signs.items():
            row[_AT[sign.replace("_", " ")]] = value
        return row


def _own(found: _Found, t: Telling) -> None:
    for m in t.sentence.mentions:
        if m.testimony is not None:
            row = found.note((m.low, m.high), own=1, own_main=t.main)
            row[_AT["own of"]] |= m.mention.relation == "of"
            row[_AT["own after"]] |= m.mention.relation in ("after", "before", "within")
            row[_AT["own wide"]] |= _WEEK <= m.high - m.low < _YEAR
            row[_AT["own year"]] |= m.high - m.low >= _YEAR
            row[_AT["own quoted"]] |= m.mention.quoted
            row[_AT["own later"]] |= m is not t.sentence.mentions[0]


def _published(found: _Found, t: Telling, days: Named) -> None:
    s = t.sentence
    past, said, _ = (s.signs[n] for n in _TOLD)
    mine = days.by_article.get(s.article.id, {})
    today, eve = (s.published, s.published), (s.published - 1, s.published - 1)
    found.note(
        today, published=1, published_lead=s.lead, published_past=past > 0, published_planned=s.planned,
        published_said=said, published_quoted=s.quotation >= 4, published_named=min(3, len(mine)),
        published_dated=s.dated, published_main=t.main, published_bare=not mine,
    )  # fmt: skip
    found.note(
        eve, eve=1, eve_named=min(3, mine.get(eve, 0)), eve_story=min(4, days.articles.get(eve, 0)), eve_lead=s.lead,
        eve_main=t.main, eve_past=past > 0, eve_published_named=min(3, mine.get(today, 0)),
    )  # fmt: skip


def _before(found: _Found, chapter: Chapter, i: int) -> None:
    s = chapter.tellings[i].sentence
    for j in range(i - 1, max(-1, i - 1 - _LOOK_BACK), -1):
        if chapter.tellings[j].sentence.article is not s.article:
            return
        narrow = [span for span in spans(chapter.tellings[j]) if span[1] - span[0] <= 1]
        if narrow:
            found.note(
                narrow[-1], before=1, before_next=j == i - 1, before_far=i - j > 3,
                before_old=s.published - narrow[-1][0] > 10, before_pronoun=s.signs[_TOLD[2]], before_dated=s.dated,
            )  # fmt: skip
            return


def _alike(found: _Found, chapter: Chapter, i: int) -> Mapping[Span, set[str]]:
    """Notes the days of sentences alike in other articles; the articles that name each."""
    s = chapter.tellings[i].sentence
    first = s.published
    tellers: dict[Span, set[str]] = {}
    for j in np.nonzero(chapter.like[i] >= _ALIKE)[0].tolist():
        other = chapter.tellings[j].sentence
        if other.article is s.article:
            continue
        first = min(first, other.published)
        for span in spans(chapter.tellings[j]):
            if span[1] - span[0] <= 1:
                row = found.note(span, alike=1)
                row[_AT["alike like"]] = max(row[_AT["alike like"]], min(10, int(chapter.like[i, j]) // 60))
                tellers.setdefault(span, set()).add(other.article.id)
    if first < s.published:
        found.note((first, first), first_told=1)
    return tellers
