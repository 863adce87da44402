from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from service.records import Origin
from service.timeline.sources import Voice, fewest, sources
from tests.unit.timeline.fiction import article

TEXT = "Petra Dolenz met Olaf Berg in Lindau on Monday."


def test_copies_through_any_chain_are_one_group_with_the_earliest_as_leader():
    found = sources(
        [
            article("a", TEXT, "2026-03-05"),
            article("b", TEXT, "2026-03-04", duplicate_of="a"),
            article("c", TEXT, "2026-03-06", source_group="b"),
            article("d", TEXT, "2026-03-03"),
        ]
    )
    assert found.group == {"a": "b", "b": "b", "c": "b", "d": "d"}
    assert found.independent("abcd") == 2


def test_a_link_to_an_article_that_is_gone_still_joins_its_copies():
    found = sources([article("a", TEXT, duplicate_of="gone"), article("b", TEXT, source_group="gone")])
    assert found.group == {"a": "a", "b": "a"}


def test_one_outlet_is_one_source_whatever_it_writes():
    found = sources([article("a", TEXT, outlet="x"), article("b", "Other words.", outlet="x"), article("c", TEXT)])
    assert found.independent("ab") == 1
    assert found.independent("abc") == 2


def test_a_copy_speaks_for_the_outlet_that_wrote_the_text():
    found = sources(
        [
            article("wire", TEXT, "2026-03-04", outlet="wire"),
            article("b1", TEXT, outlet="b", duplicate_of="wire"),
            article("b2", "Words of b itself.", outlet="b"),
        ]
    )
    assert found.independent(["wire", "b1"]) == 1
    assert found.independent(["wire", "b2"]) == 2
    assert found.independent(["wire", "b1", "b2"]) == 2


def credited(agency, share="whole"):
    return Origin((agency,), share, "dateline", "")


def test_two_editions_of_one_family_are_one_source():
    found = sources(
        [
            article("a", TEXT, outlet="Marrow News", family="marrow"),
            article("b", "Words of another desk.", outlet="Marrow World", family="marrow"),
        ]
    )
    assert found.independent("ab") == 1


def test_one_wire_text_reworded_in_five_outlets_is_one_source():
    wire = [article(f"a{i}", f"{TEXT} Told anew {i}.", outlet=f"o{i}", origin=credited("wire")) for i in range(5)]
    assert sources(wire).independent([a.id for a in wire]) == 1


def test_wire_copy_and_own_reporting_are_two_sources():
    copy = article("copy", TEXT, outlet="x", origin=credited("wire"))
    own = article("own", "Words of y itself.", outlet="y")
    helped = article("helped", "Words of z itself.", outlet="z", origin=credited("wire", "part"))
    assert sources([copy, own]).independent(["copy", "own"]) == 2
    assert sources([copy, helped]).independent(["copy", "helped"]) == 2


def test_what_an_outlet_tells_in_an_agencys_words_speaks_for_the_agency():
    copy = article("copy", TEXT, outlet="x", origin=credited("wire"))
    helped = article("helped", "Words of z itself.", outlet="z", origin=credited("wire", "part"))
    found = sources([copy, helped])
    theirs = "Petra Dolenz met Olaf Berg in Lindau on Monday."
    assert found.telling([("copy", theirs), ("helped", "On Monday, Petra Dolenz met Olaf Berg in Lindau.")]) == 1
    assert found.telling([("copy", theirs), ("helped", "The minister told this paper about her Monday in town.")]) == 2
    assert found.telling([("helped", theirs)]) == 1


def test_own_sentences_inside_a_text_that_is_credited_as_a_whole_speak_for_the_outlet():
    own = "The minister told the Marrow Courier on Tuesday that she would go again."
    copy = article("copy", TEXT, outlet="x", origin=credited("wire"))
    mixed = article(
        "mixed", f"{TEXT} {own}", "2026-03-01", outlet="Marrow Courier", family="marrow", origin=credited("wire")
    )
    found = sources([copy, mixed])
    assert found.independent(["copy", "mixed"]) == 1
    assert found.speaking(["copy", "mixed"]) == 2
    assert found.telling([("copy", TEXT), ("mixed", TEXT)]) == 1
    assert found.telling([("copy", TEXT), ("mixed", own)]) == 2
    again = article("again", f"{TEXT} {own}", outlet="z", family="z", origin=credited("wire"), duplicate_of="mixed")
    copied = sources([copy, mixed, again])
    assert copied.telling([("mixed", own), ("again", own)]) == 1
    assert copied.speaking(["copy", "mixed", "again"]) == 2


def test_outlets_that_print_a_wire_and_report_themselves_are_counted_once_each():
    articles = [
        article(
            f"{outlet}-{kind}", f"{TEXT} {kind}", outlet=outlet, origin=credited("wire") if kind == "wire" else None
        )
        for outlet in ("x", "y")
        for kind in ("wire", "own")
    ]
    assert sources(articles).independent([a.id for a in articles]) == 2


def test_an_agencys_own_report_and_its_copies_are_one_source():
    own = article("own", TEXT, outlet="wire", family="wire", origin=credited("wire"))
    copy = article("copy", f"{TEXT} Told anew.", outlet="x", origin=credited("wire"))
    assert sources([own, copy]).independent(["own", "copy"]) == 1


def test_a_credit_that_only_one_copy_kept_counts_for_its_text():
    kept = article("kept", TEXT, "2026-03-06", outlet="x", duplicate_of="bare", origin=credited("wire"))
    bare = article("bare", TEXT, "2026-03-04", outlet="y")
    other = article("other", "Told anew.", outlet="z", origin=credited("wire"))
    assert sources([kept, bare, other]).independent(["kept", "bare", "other"]) == 1


NAMES = st.sampled_from("abcdef")
VOICES = st.lists(st.tuples(NAMES, st.none() | NAMES, st.none() | NAMES), min_size=1, max_size=7)


def story(rows):
    """Articles of these families; a credit of a whole text, or of a part of one."""
    return [
        article(
            f"i{i}",
            f"{TEXT} {i}" + " The mayor told this newspaper so." * (i % 3 == 2),
            outlet=f"outlet {family}",
            family=family,
            origin=credited(whole) if whole else credited(part, "part") if part else None,
        )
        for i, (family, whole, part) in enumerate(rows)
    ]


def counted(articles):
    found = sources(articles)
    ids = [a.id for a in articles]
    assert found.independent(ids) <= found.speaking(ids)
    return found.speaking(ids)


@given(VOICES, st.data())
def test_a_further_credit_never_raises_the_count(rows, data):
    i = data.draw(st.integers(0, len(rows) - 1))
    family, whole, part = rows[i]
    if whole is None:
        more = [*rows[:i], (family, data.draw(NAMES), part), *rows[i + 1 :]]
        assert counted(story(more)) <= counted(story(rows))


@given(VOICES, NAMES, NAMES)
def test_a_further_row_among_the_families_never_raises_the_count(rows, one, other):
    joined = [tuple(other if name == one else name for name in row) for row in rows]
    assert counted(story(joined)) <= counted(story(rows))


@given(VOICES, st.randoms())
def test_the_count_does_not_depend_on_the_order(rows, random):
    articles = story(rows)
    shuffled = random.sample(articles, len(articles))
    assert counted(shuffled) == counted(articles)
    assert sources(shuffled).voice == sources(articles).voice


@given(st.lists(st.tuples(NAMES, st.none() | NAMES), min_size=1, max_size=6))
def test_the_count_is_the_smallest_set_that_every_voice_meets(pairs):
    voices = [Voice(family, agency) for family, agency in pairs]
    smallest = next(
        size
        for size in range(1, 7)
        for chosen in combinations("abcdef", size)
        if all(v.family in chosen or (v.agency or v.family) in chosen for v in voices)
    )
    assert fewest(voices) == smallest
