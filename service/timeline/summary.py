"""A short timeline: the days that matter most in a set of articles, and the sentences that tell them best.

Days are ranked by how many articles mention them, with more weight on mentions that look back (an event still told days
later mattered), as the date selection baselines of the timeline summarisation literature do; sentences by their nearness
to the tf-idf centroid of all that is said about the day, skipping repetitions.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from service.mentions.lexicon import lexicon
from service.mentions.sentences import sentences as split
from service.mentions.tagger import tag


class Article(Protocol):
    """What a summary needs of an article: CleanArticle and ResolvedArticle have it."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def published_at(self) -> str: ...


LATER_MENTION, ANNOUNCED, PUBLISHED = 2.0, 0.5, 0.3
"""Weight of an article that mentions a day, as against one that does so on the day itself: two days or more after it,
before it; and of an article published on the day."""
_CITING, _LEAD, _LEAD_NEXT_DAY = 2.0, 1.0, 0.5
"""Weight in the centroid of a sentence that names the day, and of the first sentences of articles of the day and of the
day after."""
_LEAD_SENTENCES = 5
_SHORTEST, _LONGEST = 8, 60
"""Words of a sentence that may be chosen."""
_SAME = 0.5
"""Cosine above which two sentences say the same."""

_WORD = re.compile(r"[^\W_]{2,}")

Vector = Mapping[str, float]


class _Sentence(NamedTuple):
    article: int
    position: int
    published: int
    text: str
    days: frozenset[int]


def summarize(
    articles: Iterable[Article],
    max_dates: int,
    max_sentences: int,
    since: date | None = None,
    until: date | None = None,
) -> dict[str, list[str]]:
    """The `max_dates` most important days of the articles, in order, each with up to `max_sentences` sentences.

    Only days from `since` to `until` and articles published in that time count. Days are ISO dates; sentences are as in
    the texts, the best first. A day without a fit sentence is left out. The order of the articles does not matter.
    """
    first, last = (since or date.min).toordinal(), (until or date.max).toordinal()
    told = [s for s in _sentences(articles) if first <= s.published <= last]
    chosen = _days(told, max_dates, first, last)
    vectors = _vectors([s.text for s in told])
    candidates = _candidates(told, frozenset(chosen))
    summary = {}
    for day in sorted(chosen):
        picked = _pick(candidates[day], vectors, max_sentences)
        if picked:
            summary[date.fromordinal(day).isoformat()] = [told[i].text for i in picked]
    return summary


def _sentences(articles: Iterable[Article]) -> list[_Sentence]:
    rows = []
    ordered = sorted(articles, key=lambda a: (a.published_at, a.id))
    for number, article in enumerate(ordered):
        published = date.fromisoformat(article.published_at[:10])
        timexes = [t for t in tag(article.text, published, article.language) if t.precision in ("day", "time") and t.low]
        position = 0
        for start, end in _spans(article):
            days = frozenset(date.fromisoformat(t.low).toordinal() for t in timexes if t.low and start <= t.start < end)
            rows.append(_Sentence(number, position, published.toordinal(), article.text[start:end], days))
            position += 1
    return rows


def _spans(article: Article) -> Iterable[tuple[int, int]]:
    words = lexicon(article.language)
    for line in re.finditer(r"[^\n]+", article.text):
        yield from split(article.text, line.start(), line.end(), words)


def _days(told: Sequence[_Sentence], count: int, first: int, last: int) -> list[int]:
    score: dict[int, float] = defaultdict(float)
    seen = set()
    for sentence in told:
        if sentence.position == 0:
            score[sentence.published] += PUBLISHED
        for day in sorted(sentence.days):
            if (sentence.article, day) not in seen and first <= day <= last:
                seen.add((sentence.article, day))
                lag = sentence.published - day
                score[day] += ANNOUNCED if lag < 0 else 1.0 if lag <= 1 else LATER_MENTION
    ranked = sorted(score, key=lambda day: (-score[day], day))
    return ranked[:count]


def _vectors(texts: Sequence[str]) -> list[Vector]:
    """Unit tf-idf vectors of the texts, logarithmic in both parts."""
    counts = [Counter(_WORD.findall(text.lower())) for text in texts]
    found_in = Counter(word for count in counts for word in count)
    rarity = {word: math.log((1 + len(texts)) / (1 + n)) + 1 for word, n in found_in.items()}
    vectors = []
    for count in counts:
        vector = {word: (1 + math.log(n)) * rarity[word] for word, n in count.items() if found_in[word]<=len(texts)*MAXDF}
        norm = math.sqrt(sum(x * x for x in vector.values())) or 1.0
        vectors.append({word: x / norm for word, x in vector.items()})
    return vectors
MAXDF=.05

def _candidates(told: Sequence[_Sentence], days: frozenset[int]) -> Mapping[int, list[tuple[int, float]]]:
    """Day -> (index of a sentence, its weight in the centroid)."""
    candidates: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for i, sentence in enumerate(told):
        if not _SHORTEST <= len(sentence.text.split()) <= _LONGEST:
            continue
        for day in sorted(sentence.days & days):
            candidates[day].append((i, _CITING))
        if sentence.position < _LEAD_SENTENCES:
            for day, weight in ((sentence.published, _LEAD), (sentence.published - 1, _LEAD_NEXT_DAY)):
                if day in days and day not in sentence.days:
                    candidates[day].append((i, weight))
    return candidates


def _pick(candidates: Sequence[tuple[int, float]], vectors: Sequence[Vector], count: int) -> list[int]:
    centroid: dict[str, float] = defaultdict(float)
    for i, weight in candidates:
        for word, x in vectors[i].items():
            centroid[word] += weight * x
    ranked = sorted((i for i, _ in candidates), key=lambda i: (-_dot(vectors[i], centroid), i))
    picked: list[int] = []
    for i in ranked:
        if len(picked) == count:
            break
        if all(_dot(vectors[i], vectors[j]) <= _SAME for j in picked):
            picked.append(i)
    return picked


def _dot(one: Vector, other: Vector) -> float:
    return sum(x * other[word] for word, x in one.items() if word in other)
