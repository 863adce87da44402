"""Credits as outlets of many countries write them, each in the first line or the last one of a text.

`credit_forms/` holds them, a line each: `head` or `tail`, and the line. Those of `whole.txt` credit the whole text, of
`part.txt` a part of it, and of `none.txt` nothing: they name an agency as a topic.
"""

from pathlib import Path

import pytest

from service.outlets.credits import reader
from service.outlets.families import families

READER = reader(families())
BODY = [
    "The harbour board met on Tuesday to discuss the dredging of the outer basin.",
    "Two ships had to wait outside for a day, its chairman said.",
    "A decision is expected in April.",
]


def cases(name: str) -> list[list[str]]:
    """The lines of each text of a file."""
    forms = Path(__file__).with_name("credit_forms") / f"{name}.txt"
    rows = [row.split(" ", 1) for row in forms.read_text().splitlines()]
    return [[line, *BODY] if where == "head" else [*BODY, line] for where, line in rows]


@pytest.mark.parametrize(
    ("lines", "share"),
    [(lines, None if name == "none" else name) for name in ("whole", "part", "none") for lines in cases(name)],
)
def test_a_credit_is_known_by_its_form(lines, share):
    found = READER.origin("\n".join(lines))
    assert (found and found.share) == share
