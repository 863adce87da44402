"""The hash table of band postings: the loops that the index runs.

It is a linear hash table (Litwin 1980): it grows and shrinks by one bucket at a time, so no insert pays for the growth
of the whole, and its shape depends on the number of entries alone. Bucket row * 74 + band holds the postings of one
band whose hash addresses the row; the rows of a band double bucket by bucket.

What a bucket is made of is in `postings.py`. Entries are compared by the minima themselves, so tags only save reads.

Most of the time goes into waiting for memory. So a step first reads all that it is going to need, in loops without a
branch, and the processor fetches many lines at once. Loops are given arrays one by one: numba would count references to
those of a tuple wherever it is unpacked.
"""

from typing import Any, Final

import numpy as np

from service.packed.compiled import I64, U16, U32, Number, compiled
from service.packed.postings import count_of, find, free, is_hot, pour, put, scan, tag_at, take

Table = tuple[U32, U32, U16]
"""(lines of the buckets, spill lines, minima by entry)"""
State = tuple[I64, int, I64]
"""(stamp of the query that saw an entry last, stamp of this query, entries found)"""
BANDS: Final = 42 + 32
"""42 bands of 3 minima over the whole text, 32 bands of 4 over the lead: what datasketch chooses for the thresholds of
0.28 and 0.4 at which texts and leads are the same (`lane/near/duplicates.py`)."""


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
def _locate(main: U32, spill: U32, minima: U16, entry: Number, buckets: Number) -> tuple[I64, I64]:
    """Bucket and tag of every band; reads the first two lines of each bucket."""
    places, tags, half = np.empty(75, np.int64), np.empty(74, np.int64), _half(buckets // 74)
    touched = np.uint32(0)
    for band in range(74):
        h = _hash(minima, entry, band)
        places[band], tags[band] = _bucket(h, band, buckets, half), np.int64(h >> np.uint64(56))
        touched |= main[places[band], 0]
    for band in range(74):
        touched |= spill[main[places[band], 0], 0]
    places[74] = touched  # a use, or the reads would be optimised away
    return places, tags


@compiled
def _deal(main: U32, spill: U32, minima: U16, source: Number, row: Number) -> None:
    """Empty bucket `source` and put each posting to row `row` or where it was, as its address says."""
    band, half, link = source % 74, _half(row), np.int64(0)
    mask, rows, buffer = np.uint64(2 * half - 1), np.empty(12, np.int64), np.empty((1, 16), np.uint32)
    pour(main, source, buffer)
    while True:
        link, used = np.int64(buffer[0, 0]), count_of(buffer, 0)
        for place in range(used):
            address = np.int64(_hash(minima, np.int64(buffer[0, 1 + place]) - 1, band) & mask)
            rows[place] = row if address == row else row - half
        for place in range(used):
            put(main, spill, rows[place] * 74 + band, np.int64(buffer[0, 1 + place]), tag_at(buffer, 0, place))
        if link == 0:
            break
        pour(spill, link, buffer)
        free(spill, link)


@compiled
def _gather(main: U32, spill: U32, source: Number, target: Number) -> None:
    """Move all postings of one bucket to another."""
    buffer = np.empty((1, 16), np.uint32)
    pour(main, source, buffer)
    while True:
        link = np.int64(buffer[0, 0])
        for place in range(count_of(buffer, 0)):
            put(main, spill, target, np.int64(buffer[0, 1 + place]), tag_at(buffer, 0, place))
        if link == 0:
            break
        pour(spill, link, buffer)
        free(spill, link)


@compiled
def _entry(posting: Number) -> Number:
    """The entry of a posting; any for a free place."""
    return posting - 1 if posting else 0


@compiled
def _fetch(main: U32, spill: U32, minima: U16, first: Number, last: Number) -> Number:
    """Read the minima that `_deal` will need of buckets first to last - 1, as far as two lines of each name them."""
    touched: Number = 0
    for bucket in range(first, last):
        touched |= np.int64(spill[main[bucket, 0], 0])
    for bucket in range(first, last):
        band, link = bucket % 74, np.int64(main[bucket, 0])
        column = band * 3 if band < 42 else 128 + (band - 42) * 4
        for place in range(1, 13):
            touched |= np.int64(minima[_entry(np.int64(main[bucket, place])), column])
        if link:
            for place in range(1, 13):
                touched |= np.int64(minima[_entry(np.int64(spill[link, place])), column])
    return touched


@compiled
def fit(table: Table, buckets: Number, wanted: Number) -> None:
    """Split or merge, bucket by bucket, until there are as many as wanted."""
    main, spill, minima = table
    used = np.zeros(1, np.int64)
    while buckets < wanted:
        row = buckets // 74
        first, many = (row - _half(row)) * 74 + buckets % 74, min(wanted, (row + 1) * 74) - buckets
        used[0] |= _fetch(main, spill, minima, first, first + many)
        for source in range(first, first + many):
            _deal(main, spill, minima, source, row)
        buckets += many
    while buckets > wanted:
        buckets -= 1
        row = buckets // 74
        _gather(main, spill, buckets, (row - _half(row)) * 74 + buckets % 74)


@compiled
def insert(table: Table, buckets: Number, wanted: Number, first: Number, last: Number) -> None:
    """Post entries first to last - 1 under every band, in as many buckets as wanted."""
    fit(table, buckets, wanted)
    main, spill, minima = table
    for entry in range(first, last):
        places, tags = _locate(main, spill, minima, entry, wanted)
        for band in range(74):
            put(main, spill, places[band], entry + 1, tags[band])


@compiled
def remove(table: Table, buckets: Number, entries: I64) -> None:
    """Remove the postings of entries."""
    main, spill, minima = table
    for n in range(entries.shape[0]):
        places, _ = _locate(main, spill, minima, entries[n], buckets)
        for band in range(74):
            take(main, spill, places[band], entries[n] + 1)


@compiled
def rename(table: Table, buckets: Number, entries: I64, numbers: I64) -> None:
    """Give entries other numbers, which are free."""
    main, spill, minima = table
    for n in range(entries.shape[0]):
        places, _ = _locate(main, spill, minima, entries[n], buckets)
        for band in range(74):
            line, place = find(main, spill, places[band], entries[n] + 1)
            if line:
                spill[line, 1 + place] = np.uint32(numbers[n] + 1)
            else:
                main[places[band], 1 + place] = np.uint32(numbers[n] + 1)


@compiled
def query(table: Table, buckets: Number, state: State, probe: U16) -> Number:
    """Entries that agree with `probe` (one row) in a band, once each, in no order; returns how many."""
    main, spill, minima = table
    seen, stamp, found = state
    places, tags = _locate(main, spill, probe, 0, buckets)
    count: Number = 0
    for band in range(74):
        link = np.int64(main[places[band], 0])
        if link and is_hot(main, spill, places[band]):
            continue
        last = scan(main, places[band], tags[band], found, count)
        while link:
            last = scan(spill, link, tags[band], found, last)
            link = np.int64(spill[link, 0])
        for place in range(count, last):
            entry = found[place]
            if seen[entry] != stamp and _agree(minima, entry, probe, band):
                seen[entry] = stamp
                found[count] = entry
                count += 1
    return count
