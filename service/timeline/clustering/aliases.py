"""Names of one story that mean the same: surname and full name, and spellings of a transliterated surname."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import chain

from service.timeline.sources import Union

_SHORT_WORD = 4
_LONG = 6
_VERY_LONG = 8
"""Letters of surnames that may be spelt in two ways: the longer, the more may differ by chance."""
_NOBODY: frozenset[str] = frozenset()


def aliases(clauses: Iterable[Sequence[str]]) -> dict[str, str]:
    """Maps each name (lower case, words separated by a space) to the name that stands for it.

    `clauses` gives the names of each clause. A name is known by its last word as long as all longer names that end so
    agree; long last words are one name when they differ by at most two letters and the two were seen in the same
    company (Zelensky, Selenskyj) or with the same first name.
    """
    clauses = [names for names in clauses if names]
    counts = Counter(chain.from_iterable(clauses))
    parts = {name: name.split() for name in counts}
    longer: dict[str, set[str]] = {}
    opening: dict[str, set[str]] = {}
    heads: Counter[str] = Counter()
    for name, words in parts.items():
        heads[words[-1]] += counts[name]
        if len(words) > 1:
            longer.setdefault(words[-1], set()).add(words[0])
            opening.setdefault(words[0], set()).add(words[-1])
    union = _spellings(_neighbours(heads, longer), clauses, longer)
    best: dict[str, str] = {}
    for head in sorted(heads, key=lambda h: (-heads[h], h)):
        best.setdefault(union.root(head), head)
    known: dict[str, str] = {}
    for name, words in parts.items():
        head = words[-1]
        if len(words) == 1 and head not in longer and len(opening.get(head, ())) == 1:
            head = next(iter(opening[head]))
        ambiguous = len(words) > 1 and len(longer[head]) > 1
        known[name] = name if ambiguous else best[union.root(head)]
    for head in sorted(heads):
        # "trump", written small or not recognised as a name where it stands
        if len(head) >= _SHORT_WORD and head in counts and len(longer.get(head, ())) == 1:
            known.setdefault(head, best[union.root(head)])
    return known


def _neighbours(last_words: Iterable[str], longer: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Pairs of long last words that may be spellings of one, with no first names that contradict it."""
    heads = sorted(head for head in last_words if len(head) >= _LONG)
    blocks: dict[str, list[str]] = {}
    for head in heads:
        # A pair within two edits agrees in one of these keys unless both edits hit it; good enough for spellings.
        for key in {head[1:4], head[2:5]}:
            blocks.setdefault(key, []).append(head)
    alike = {pair for block in blocks.values() if len(block) > 1 for pair in _alike(tuple(block))}
    return sorted((a, b) for a, b in alike if _first_names_agree(longer.get(a, _NOBODY), longer.get(b, _NOBODY)))


@lru_cache(maxsize=1 << 13)
def _alike(heads: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The pairs of last words that differ by one letter, long ones by two; remembered, since a story grows by few."""
    found = []
    for i, a in enumerate(heads):
        for b in heads[i + 1 :]:
            allowed = 2 if max(len(a), len(b)) >= _VERY_LONG else 1
            if abs(len(a) - len(b)) <= allowed and within(a, b, allowed):
                found.append((a, b))
    return tuple(found)


def _first_names_agree(a: Collection[str], b: Collection[str]) -> bool:
    """Whether two sets of first names have one in common, spellings aside; no first name contradicts none."""
    return not a or not b or any(within(x, y, 1 if min(len(x), len(y)) > 3 else 0) for x in a for y in b)


def _spellings(
    pairs: Sequence[tuple[str, str]], clauses: Iterable[Sequence[str]], longer: dict[str, set[str]]
) -> Union:
    """The pairs that share a first name or were seen in the same company."""
    company: dict[str, set[str]] = {head: set() for pair in pairs for head in pair}
    for names in clauses if pairs else ():
        if len(names) > 1:
            heads = {name.split()[-1] for name in names}
            for head in heads & company.keys():
                company[head] |= heads
    union = Union()
    for a, b in pairs:
        first_a, first_b = longer.get(a, set()), longer.get(b, set())
        if (first_a and first_b and _first_names_agree(first_a, first_b)) or (company[a] & company[b]) - {a, b}:
            union.join(a, b)
    return union


@lru_cache(maxsize=1 << 16)
def within(a: str, b: str, limit: int) -> bool:
    """Whether the Levenshtein distance of two words is at most `limit`."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
        if min(row) > limit:
            return False
    return row[-1] <= limit
