"""The postings of one bucket: a line of 64 bytes, and a chain of spill lines when it runs over.

A line is uint32[16]: link to the next line of the bucket (number of a spill line, 0: none), 12 postings (entry + 1,
0: free, filled from the left), 12 tags of 8 bits. All lines but the one that the bucket's own line links to are full
when there is such a link. Spill line 0 holds the number of the first free spill line (0: none) and that of the last one
ever used.
"""

from typing import Final

import numpy as np

from service.packed.compiled import I64, U32, Number, compiled

WORDS, PLACES = 16, 12
"""32-bit words and postings a line."""
HOT_LINES: Final = 8
"""A longer chain (about 96 entries that agree in a band) is a phrase that everybody quotes: the band tells nothing."""


@compiled
def _set(lines: U32, line: Number, place: Number, posting: Number, tag: Number) -> None:
    lines[line, 1 + place] = np.uint32(posting)
    word, shift = 13 + place // 4, np.uint32(8 * (place % 4))
    cleared = np.uint32(lines[line, word] & ~np.uint32(np.uint32(255) << shift))
    lines[line, word] = np.uint32(cleared | np.uint32(np.uint32(tag) << shift))


@compiled
def tag_at(lines: U32, line: Number, place: Number) -> Number:
    """The tag of a place."""
    return np.int64((lines[line, 13 + place // 4] >> np.uint32(8 * (place % 4))) & np.uint32(255))


@compiled
def count_of(lines: U32, line: Number) -> Number:
    """How many postings a line holds."""
    used = 0
    for place in range(1, 13):
        used += lines[line, place] != 0
    return used


@compiled
def pour(lines: U32, line: Number, buffer: U32) -> None:
    """Empty a line into the buffer."""
    for word in range(16):
        buffer[0, word] = lines[line, word]
        lines[line, word] = 0


@compiled
def _fresh(spill: U32, link: Number) -> Number:
    """An empty spill line that links to another."""
    line = np.int64(spill[0, 0])
    if line:
        spill[0, 0] = spill[line, 0]
    else:
        line = np.int64(spill[0, 1]) + 1
        spill[0, 1] = np.uint32(line)
    spill[line, 0] = np.uint32(link)
    return line


@compiled
def free(spill: U32, line: Number) -> None:
    """Give an empty spill line back."""
    spill[line, 0] = spill[0, 0]
    spill[0, 0] = np.uint32(line)


@compiled
def put(main: U32, spill: U32, bucket: Number, posting: Number, tag: Number) -> None:
    """Add a posting; there must be a spill line left for it."""
    used = count_of(main, bucket)
    if used < 12:
        _set(main, bucket, used, posting, tag)
        return
    line: Number = np.int64(main[bucket, 0])
    used = count_of(spill, line) if line else 12
    if used == 12:
        used, line = 0, _fresh(spill, line)
        main[bucket, 0] = np.uint32(line)
    _set(spill, line, used, posting, tag)


@compiled
def _place(lines: U32, line: Number, posting: Number) -> Number:
    for place in range(12):
        if lines[line, 1 + place] == posting:
            return place
    return -1


@compiled
def find(main: U32, spill: U32, bucket: Number, posting: Number) -> tuple[Number, Number]:
    """(spill line or 0 for the bucket's own, place) of a posting that is there."""
    line: Number = 0
    place = _place(main, bucket, posting)
    while place < 0:
        line = np.int64(spill[line, 0] if line else main[bucket, 0])
        place = _place(spill, line, posting)
    return line, place


@compiled
def take(main: U32, spill: U32, bucket: Number, posting: Number) -> None:
    """Remove a posting; the last one of the line that may have room fills its place."""
    line, place = find(main, spill, bucket, posting)
    first = np.int64(main[bucket, 0])
    if first:
        last = count_of(spill, first) - 1
        moved, tag = np.int64(spill[first, 1 + last]), tag_at(spill, first, last)
    else:
        last = count_of(main, bucket) - 1
        moved, tag = np.int64(main[bucket, 1 + last]), tag_at(main, bucket, last)
    if line:
        _set(spill, line, place, moved, tag)
    else:
        _set(main, bucket, place, moved, tag)
    if first:
        _set(spill, first, last, 0, 0)
        if last == 0:
            main[bucket, 0] = spill[first, 0]
            free(spill, first)
    else:
        _set(main, bucket, last, 0, 0)


@compiled
def is_hot(main: U32, spill: U32, bucket: Number) -> bool:
    """Whether the chain of a bucket is longer than HOT_LINES."""
    lines, link = 1, np.int64(main[bucket, 0])
    while link != 0 and lines <= HOT_LINES:
        lines += 1
        link = np.int64(spill[link, 0])
    return lines > HOT_LINES


@compiled
def scan(lines: U32, line: Number, tag: Number, found: I64, count: Number) -> Number:
    """Append to `found` the entries of one line that have the tag."""
    pattern = np.uint32(np.uint32(tag) * np.uint32(0x01010101))
    for word in range(3):
        # A byte of x is zero where the tag stands; the usual trick finds out whether any is, four tags at once.
        x = np.uint32(lines[line, 13 + word] ^ pattern)
        if np.uint32(np.uint32(x - np.uint32(0x01010101)) & ~x & np.uint32(0x80808080)) == 0:
            continue
        for place in range(4 * word, 4 * word + 4):
            entry = np.int64(lines[line, 1 + place]) - 1
            if entry >= 0 and tag_at(lines, line, place) == tag:
                found[count] = entry
                count += 1
    return count
