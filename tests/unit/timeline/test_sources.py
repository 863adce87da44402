from service.timeline.sources import sources
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
