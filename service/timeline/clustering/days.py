"""The day of a sentence that does not say it: every candidate is scored by one learned sum, the best one wins."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from service.timeline.clustering.sentences import SIGNS, Span
from service.timeline.clustering.tellings import Chapter, Telling
from service.timeline.learned.model import model

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
_TOLD = tuple(SIGNS.index(sign) for sign in ("past", "said", "pronoun"))
_ALIKE = 180
"""Sentences so much alike (thousandths) may be of one day."""
_LOOK_BACK = 12
"""So many sentences back a day is looked for: further off it belongs to something else."""
_WEEK, _YEAR = 7, 300
"""Days from which on a date is wide, and one that is a year."""


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
            leads.setdefault(t.sentence.article.id, set()).update(t.sentence.days)
        mine = by_article.setdefault(t.sentence.article.id, {})
        for span in t.sentence.days:
            articles[span] += span not in mine
            mine[span] = mine.get(span, 0) + 1
    return Named(by_article, articles, leads, Counter(published.values()))


def day(chapter: Chapter, i: int, days: Named) -> tuple[Span, int]:
    """The days of the i-th sentence of a chapter, and their log odds (thousandths)."""
    odds = model("day", chapter.tellings[i].sentence.article.language, DAY_SIGNS).one
    scores = {span: odds(signs) for span, signs in candidates(chapter, i, days).items()}
    best = max(scores, key=lambda span: (scores[span], span[0] - span[1], -span[0]))
    return best, scores[best]


def candidates(chapter: Chapter, i: int, days: Named) -> dict[Span, dict[str, int]]:
    """The days that the i-th sentence of a chapter may be of, and the signs of each; those left out are 0."""
    found: _Found = {}
    t = chapter.tellings[i]
    _own(found, t)
    _published(found, t, days)
    _before(found, chapter, i)
    tellers = _alike(found, chapter, i)
    s = t.sentence
    mine, leads = days.by_article.get(s.article.id, {}), days.leads.get(s.article.id, ())
    for span, signs in found.items():
        low, high = span
        signs["support"] = min(3, len(tellers.get(span, ())))
        signs["lead day"] = span in leads
        if low == high:
            signs["others published"] = min(3, days.published.get(low, 0) - (low == s.published))
        signs["in article"] = min(3, mine.get(span, 0))
        signs["in story"] = min(4, days.articles.get(span, 0))
        if low > s.published:
            signs["future"], signs["future planned"] = 1, s.planned
        else:
            signs["since"] = min(6, (s.published - low).bit_length())
        signs["wide"] = high - low > 1
    return found


_Found = dict[Span, dict[str, int]]
"""Candidates and the signs that they have so far."""


def _own(found: _Found, t: Telling) -> None:
    first = t.sentence.mentions[0]
    for m in t.sentence.mentions:
        if m.testimony is not None:
            signs = found.setdefault((m.low, m.high), {"own": 1, "own main": t.main})
            wide = m.high - m.low
            if m.mention.relation == "of":
                signs["own of"] = 1
            if m.mention.relation in ("after", "before", "within"):
                signs["own after"] = 1
            if wide >= _WEEK:
                signs["own wide" if wide < _YEAR else "own year"] = 1
            if m.mention.quoted:
                signs["own quoted"] = 1
            if m is not first:
                signs["own later"] = 1


def _published(found: _Found, t: Telling, days: Named) -> None:
    s = t.sentence
    past, said, _ = (s.signs[n] for n in _TOLD)
    mine = days.by_article.get(s.article.id, {})
    today, eve = (s.published, s.published), (s.published - 1, s.published - 1)
    found.setdefault(today, {}).update({
        "published": 1, "published lead": s.lead, "published past": past > 0, "published planned": s.planned,
        "published said": said, "published quoted": s.quotation >= 4, "published named": min(3, len(mine)),
        "published dated": s.dated, "published main": t.main, "published bare": not mine,
    })  # fmt: skip
    found.setdefault(eve, {}).update({
        "eve": 1, "eve named": min(3, mine.get(eve, 0)), "eve story": min(4, days.articles.get(eve, 0)),
        "eve lead": s.lead, "eve main": t.main, "eve past": past > 0, "eve published named": min(3, mine.get(today, 0)),
    })  # fmt: skip


def _before(found: _Found, chapter: Chapter, i: int) -> None:
    s = chapter.tellings[i].sentence
    for j in range(i - 1, max(-1, i - 1 - _LOOK_BACK), -1):
        other = chapter.tellings[j].sentence
        if other.article is not s.article:
            return
        narrow = [span for span in other.days if span[1] - span[0] <= 1]
        if narrow:
            found.setdefault(narrow[-1], {}).update({
                "before": 1, "before next": j == i - 1, "before far": i - j > 3,
                "before old": s.published - narrow[-1][0] > 10, "before pronoun": s.signs[_TOLD[2]],
                "before dated": s.dated,
            })  # fmt: skip
            return


def _alike(found: _Found, chapter: Chapter, i: int) -> Mapping[Span, set[str]]:
    """Notes the days of sentences alike in other articles; the articles that name each."""
    s = chapter.tellings[i].sentence
    first = s.published
    tellers: dict[Span, set[str]] = {}
    for j, like in chapter.near[i]:
        other = chapter.tellings[j].sentence
        if like < _ALIKE or other.article is s.article:
            continue
        first = min(first, other.published)
        for span in other.days:
            if span[1] - span[0] <= 1:
                signs = found.setdefault(span, {})
                signs["alike"] = 1
                signs["alike like"] = max(signs.get("alike like", 0), min(10, like // 60))
                tellers.setdefault(span, set()).add(other.article.id)
    if first < s.published:
        found.setdefault((first, first), {})["first told"] = 1
    return tellers
