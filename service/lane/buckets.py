"""The hash table of band postings: the loops that the index runs.

It is a linear hash table (Litwin 1980): it grows and shrinks by one bucket at a time, so no insert pays for the growth
of the whole, and its shape depends on the number of entries alone. Bucket row * 74 + band holds the postings of one
band whose hash addresses the row; the rows of a band double bucket by bucket.

A line is uint32[16], 64 bytes: link to the next line of the bucket (number + 1, 0: none), 12 postings (entry + 1, 0:
free, filled from the left), 12 tags of 8 bits. All lines but the one that the bucket's own line links to are full when
there is such a link. Entries are compared by the minima themselves, so tags only save reads.
"""

from typing import Any, Final

import numpy as np

from service.lane.kernels import I64, U16, U32, Number, compiled

Table = tuple[U32, U32, I64]
"""(lines of the buckets, spill lines, [first free spill line + 1, spill lines ever used])"""
State = tuple[U16, I64, int, I64]
"""(minima, stamp of the query that saw an entry last, stamp of this query, entries found)"""
BANDS: Final = 42 + 32
"""42 bands of 3 minima over the whole text, 32 bands of 4 over the lead."""
WORDS, PLACES = 16, 12
"""32-bit words and postings a line."""
HOT_LINES: Final = 8
"""A longer chain (about 96 entries that agree in a band) is a phrase that everybody quotes: the band tells nothing."""


@compiled
def _hash(minima: U16, entry: Number, band: Number) -> Any:
    """64 bits of a band: the low half addresses the bucket, the top byte is the tag."""
    first, rows = (band * 3, 3) if band < 42 else (128 + (band - 42) * 4, 4)
    h = np.uint64(band + 1) * np.uint64(0x9E3779B97F4A7C15)
    for t in range(first, first + rows):
        h = (h ^ np.uint64(minima[entry, t])) * np.uint64(0xFF51AFD7ED558CCD)
        h = h ^ (h >> np.uint64(32))
    return h


@compiled
def _agree(minima: U16, entry: Number, probe: U16, band: Number) -> bool:
    first, rows = (band * 3, 3) if band < 42 else (128 + (band - 42) * 4, 4)
    for t in range(first, first + rows):  # noqa: SIM110 - a loop that numba compiles
        if minima[entry, t] != probe[0, t]:
            return False
    return True


@compiled
def _bucket(h: Any, band: Number, buckets: Number, half: Number) -> Number:
    """The bucket that a hash addresses. `half`: the largest power of 2 that is not above the whole rows."""
    rows = buckets // 74
    if band < buckets % 74:
        rows += 1
    row = np.int64(h & np.uint64(2 * half - 1))
    if row >= rows:
        row = row & (half - 1)
    return row * 74 + band


@compiled
def _half(rows: Number) -> Number:
    half = 1
    while half * 2 <= rows:
        half *= 2
    return half


@compiled
def _locate(main: U32, minima: U16, entry: Number, buckets: Number) -> tuple[I64, I64]:
    """Bucket and tag of every band. It reads each bucket once, so that the processor fetches all of them together."""
    places, tags, half = np.empty(75, np.int64), np.empty(74, np.int64), _half(buckets // 74)
    touched = np.uint32(0)
    for band in range(74):
        h = _hash(minima, entry, band)
        places[band], tags[band] = _bucket(h, band, buckets, half), np.int64(h >> np.uint64(56))
        touched |= main[places[band], 0]
    places[74] = touched  # a use, or the reads would be optimised away
    return places, tags


@compiled
def _set(lines: U32, line: Number, place: Number, posting: Number, tag: Number) -> None:
    lines[line, 1 + place] = np.uint32(posting)
    word, shift = 13 + place // 4, np.uint32(8 * (place % 4))
    cleared = np.uint32(lines[line, word] & ~np.uint32(np.uint32(255) << shift))
    lines[line, word] = np.uint32(cleared | np.uint32(np.uint32(tag) << shift))


@compiled
def _tag(lines: U32, line: Number, place: Number) -> Number:
    return np.int64((lines[line, 13 + place // 4] >> np.uint32(8 * (place % 4))) & np.uint32(255))


@compiled
def _used(lines: U32, line: Number) -> Number:
    used = 0
    for place in range(1, 13):
        used += lines[line, place] != 0
    return used


@compiled
def _put(table: Table, bucket: Number, posting: Number, tag: Number) -> None:
    main, spill, heap = table
    used, link = _used(main, bucket), np.int64(main[bucket, 0])
    if used < 12:
        _set(main, bucket, used, posting, tag)
        return
    used = 12 if link == 0 else _used(spill, link - 1)
    if used == 12:
        used, fresh = 0, heap[0] - 1
        if fresh >= 0:
            heap[0] = spill[fresh, 0]
        else:
            fresh = heap[1]
            heap[1] += 1
        spill[fresh, :] = 0
        spill[fresh, 0] = np.uint32(link)
        link = fresh + 1
        main[bucket, 0] = np.uint32(link)
    _set(spill, link - 1, used, posting, tag)


@compiled
def _free(spill: U32, heap: I64, line: Number) -> None:
    spill[line, 0] = np.uint32(heap[0])
    heap[0] = line + 1


@compiled
def _place(lines: U32, line: Number, posting: Number) -> Number:
    for place in range(12):
        if lines[line, 1 + place] == posting:
            return place
    return -1


@compiled
def _find(table: Table, bucket: Number, posting: Number) -> tuple[Number, Number]:
    """(spill line or -1 for the bucket's own, place) of a posting that is there."""
    main, spill, _ = table
    line: Number = -1
    place, link = _place(main, bucket, posting), np.int64(main[bucket, 0])
    while place < 0:
        line = link - 1
        place, link = _place(spill, line, posting), np.int64(spill[line, 0])
    return line, place


@compiled
def _take(table: Table, bucket: Number, posting: Number) -> None:
    """Remove a posting; the last one of the line that may have room fills its place."""
    main, spill, heap = table
    line, place = _find(table, bucket, posting)
    first = np.int64(main[bucket, 0]) - 1
    donor, donor_line = (main, bucket) if first < 0 else (spill, first)
    last = _used(donor, donor_line) - 1
    moved, tag = np.int64(donor[donor_line, 1 + last]), _tag(donor, donor_line, last)
    if line < 0:
        _set(main, bucket, place, moved, tag)
    else:
        _set(spill, line, place, moved, tag)
    _set(donor, donor_line, last, 0, 0)
    if first >= 0 and last == 0:
        main[bucket, 0] = spill[first, 0]
        _free(spill, heap, first)


@compiled
def _deal(table: Table, minima: U16, source: Number, row: Number, half: Number) -> None:
    """Empty bucket `source` and put each posting to row `row` or to row - half, as its address says."""
    main, spill, heap = table
    band, buffer, rows = source % 74, np.empty((1, 16), np.uint32), np.empty(12, np.int64)
    mask = np.uint64(2 * half - 1)
    buffer[0, :] = main[source, :]
    main[source, :] = 0
    while True:
        link, used = np.int64(buffer[0, 0]) - 1, _used(buffer, 0)
        for place in range(used):  # apart from the next loop, so that the minima are fetched together
            address = np.int64(_hash(minima, np.int64(buffer[0, 1 + place]) - 1, band) & mask)
            rows[place] = row if address == row else row - half
        for place in range(used):
            _put(table, rows[place] * 74 + band, np.int64(buffer[0, 1 + place]), _tag(buffer, 0, place))
        if link < 0:
            break
        buffer[0, :] = spill[link, :]
        _free(spill, heap, link)


@compiled
def _gather(table: Table, source: Number, target: Number) -> None:
    """Move all postings of one bucket to another."""
    main, spill, heap = table
    buffer = np.empty((1, 16), np.uint32)
    buffer[0, :] = main[source, :]
    main[source, :] = 0
    while True:
        link = np.int64(buffer[0, 0]) - 1
        for place in range(_used(buffer, 0)):
            _put(table, target, np.int64(buffer[0, 1 + place]), _tag(buffer, 0, place))
        if link < 0:
            break
        buffer[0, :] = spill[link, :]
        _free(spill, heap, link)


@compiled
def fit(table: Table, minima: U16, buckets: Number, wanted: Number) -> None:
    """Split or merge, bucket by bucket, until there are as many as wanted."""
    while buckets < wanted:
        row = buckets // 74
        half = _half(row)
        _deal(table, minima, (row - half) * 74 + buckets % 74, row, half)
        buckets += 1
    while buckets > wanted:
        buckets -= 1
        row = buckets // 74
        _gather(table, buckets, (row - _half(row)) * 74 + buckets % 74)


@compiled
def insert(table: Table, minima: U16, buckets: Number, first: Number, last: Number) -> None:
    """Post entries first to last - 1 under every band."""
    for entry in range(first, last):
        places, tags = _locate(table[0], minima, entry, buckets)
        for band in range(74):
            _put(table, places[band], entry + 1, tags[band])


@compiled
def remove(table: Table, minima: U16, buckets: Number, entry: Number, last: Number) -> None:
    """Remove an entry and give its number to the last one."""
    main, spill, _ = table
    places, _ = _locate(main, minima, entry, buckets)
    moved, _ = _locate(main, minima, last, buckets)
    for band in range(74):
        _take(table, places[band], entry + 1)
        if entry != last:
            line, place = _find(table, moved[band], last + 1)
            if line < 0:
                main[moved[band], 1 + place] = np.uint32(entry + 1)
            else:
                spill[line, 1 + place] = np.uint32(entry + 1)


@compiled
def _hot(main: U32, spill: U32, bucket: Number) -> bool:
    lines, link = 1, np.int64(main[bucket, 0])
    while link != 0 and lines <= HOT_LINES:
        lines += 1
        link = np.int64(spill[link - 1, 0])
    return lines > HOT_LINES


@compiled
def _scan(lines: U32, line: Number, wanted: tuple[U16, Number, Number], state: State, count: Number) -> Number:
    """Append to `found` the entries of one line that agree with the probe in the band and were not seen."""
    probe, band, tag = wanted
    minima, seen, stamp, found = state
    pattern = np.uint32(np.uint32(tag) * np.uint32(0x01010101))
    for word in range(3):
        # A byte of x is zero where the tag stands; the usual trick finds out whether any is, four tags at once.
        x = np.uint32(lines[line, 13 + word] ^ pattern)
        if np.uint32(np.uint32(x - np.uint32(0x01010101)) & ~x & np.uint32(0x80808080)) == 0:
            continue
        for place in range(4 * word, 4 * word + 4):
            entry = np.int64(lines[line, 1 + place]) - 1
            if entry < 0 or _tag(lines, line, place) != tag or seen[entry] == stamp:
                continue
            if _agree(minima, entry, probe, band):
                seen[entry] = stamp
                found[count] = entry
                count += 1
    return count


@compiled
def query(table: Table, buckets: Number, state: State, probe: U16) -> Number:
    """Entries that agree with `probe` (one row) in a band, once each, in no order; returns how many."""
    main, spill, _ = table
    places, tags = _locate(main, probe, 0, buckets)
    count: Number = 0
    for band in range(74):
        bucket, wanted = places[band], (probe, band, tags[band])
        link = np.int64(main[bucket, 0])
        if link != 0 and _hot(main, spill, bucket):
            continue
        count = _scan(main, bucket, wanted, state, count)
        while link != 0:
            count = _scan(spill, link - 1, wanted, state, count)
            link = np.int64(spill[link - 1, 0])
    return count
