"""Rules that an operator brings along."""

import pytest

from service.cleaning.extra_rules import load
from service.errors import UsageError

RULE = '[[rule]]\nname = "club-promo"\nwhy = "advertises the club"\npattern = "(?i)^join the .* club"\n'


def written(path, text):
    file = path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_rule_names_the_lines_it_removes(tmp_path):
    named = load(written(tmp_path, RULE + "longest = 30\n"))
    assert named("Join the harbour club") == "club-promo"
    assert named("They join the harbour club") is None
    assert named("Join the harbour club and its friends") is None


def test_a_pattern_that_would_backtrack_for_ever_is_linear(tmp_path):
    named = load(written(tmp_path, RULE.replace("(?i)^join the .* club", "^(a+)+$") + "longest = 500\n"))
    assert named("a" * 499 + "b") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("rule = 1", "rule"),
        ("[[rule]]\nname = 'x'", "why"),
        (RULE + "color = 'red'", "color"),
        (RULE.replace("club-promo", "Club Promo"), "name"),
        (RULE.replace("club-promo", "tail"), "built in"),
        (RULE.replace("(?i)^join the .* club", "(unclosed"), "club-promo"),
        (RULE.replace("(?i)^join the .* club", "(?=ahead)"), "club-promo"),
        (RULE.replace("(?i)^join the .* club", "x*"), "every line"),
        (RULE + "longest = 9000", "longest"),
        ("not toml", "rules.toml"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_reason(tmp_path, text, wanted):
    with pytest.raises(UsageError, match=wanted) as caught:
        load(written(tmp_path, text))
    assert "rules.toml" in str(caught.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"no\.toml"):
        load(str(tmp_path / "no.toml"))
