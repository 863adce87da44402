"""How alike two fingerprinted texts are: the verification of what the index proposes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from service.lane.near.facts import SLOTS, Facts, contradict
from service.lane.near.fingerprint import SAMPLE, Fingerprint
from service.packed.compiled import I64, U16, U32, compiled
from service.packed.memory import GrowingArray

F64 = NDArray[np.float64]


@compiled
def _sampled(a: U32, b: U32, exact: bool) -> float:
    """Jaccard similarity of two ascending samples: of the sets when exact, else of the smallest of their union.

    The SAMPLE smallest of the union of two sets are in the SAMPLE smallest of the one or the other, so they can be
    counted out completely (bottom-k sketch: Cohen and Kaplan 2007).
    """
    i, j, shared, taken = 0, 0, 0, 0
    while (i < a.shape[0] or j < b.shape[0]) and (exact or taken < 128):
        taken += 1
        if j == b.shape[0] or (i < a.shape[0] and a[i] < b[j]):
            i += 1
        elif i == a.shape[0] or b[j] < a[i]:
            j += 1
        else:
            shared += 1
            i += 1
            j += 1
    return shared / max(1, taken)


@compiled
def _compare(entries: I64, theirs: tuple[U16, U32, I64], ours: tuple[U16, U32, int], jaccard: F64, lead: F64) -> None:
    minima, samples, counts = theirs
    our_minima, our_sample, our_count = ours
    for n in range(entries.shape[0]):
        entry = entries[n]
        equal, equal_lead = 0, 0
        for k in range(128):
            equal += minima[entry, k] == our_minima[k]
            equal_lead += minima[entry, 128 + k] == our_minima[128 + k]
        exact = counts[entry] <= 128 and our_count <= 128
        sampled = _sampled(samples[entry, : min(128, counts[entry])], our_sample, exact)
        jaccard[n] = sampled if exact else (sampled + equal / 128) / 2
        lead[n] = equal_lead / 128


class Similarity(NamedTuple):
    """One text against others, an array element each.

    `jaccard`: exact for two texts of at most SAMPLE shingles, else an estimate with a standard error of .025 or less.
    `lead`: the same of the leads, standard error .045 or less. `ours`: share of our shingles that the other has,
    `shorter`: share of the shorter text's shingles that the longer has; both follow from the Jaccard similarity and the
    sizes.
    """

    jaccard: F64
    lead: F64
    ours: F64
    shorter: F64


class Sketches:
    """Samples and sizes by entry number; the minima are those that the index keeps under the same numbers."""

    def __init__(self) -> None:
        self._samples, self._counts = GrowingArray(np.uint32, SAMPLE), GrowingArray(np.int64)
        self._facts, self._slots = GrowingArray(np.uint32, 2, SLOTS), GrowingArray(np.uint8)

    @property
    def nbytes(self) -> int:
        """Bytes of the samples and sizes."""
        return sum(array.nbytes for array in (self._samples, self._counts, self._facts, self._slots))

    def put(self, entry: int, fp: Fingerprint) -> None:
        """Keep what is compared later."""
        self._reserve(entry + 1)
        self._samples.array[entry, : fp.sample.size] = fp.sample
        self._counts.array[entry] = fp.shingle_count
        self._slots.array[entry] = count = fp.facts.slots.size
        self._facts.array[entry, 0, :count], self._facts.array[entry, 1, :count] = fp.facts.slots, fp.facts.fillings

    def move(self, entries: I64, numbers: I64, left: int) -> None:
        """Entries get other numbers; so many are left."""
        self._samples.array[numbers] = self._samples.array[entries]
        self._counts.array[numbers] = self._counts.array[entries]
        self._facts.array[numbers] = self._facts.array[entries]
        self._slots.array[numbers] = self._slots.array[entries]
        self._reserve(left)

    def compare(self, entries: I64, minima: U16, fp: Fingerprint) -> Similarity:
        """A text against entries. `minima`: uint16[entries, 256] of the index."""
        jaccard, lead = np.empty(entries.size), np.empty(entries.size)
        theirs = (minima, self._samples.array, self._counts.array)
        _compare(entries, theirs, (fp.minima, fp.sample, fp.shingle_count), jaccard, lead)
        sizes = self._counts.array[entries]
        shared = jaccard / (1 + jaccard) * (sizes + fp.shingle_count)
        shorter = np.minimum(sizes, fp.shingle_count)
        return Similarity(jaccard, lead, shared / fp.shingle_count, shared / np.maximum(1, shorter))

    def contradict(self, entry: int, facts: Facts) -> bool:
        """Whether an entry that is alike is of one template with a text of these facts, but on another matter."""
        slots, fillings = self._facts.array[entry, :, : self._slots.array[entry]]
        return contradict(facts, Facts(slots, fillings))

    def _reserve(self, entries: int) -> None:
        for array in (self._samples, self._counts, self._facts, self._slots):
            array.reserve(entries)
