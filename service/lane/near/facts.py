"""What a text states in its slots: the number or name that stands after two given words, or before them.

Texts of one template ("reported a profit of 7.6 million", "appeared in court on Monday") share their words and differ
in what fills them; a copy of a text, cut or edited as it may be, says the same in the same places. So two texts that
are alike are compared slot by slot. A name is a word with a capital that no sentence begins with; where a script has no
capitals, numbers are compared alone.
"""

import unicodedata
from functools import cache
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from service.packed.compiled import I64, U32, U64

SLOTS: Final = 32
"""Slots kept of a text: those with the smallest hashes, so that two texts keep the same ones."""
FEWEST_DIFFERENT, SHARE_DIFFERENT, NUMBERS_DIFFERENT = 3, 0.25, 0.6
"""So many of the slots that two texts share, and this share of them, are filled in different ways in two texts of one
template; or this share of those for numbers, since some languages write every noun as a name."""
FEWEST_NUMBERS: Final = 2
"""Or so many numbers in a script without capitals, if there is none that both texts share."""

_NUMBER, _NAME = np.uint8(1), np.uint8(2)
_BREAK, _SKIPPED = np.uint8(4), np.uint8(8)
"""Kinds of characters: what a slot may begin with, what ends a sentence, and what is passed over."""
_BREAKS: Final = ".!?:…\n。！？"
_SKIPS: Final = " \"“”„«»'’‘(["
_STANDS_FOR: Final = np.array([0, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)
"""Numbers and names among the words before a slot are all alike."""
_BEFORE = (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53, 0x94D049BB133111EB, 0xBF58476D1CE4E5B9)
_AFTER = (0x9FB21C651E98DF25, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB)
_HALF = np.uint64(32)
"""Odd multipliers of known mixers, one for each place, the nearest first, and the half of a sum whose bits are
mixed best."""


class Facts(Struct, frozen=True, eq=False):
    """The slots of a text and what fills them, as uint32 hashes.

    Slots are ascending, even for numbers and odd for names; those that occur twice in the text are left out.
    """

    slots: U32
    fillings: U32


NONE: Final = Facts(np.empty(0, np.uint32), np.empty(0, np.uint32))
"""The facts of a text without slots."""


def facts(codes: U32, tokens: U64, starts: I64, width: int = 2) -> Facts:
    """The facts of a text, from its code points and the hashes and offsets of its tokens.

    `width`: how many tokens tell a slot, at most 4: two words, or four characters of a script without blanks.
    """
    kinds = _kinds(codes, starts)
    words = np.where(kinds > 0, _STANDS_FOR[kinds], tokens)
    before, after = _told(kinds, -1, width), _told(kinds, 1, width)
    at = np.concatenate([before, after])
    mixed = np.concatenate([_mixed(words, before, -1, _BEFORE[:width]), _mixed(words, after, 1, _AFTER[:width])])
    mixed += kinds[at]
    names = (kinds[at] == _NAME).astype(np.uint32)
    hashes = ((mixed >> _HALF).astype(np.uint32) & ~np.uint32(1)) | names
    slots, first, counts = np.unique(hashes, return_index=True, return_counts=True)
    once = np.flatnonzero(counts == 1)[:SLOTS]
    return Facts(slots[once], (tokens[at[first[once]]] >> _HALF).astype(np.uint32))


def _told(kinds: NDArray[np.uint8], step: int, width: int) -> NDArray[np.int64]:
    """The facts that have so many tokens before (step -1) or after them (1), one of the nearest two no fact itself."""
    inner = kinds[width:] if step < 0 else kinds[: max(0, kinds.size - width)]
    at: NDArray[np.int64] = np.flatnonzero(inner > 0) + (width if step < 0 else 0)
    return np.compress((kinds[at + step] == 0) | (kinds[at + 2 * step] == 0), at)


def _mixed(words: U64, at: NDArray[np.int64], step: int, places: tuple[int, ...]) -> U64:
    mixed = np.zeros(at.size, np.uint64)
    for distance, factor in enumerate(places, 1):
        mixed += words[at + step * distance] * np.uint64(factor)
    return mixed


def contradict(ours: Facts, theirs: Facts) -> bool:
    """Whether two texts that are alike are of one template, on different matters."""
    if ours.slots.size < FEWEST_NUMBERS or theirs.slots.size < FEWEST_NUMBERS:
        return False
    place = np.minimum(np.searchsorted(theirs.slots, ours.slots), theirs.slots.size - 1)
    shared = theirs.slots[place] == ours.slots
    different = shared & (theirs.fillings[place] != ours.fillings)
    numbers = (ours.slots & np.uint32(1)) == 0
    others, all_numbers = int(np.count_nonzero(different & numbers)), int(np.count_nonzero(shared & numbers))
    return (
        _most(different, shared, SHARE_DIFFERENT)
        or _most(different & numbers, shared & numbers, NUMBERS_DIFFERENT)
        or (FEWEST_NUMBERS <= others == all_numbers and numbers.all())
    )


def _most(different: NDArray[np.bool_], shared: NDArray[np.bool_], share: float) -> bool:
    return int(np.count_nonzero(different)) >= max(FEWEST_DIFFERENT, share * int(np.count_nonzero(shared)))


def _kinds(codes: U32, starts: I64) -> NDArray[np.uint8]:
    """_NUMBER, _NAME or 0 for each token, by its first character and what stands before it."""
    table = _character_kinds()
    known = table[np.minimum(codes, table.size - 1)]
    first = known[starts] & np.uint8(3)
    before = [np.where(starts >= back, known[np.maximum(starts - back, 0)], _BREAK) for back in (1, 2, 3)]
    breaks = [(kind & _BREAK) > 0 for kind in before]
    skipped = [(kind & _SKIPPED) > 0 for kind in before]
    begins = breaks[0] | (skipped[0] & (breaks[1] | (skipped[1] & breaks[2])))
    return np.where((first == _NAME) & begins, np.uint8(0), first)


@cache
def _character_kinds() -> NDArray[np.uint8]:
    """Character -> what it can begin or end; the last entry serves for all beyond the first plane."""
    table = np.zeros(0x10000, np.uint8)
    for code in range(table.size - 1):
        category = unicodedata.category(chr(code))
        table[code] = _NUMBER if category == "Nd" else _NAME if category in ("Lu", "Lt") else 0
    for marks, kind in ((_BREAKS, _BREAK), (_SKIPS, _SKIPPED)):
        table[[ord(mark) for mark in marks]] = kind
    return table
