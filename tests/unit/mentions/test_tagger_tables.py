"""The language tables: every rule finds its example, every slot has words, and errors in a table are named."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.mentions.tagger import OWN, tag
from service.mentions.temporal.language import Grammar, Rule, alternation
from service.mentions.temporal.neutral import NEUTRAL
from service.mentions.temporal.resolve import RESOLVERS
from service.mentions.temporal.scan import fold, scan

TABLES = OWN | {"neutral": NEUTRAL}
GRAMMARS = {name: Grammar(table) for name, table in TABLES.items()}


@pytest.mark.parametrize(
    ("name", "index"),
    [pytest.param(name, i, id=rule.example) for name, table in TABLES.items() for i, rule in enumerate(table.rules)],
)
def test_a_rule_finds_its_example(name, index):
    grammar, rule = GRAMMARS[name], TABLES[name].rules[index]
    text = fold(rule.example)
    assert grammar.rule(index).search(text)
    assert rule.resolver in {found.resolver for found in scan(text, grammar)}
    assert rule.resolver in RESOLVERS


@pytest.mark.parametrize("name", TABLES)
def test_an_example_in_parted_words_raises_nothing(name):
    for rule in TABLES[name].rules:
        for text in (rule.example.replace(" ", "  "), re.sub(r"(?=['.,])", " ", rule.example)):
            for published in (None, date(2025, 8, 21)):
                assert all(timex.value for timex in tag(text, published, name))


@pytest.mark.parametrize("name", TABLES)
def test_triggers_of_rules_are_declared(name):
    table = TABLES[name]
    used = {trigger for rule in table.rules for trigger in rule.triggers.split()}
    assert used == {*table.triggers, "number"}


@pytest.mark.parametrize("name", TABLES)
def test_words_are_folded(name):
    words = [word for slot in TABLES[name].vocabulary.values() for word in slot]
    assert [word for word in words if fold(word) != word] == []


def test_a_slot_without_words_is_named():
    with pytest.raises(KeyError, match="nowhere"):
        Grammar(replace(NEUTRAL, rules=[Rule("iso", "number", "{nowhere}", "")]))


def test_a_word_with_two_classes_is_named():
    with pytest.raises(ValueError, match="'may'"):
        Grammar(replace(NEUTRAL, triggers={"month": ["may"], "verb": ["may"]}))


@given(st.lists(st.text("abc-]^ ", min_size=1, max_size=4), min_size=1, max_size=12), st.text("abc-]^ ", max_size=6))
def test_an_alternation_matches_the_longest_of_its_words(words, text):
    longest = max((word for word in words if text.startswith(word)), key=len, default=None)
    found = re.match(alternation(words), text)
    assert (found and found.group()) == longest


def test_what_follows_several_words_alike_is_written_once():
    tens, ones = ("fifty", "sixty", "ninety"), ("one", "two", "four")
    pattern = alternation(f"{ten}{joint}{one}" for ten in tens for joint in "- " for one in ones)
    assert [pattern.count(one) for one in ones] == [1, 1, 1]
