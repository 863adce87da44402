import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.timeline.clustering.aliases import aliases, within


def one(known, *names):
    return len({known[name] for name in names}) == 1


def test_surname_and_full_name_are_one():
    known = aliases([("mark rutte",), ("rutte",), ("olaf berg",)])
    assert one(known, "mark rutte", "rutte")
    assert not one(known, "rutte", "olaf berg")


def test_two_people_of_one_surname_stay_two():
    known = aliases([("john smith",), ("mary smith",), ("smith",)])
    assert not one(known, "john smith", "mary smith")


def test_a_company_is_known_by_its_first_word():
    known = aliases([("brightwell foods",), ("brightwell",)])
    assert one(known, "brightwell foods", "brightwell")


def test_spellings_in_the_same_company_are_one():
    known = aliases([("volodymyr zelenskyy", "vladimir putin"), ("selensky", "putin"), ("zelensky", "putin")])
    assert one(known, "volodymyr zelenskyy", "selensky", "zelensky")


def test_like_surnames_without_anything_in_common_stay_two():
    known = aliases([("anna johnson", "lindau"), ("peter johnston", "karst")])
    assert not one(known, "anna johnson", "peter johnston")


def test_spellings_of_the_first_name_do_not_part_them():
    known = aliases([("yevgeny malinovsky", "trieste"), ("evgeny malinovskiy", "trieste")])
    assert one(known, "yevgeny malinovsky", "evgeny malinovskiy")


def test_the_order_of_clauses_does_not_matter():
    clauses = [("mark rutte",), ("rutte", "brandl"), ("tomas brandl",), ("rutte",)]
    assert aliases(clauses) == aliases(list(reversed(clauses)))


@pytest.mark.parametrize(("a", "b", "distance"), [("kitten", "sitting", 3), ("", "abc", 3), ("same", "same", 0)])
def test_within_is_levenshtein(a, b, distance):
    assert within(a, b, distance)
    assert distance == 0 or not within(a, b, distance - 1)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(0, 4))
def test_within_is_symmetric(a, b, limit):
    assert within(a, b, limit) == within(b, a, limit)
