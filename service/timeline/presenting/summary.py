"""A short timeline: the days that matter most in a set of articles, and the sentences that tell them best.

Days are ranked by how many articles mention them, as the date selection baselines of the timeline summarisation
literature do (Tran et al. 2015; Gholipour Ghalandari and Ifrim 2020), with more weight on mentions that look back: what
is still told days later mattered. Sentences are ranked by their nearness to the centroid of all that is said about the
day (Radev et al. 2004), skipping repetitions.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from service.language.lexicon import lexicon
from service.language.sentences import sentences as split
from service.mentions.tagger import tag

_LATER, _SOON, _ANNOUNCED, _PUBLISHED = 2.0, 1.0, 0.5, 0.3
"""Weight of an article that mentions a day two days or more later, within a day, before it; of one published on it."""
_LEAD = 8
"""So many first sentences of an article tell of the day of its publication, or of the day before."""
_SHORTEST, _LONGEST = 8, 60
"""Words of a sentence that may be chosen."""
_SAME = 0.4
"""Cosine above which two sentences say the same."""

_UNFIT = re.compile(
    r"""
    .{0,40}?\b\d\d?(?: :\d\d | [:.]\d\d\ ?(?:[ap]\.?m|uhr)\b )  # the stamp of a comment or a live blog
    | .*\|                                                       # a table row, a header
    | .*\?["'”’»)\s]*\Z                                          # a question
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What no summary should say, well written as it may be."""
_WORD = re.compile(r"[^\W_]{2,}")

Vector = Mapping[str, float]


class Article(Protocol):
    """What a summary needs of an article; CleanArticle and ResolvedArticle have it."""

    @property
    def id(self) -> str:
        """Its id; breaks ties between articles published at the same time."""

    @property
    def text(self) -> str:
        """Its text, paragraph or sentence per line."""

    @property
    def language(self) -> str:
        """The primary subtag of its language."""

    @property
    def published_at(self) -> str:
        """The date or date-time of its publication."""

    @property
    def published_day(self) -> str | None:
        """The day of it where the outlet is."""


class _Sentence(NamedTuple):
    article: int
    position: int  # in the article
    published: int  # days are ordinals (`date.toordinal`)
    text: str
    words: tuple[str, ...]  # stems without stop words
    days: frozenset[int]  # that it names


def summarize(
    articles: Iterable[Article],
    max_dates: int,
    max_sentences: int,
    since: date | None = None,
    until: date | None = None,
) -> dict[str, list[str]]:
    """The `max_dates` most important days of the articles, in order, each with up to `max_sentences` sentences.

    Only days from `since` to `until` and articles published in that time count. Days are ISO dates; sentences are as in
    the texts, the best first. A day of which no sentence fits is left out. The order of the articles does not matter.
    """
    first, last = (since or date.min).toordinal(), (until or date.max).toordinal()
    told = [s for s in _sentences(articles) if first <= s.published <= last]
    days = sorted(_most_important(told, max_dates, first, last))
    candidates = _candidates(told, days)
    rarity = _rarity(told)
    summary = {}
    used: set[str] = set()  # a sentence stands for one day only
    for day in days:
        chosen = _choose([told[i] for i in candidates[day] if told[i].text not in used], rarity, max_sentences)
        used.update(sentence.text for sentence in chosen)
        if chosen:
            summary[date.fromordinal(day).isoformat()] = [sentence.text for sentence in chosen]
    return summary


def _sentences(articles: Iterable[Article]) -> Iterator[_Sentence]:
    for number, article in enumerate(sorted(articles, key=lambda a: (a.published_at, a.id))):
        published = date.fromisoformat(article.published_day or article.published_at[:10])
        language = lexicon(article.language)
        named = [
            (timex.start, date.fromisoformat(timex.low).toordinal())
            for timex in tag(article.text, published, article.language)
            if timex.low is not None and timex.precision in ("day", "time")
        ]
        position = next_timex = 0
        for line in re.finditer(r"[^\n]+", article.text):
            for start, end in split(article.text, *line.span(), language):
                days = set()
                while next_timex < len(named) and named[next_timex][0] < end:
                    days.add(named[next_timex][1])
                    next_timex += 1
                text = article.text[start:end]
                words = [word for word in _WORD.findall(text.lower()) if word not in language.stopwords]
                stems = tuple(map(language.stem, words))
                yield _Sentence(number, position, published.toordinal(), text, stems, frozenset(days))
                position += 1


def _most_important(told: Sequence[_Sentence], count: int, first: int, last: int) -> list[int]:
    score: dict[int, float] = defaultdict(float)
    seen = set()
    for sentence in told:
        if sentence.position == 0:
            score[sentence.published] += _PUBLISHED
        for day in sorted(sentence.days):
            if first <= day <= last and (sentence.article, day) not in seen:
                seen.add((sentence.article, day))
                lag = sentence.published - day
                score[day] += _ANNOUNCED if lag < 0 else _SOON if lag <= 1 else _LATER
    return sorted(score, key=lambda day: (-score[day], day))[:count]


def _candidates(told: Sequence[_Sentence], days: Sequence[int]) -> Mapping[int, list[int]]:
    """Day -> indices of the sentences that may tell of it: those that name it, and leads that name no day."""
    candidates: dict[int, list[int]] = {day: [] for day in days}
    for i, sentence in enumerate(told):
        if not _SHORTEST <= len(sentence.text.split()) <= _LONGEST or _UNFIT.match(sentence.text):
            continue
        leads = (sentence.published - 1, sentence.published) if sentence.position < _LEAD else ()
        for day in sorted(sentence.days) or leads:
            if day in candidates:
                candidates[day].append(i)
    return candidates


def _rarity(told: Sequence[_Sentence]) -> Mapping[str, float]:
    """Weight of a word: the root of its inverse document frequency, which is flatter than usual on purpose.

    A summary wants the words that all repeat, not the ones that only one sentence has.
    """
    found_in = Counter(word for sentence in told for word in dict.fromkeys(sentence.words))
    return {word: math.sqrt(math.log((1 + len(told)) / (1 + n)) + 1) for word, n in found_in.items()}


def _vector(sentence: _Sentence, rarity: Mapping[str, float]) -> Vector:
    """The unit tf-idf vector."""
    vector = {word: (1 + math.log(n)) * rarity[word] for word, n in Counter(sentence.words).items()}
    norm = math.sqrt(_dot(vector, vector)) or 1.0
    return {word: x / norm for word, x in vector.items()}


def _choose(candidates: Sequence[_Sentence], rarity: Mapping[str, float], count: int) -> list[_Sentence]:
    """The sentences nearest to the centroid of all, each unlike those chosen before."""
    vectors = [_vector(sentence, rarity) for sentence in candidates]
    centroid: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for word, x in vector.items():
            centroid[word] += x
    nearness = [_dot(vector, centroid) for vector in vectors]
    chosen: list[int] = []
    for i in sorted(range(len(candidates)), key=lambda i: (-nearness[i], i)):
        if len(chosen) == count:
            break
        if all(_dot(vectors[i], vectors[j]) <= _SAME for j in chosen):
            chosen.append(i)
    return [candidates[i] for i in chosen]


def _dot(one: Vector, other: Vector) -> float:
    return sum(x * other[word] for word, x in one.items() if word in other)
