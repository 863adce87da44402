"""How alike two mentions are, and how alike they must be to tell one event. Whole numbers only."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from service.language.lexicon import lexicon
from service.timeline.clustering.features import SCALE, Atom, log2, weigh
from service.timeline.dating.telling import act
from service.timeline.sources import family

ONE_DAY_BAR = 300
"""Least score (thousandths) of two mentions of one day that tell the same event."""
ALIGNED = 140
"""The same when each is the other's best match among the mentions of that day in the two articles."""
FROM_AFAR = 40
"""Off that for articles published at least two days apart: who names a day from afar names what it is known for."""
COMPATIBLE = 400
COMPATIBLE_ALIGNED = 240
"""The same for days that only overlap (a month and a day in it)."""
CONFLICT_DAYS = 7
"""Dates further apart are two events whatever the likeness."""
UNDATED = 360
UNDATED_ONLY = 200
"""Least score of an undated mention and the event that it joins, and of one that is the only of its kind."""

OTHER_ACT = 1300
"""Where no name, no quantity and not the dated word is shared, a contradiction takes so much more (thousandths)."""
QUANTITY_BONUS = 150
"""For a rare quantity in common."""
OTHER_KIND = 700
"""What is left of the likeness of mentions that tell of other kinds of event (thousandths)."""

_FLOOR = 14 * SCALE
"""Containment in a smaller bag than this says little."""
_RARE = 3 * SCALE
_FEW = 30
"""Mentions up to which likeness by chance is no matter."""


def score(a: Atom, b: Atom, weights: Mapping[str, int]) -> int:
    """Likeness of two mentions in thousandths: mean of containment and Jaccard of their weighted features.

    0 unless they share a kind of event, a quantity, or a word and one more feature.
    """
    if a.told.isdisjoint(b.told):
        return 0
    told, about = a.told & b.told, a.about & b.about
    if not about and len(told) == 1 and min(told)[0] == "w":
        return 0
    common = 0
    for feature in told:
        common += weights[feature]
    for feature in about:
        common += weights[feature]
    value = likeness(common, a.weight, b.weight)
    if a.quantities and b.quantities and max(map(weights.__getitem__, a.quantities & b.quantities), default=0) >= _RARE:
        value += QUANTITY_BONUS
    if a.kinds and b.kinds and a.kinds.isdisjoint(b.kinds):
        value = value * OTHER_KIND // 1000
    return value


def likeness(common: int, one: int, other: int) -> int:
    """Mean of containment and Jaccard, in thousandths, of bags of the weights `one` and `other`."""
    smaller = one if one < other else other
    union = one + other - common
    contained = 1000 * common // (smaller if smaller > _FLOOR else _FLOOR)
    return (contained + 1000 * common // (union if union > _FLOOR else _FLOOR)) // 2


def same_day(a: Atom, b: Atom) -> bool:
    """Whether both name one and the same day."""
    return a.low == a.high == b.low == b.high


def least(a: Atom, b: Atom, best: bool) -> int:
    """The score that makes one event of two mentions whose dates overlap; `best`: neither has a better match."""
    aligned = best and a.article.id != b.article.id
    if not same_day(a, b):
        return COMPATIBLE_ALIGNED if aligned else COMPATIBLE
    if not aligned:
        return ONE_DAY_BAR
    return ALIGNED - (FROM_AFAR if abs(a.prepared.published - b.prepared.published) >= 2 else 0)


class Bar(NamedTuple):
    """What it takes that other dates for the same are a conflict, not two events.

    `value`: least score; `evidence`, `told`: least weight of all that is shared, and of what is shared besides names.
    """

    value: int
    evidence: int
    told: int


def bar(mentions: int) -> Bar:
    """The bar for a comparison of so many mentions: the more there are, the more are alike by chance."""
    doublings = max(0, log2(mentions + 1, _FEW))
    rarest = log2(mentions, 1)
    return Bar(150 + 60 * doublings // SCALE, rarest * 70 // 100, rarest * 55 // 100)


def contradict(value: int, a: Atom, b: Atom, weights: Mapping[str, int], bar: Bar) -> bool:
    """Whether other dates for what reads alike are a contradiction rather than a second event or a new plan.

    The mentions must be `comparable`; `value` is their score.
    """
    if value < bar.value:
        return False
    told, about = a.told & b.told, a.about & b.about
    weight = weigh(told, weights)
    if weight < bar.told or weight + weigh(about, weights) < bar.evidence or not _tell_of_one_kind(told, about):
        return False
    if not a.quantities.isdisjoint(b.quantities):
        return True
    if a.quantities and b.quantities:
        return False
    return bool(about) or value * 1000 >= bar.value * OTHER_ACT or _one_act(a, b)


def _one_act(a: Atom, b: Atom) -> bool:
    """Whether the dates of two mentions belong to the same word."""
    acts = [act(atom.article.text, atom.mention, lexicon(atom.article.language)) for atom in (a, b)]
    return acts[0] is not None and acts[0] == acts[1]


def _tell_of_one_kind(told: Collection[str], about: Collection[str]) -> bool:
    """Whether a kind of event or a quantity with another feature is shared, or two words."""
    words = sum(f[0] == "w" for f in told)
    return words > 1 or (words < len(told) and len(told) + len(about) > 1)


def comparable(a: Atom, b: Atom) -> bool:
    """Whether nothing explains that the days of two mentions are not the same: days more than `CONFLICT_DAYS` apart, a
    plan against what came of it, two plans of different days, a date that is vague or not firm, the news of two days,
    an "again", one text's own sequence.
    """
    if a.low != a.high or b.low != b.high or not -CONFLICT_DAYS <= a.low - b.low <= CONFLICT_DAYS:
        return False
    if a.mention.modality != b.mention.modality or a.prepared.again != b.prepared.again:
        return False
    if not (a.prepared.firm and b.prepared.firm) or _own_news(a, b):
        return False
    if a.mention.modality == "projected" and a.prepared.published != b.prepared.published:
        return False
    return family(a.article) != family(b.article)


def _own_news(a: Atom, b: Atom) -> bool:
    """Whether each tells what is new on its own day: articles of two days, dates as far apart as these.

    A quantity that both tell of speaks for one event all the same.
    """
    apart = a.prepared.published - b.prepared.published
    return apart != 0 and apart == a.low - b.low and a.quantities.isdisjoint(b.quantities)
