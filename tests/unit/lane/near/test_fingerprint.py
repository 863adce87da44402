import numpy as np
import pytest
from datasketch import LeanMinHash, MinHash

from service.errors import FoldError
from service.lane.near import minhash
from service.lane.near.fingerprint import (
    SAMPLE,
    Fingerprint,
    fingerprint,
    shingle_hashes,
    signatures,
)
from tests.unit.language.texts import random_texts


def test_signatures_equal_those_of_datasketch_for_ten_thousand_texts():
    permutations = MinHash(num_perm=128).permutations
    for text, language in random_texts(10_000):
        hashes = shingle_hashes(text, language)
        lead = hashes[:108] if language == "en" else hashes[:176]
        for ours, theirs in zip(signatures(text, language), (hashes, lead), strict=True):
            oracle = MinHash(num_perm=128, hashfunc=int, permutations=permutations, scheme="affine32")
            if theirs.size:
                oracle.update_batch(theirs.tolist())
            assert np.array_equal(ours, oracle.hashvalues), text


def test_a_signature_is_a_lean_minhash_of_the_default_scheme():
    hashes = shingle_hashes("one two three four five", "en")
    oracle = MinHash(num_perm=128, hashfunc=int)
    oracle.update_batch(hashes.tolist())
    lean = LeanMinHash(hashvalues=signatures("one two three four five", "en")[0], seed=1, scheme="affine32")
    assert lean.jaccard(LeanMinHash(oracle)) == 1.0


def test_case_spaces_and_punctuation_make_no_difference():
    plain = fingerprint("The mayor of Norhaven said on Monday that it was over", "en")
    other = fingerprint("THE  mayor of «Norhaven» said, on Monday:\nthat — it was over!", "en")
    assert other.to_bytes() == plain.to_bytes()
    assert fingerprint("The mayor of Norhaven said on Monday that it was on", "en").to_bytes() != plain.to_bytes()


@pytest.mark.parametrize(
    ("text", "language", "shingles"),
    [
        ("", "en", 0),
        (" .,!", "en", 0),
        ("word", "en", 1),
        ("two words", "en", 1),
        ("three words here", "en", 1),
        ("a b c a b c", "en", 3),
        ("今日は雨です", "ja", 2),
        ("ｎｅｗｓ full width", "en", 1),
    ],
)
def test_shingles_are_counted_distinct(text, language, shingles):
    assert fingerprint(text, language).shingle_count == shingles


def test_full_width_letters_are_letters():
    assert fingerprint("ＮＥＷＳ at ten", "en").to_bytes() == fingerprint("news at ten", "en").to_bytes()


def test_the_lead_does_not_see_the_end():
    lead = " ".join(f"word{i}" for i in range(110))
    a, b = fingerprint(f"{lead} one end", "en"), fingerprint(f"{lead} another end of it", "en")
    assert np.array_equal(a.minima[128:], b.minima[128:])
    assert not np.array_equal(a.minima[:128], b.minima[:128])


def test_the_sample_is_the_smallest_mixed_hashes():
    text = " ".join(f"word{i % 170}" for i in range(400))
    mixed = np.unique(minhash.mix(shingle_hashes(text, "en")))
    found = fingerprint(text, "en")
    assert found.sample.tolist() == mixed[:SAMPLE].tolist()
    assert found.shingle_count == mixed.size > SAMPLE


@pytest.mark.parametrize("text", ["", "word", "a few words more than three", " ".join(map(str, range(600)))])
def test_bytes_come_back(text):
    before = fingerprint(text, "en")
    data = before.to_bytes()
    after = Fingerprint.from_bytes(data)
    assert after.to_bytes() == data
    assert np.array_equal(after.minima, before.minima)
    assert np.array_equal(after.sample, before.sample)
    assert after.shingle_count == before.shingle_count
    assert np.array_equal(after.facts.slots, before.facts.slots)
    assert np.array_equal(after.facts.fillings, before.facts.fillings)
    assert len(data) <= 1288


@pytest.mark.parametrize("data", [b"", b"x" * 519, b"x" * 522, b"x" * 524, b"x" * 1300])
def test_other_bytes_are_refused(data):
    with pytest.raises(FoldError, match=f"fingerprint of {len(data)} bytes"):
        Fingerprint.from_bytes(data)
