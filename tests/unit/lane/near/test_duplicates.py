import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.lane.near.duplicates import Duplicates, Match
from service.lane.near.fingerprint import fingerprint
from service.lane.near.groups import Groups


def words(seed: object, count: int) -> list[str]:
    rng = random.Random(repr(seed))
    return ["".join(rng.choices("abdefgiklmnoprstu", k=rng.randint(3, 8))) for _ in range(count)]


BASE = words("base", 300)
TEXTS = {
    "base": BASE,
    "equal": BASE,
    "edited": BASE[:140] + words("edit", 20) + BASE[160:],
    "half": BASE[:150],
    "first third": BASE[:90],
    "host of a quarter": words("host", 225) + BASE[100:175],
    "excerpt": [*words("intro", 8), *BASE[180:240]],
    "other": words("other", 300),
    "same lead": BASE[:110] + words("another end", 500),
}


@dataclass
class Desk:
    """Gives slots to articles and adds each as it is matched."""

    duplicates: Duplicates = field(default_factory=Duplicates)
    slots: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, text: list[str], published_at: str = "2025-01-01T00:00:00Z", outlet: str = "") -> Match:
        slot = self.slots[name] = len(self.slots)
        fp = fingerprint(" ".join(text), "en")
        match = self.duplicates.match(fp, outlet or name)
        self.duplicates.add(
            slot,
            fp,
            published_at=published_at,
            article_id=name,
            outlet=outlet or name,
            same_as=match.same_as,
            also=match.also,
            indexed=match.indexed,
        )
        return match


@pytest.mark.parametrize("copy", ["equal", "edited", "half", "first third"])
@pytest.mark.parametrize("first", [True, False], ids=["original first", "copy first"])
def test_a_copy_belongs_to_its_original(copy, first):
    desk = Desk()
    names = ("base", copy) if first else (copy, "base")
    assert desk.add(names[0], TEXTS[names[0]]) == Match()
    match = desk.add(names[1], TEXTS[names[1]])
    assert match.same_as == 0
    assert match.excerpt_of is None
    assert desk.duplicates.members(0) == sorted((0, 1), key=lambda slot: names[slot])


@pytest.mark.parametrize("name", ["host of a quarter", "other", "same lead"])
@pytest.mark.parametrize("first", [True, False])
def test_other_texts_stay_alone(name, first):
    desk = Desk()
    names = ("base", name) if first else (name, "base")
    for one in names:
        assert desk.add(one, TEXTS[one]).same_as is None
    assert desk.duplicates.members(0) == [0]


def test_an_excerpt_points_to_the_whole_but_does_not_join_it():
    desk = Desk()
    desk.add("base", TEXTS["base"])
    match = desk.add("excerpt", TEXTS["excerpt"])
    assert (match.same_as, match.excerpt_of) == (None, 0)
    assert desk.duplicates.members(0) == [0]


def test_a_whole_does_not_point_to_its_excerpt():
    desk = Desk()
    desk.add("excerpt", TEXTS["excerpt"])
    assert desk.add("base", TEXTS["base"]).excerpt_of is None


def test_the_leader_is_the_earliest_then_the_smallest_id():
    desk = Desk()
    for name, day in (("c", 3), ("b", 2), ("a", 2), ("d", 9)):
        desk.add(name, BASE, f"2025-01-0{day}T00:00:00Z")
    assert desk.duplicates.leader(desk.slots["d"]) == desk.slots["a"]
    assert desk.duplicates.members(0) == [desk.slots[name] for name in "abcd"]


def test_who_loses_the_lead_is_told():
    duplicates, fp = Duplicates(), fingerprint(" ".join(BASE), "en")

    def add(slot, article_id, published_at, same_as):
        return duplicates.add(
            slot,
            fp,
            published_at=published_at,
            article_id=article_id,
            outlet="o",
            same_as=same_as,
            indexed=True,
        )

    assert add(5, "x", "2025-01-02T00:00:00Z", None) == ()
    assert add(6, "y", "2025-01-03T00:00:00Z", 5) == ()
    assert add(7, "z", "2025-01-01T00:00:00Z", 5) == (5,)
    assert duplicates.leader(6) == 7


def test_a_text_makes_two_groups_one():
    desk = Desk()
    left, right = BASE[:150] + words("l", 30), BASE[150:] + words("r", 30)
    desk.add("left", left)
    assert desk.add("right", right).same_as is None
    match = desk.add("whole", BASE, "2025-02-01T00:00:00Z")
    assert {match.same_as, *match.also} == {0, 1}
    assert desk.duplicates.members(2) == [0, 1, 2]


def test_the_same_text_in_one_outlet_counts_unless_set_otherwise():
    for within in (True, False):
        desk = Desk(Duplicates(within))
        desk.add("1", BASE, outlet="gazette.example")
        assert desk.add("2", BASE, outlet="gazette.example").same_as == (0 if within else None)
        assert desk.add("3", BASE, outlet="herald.example").same_as == 0


@pytest.mark.parametrize("count", [0, 1, 2, 9])
def test_a_few_words_prove_nothing(count):
    desk = Desk()
    for name in "ab":
        assert desk.add(name, BASE[:count]) == Match(indexed=False)


def test_a_short_text_is_a_copy_in_another_outlet_and_a_formula_in_the_same():
    desk = Desk()
    desk.add("1", BASE[:15], outlet="gazette.example")
    assert desk.add("2", BASE[:15], outlet="gazette.example").same_as is None
    assert desk.add("3", BASE[:15], outlet="herald.example").same_as == 0


def test_copies_of_one_text_are_indexed_once():
    desk = Desk()
    indexed = [desk.add(f"{i:05}", BASE).indexed for i in range(2000)]
    assert indexed == [True] + [False] * 1999
    assert desk.duplicates.leader(1999) == 0


def test_many_versions_of_one_text_are_indexed_to_a_limit():
    desk = Desk()
    rng = random.Random(1)
    indexed = []
    for i in range(400):
        text = [w if rng.random() < 0.9 else f"{w}{i}" for w in BASE]
        indexed.append(desk.add(f"{i:05}", text).indexed)
    assert sum(indexed[:200]) > 32
    assert sum(indexed[200:]) < 32
    assert len(desk.duplicates.members(0)) > 390


def test_forgotten_slots_are_never_found_and_may_be_given_again():
    desk = Desk()
    desk.add("base", BASE)
    desk.add("edited", TEXTS["edited"])
    desk.duplicates.forget([0, 1, 17])
    assert desk.duplicates.match(fingerprint(" ".join(BASE), "en"), "x") == Match()
    with pytest.raises(KeyError):
        desk.duplicates.leader(0)
    desk.slots.clear()
    desk.add("other", TEXTS["other"])
    assert desk.add("again", TEXTS["other"]).same_as == 0


def test_a_group_survives_its_leader():
    desk = Desk()
    for name in "abc":
        desk.add(name, BASE)
    desk.duplicates.forget([0])
    assert desk.duplicates.members(2) == [1, 2]
    assert desk.duplicates.leader(2) == 1


VARIANTS = [
    [w for i, w in enumerate(BASE) if i % 7 != cut] if kind == 0 else words((kind, cut), 40 * kind)
    for kind in range(4)
    for cut in range(5)
]


def _state(duplicates: Duplicates, names: dict[int, str]) -> object:
    """What can be observed: groups by name, and the answer to every question."""
    groups = sorted([names[m] for m in duplicates.members(slot)] for slot in names)
    answers = []
    for text in VARIANTS:
        match = duplicates.match(fingerprint(" ".join(text), "en"), "probe.example")
        links = [None if slot is None else names[slot] for slot in (match.same_as, match.excerpt_of)]
        answers.append((links, [names[slot] for slot in match.also], match.similarity, match.indexed))
    return groups, answers


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(VARIANTS) - 1), st.integers(0, 4)), max_size=60), st.randoms())
def test_the_fold_of_what_lives_is_the_live_state(steps, rng):
    """Each group is a story: it is forgotten as a whole, and its slots go to others."""
    live = Duplicates()
    names: dict[int, str] = {}
    log: dict[str, tuple[int, str, list[str], bool]] = {}
    for i, (variant, action) in enumerate(steps):
        fp = fingerprint(" ".join(VARIANTS[variant]), "en")
        match = live.match(fp, f"outlet{i % 3}")
        linked = [] if match.same_as is None else [match.same_as, *match.also]
        slot = min(set(range(len(names) + 1)) - set(names))
        name, at = f"{rng.randrange(1000):03}-{i:03}", f"2025-01-0{1 + rng.randrange(9)}T00:00:00Z"
        log[name] = (variant, at, [names[s] for s in linked], match.indexed)
        _replay(live, slot, name, log[name], {other: s for s, other in names.items()})
        names[slot] = name
        if action == 0:
            gone = live.members(rng.choice(sorted(names)))
            live.forget(gone)
            for s in gone:
                del log[names.pop(s)]
    folded = Duplicates()
    places: dict[str, int] = {}
    for slot, (name, record) in enumerate(log.items()):
        _replay(folded, slot, name, record, places)
        places[name] = slot
    assert _state(folded, {slot: name for name, slot in places.items()}) == _state(live, names)


def _replay(duplicates, slot, name, record, places):
    variant, at, linked, indexed = record
    slots = [places[other] for other in linked]
    duplicates.add(
        slot,
        fingerprint(" ".join(VARIANTS[variant]), "en"),
        published_at=at,
        article_id=name,
        outlet=f"outlet{int(name[4:]) % 3}",
        same_as=slots[0] if slots else None,
        also=slots[1:],
        indexed=indexed,
    )


@given(st.permutations(range(8)))
def test_leader_and_members_do_not_depend_on_the_order_of_arrival(order):
    groups = Groups(lambda slot: (slot // 2 % 3, str(slot)))
    placed: list[int] = []
    for slot in order:
        groups.join(slot, [other for other in placed if other % 2 == slot % 2])
        placed.append(slot)
    for slot in range(8):
        expected = sorted((s for s in range(8) if s % 2 == slot % 2), key=lambda s: (s // 2 % 3, str(s)))
        assert groups.members(slot) == expected
        assert groups.leader(slot) == expected[0]
