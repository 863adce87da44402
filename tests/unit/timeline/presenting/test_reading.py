import pytest

from service.timeline.clustering.features import atoms
from service.timeline.clustering.sentences import read
from service.timeline.presenting.reading import hanging, quoted, unfinished
from tests.unit.timeline.fiction import article

LEAD = "The ferry company Calder Lines and the islanders of Inchrey disagree about the price of a ticket."


def sentences(paragraph, language="en"):
    """The mentions of a second paragraph, by their sentences."""
    text = f"{LEAD}\n{paragraph}"
    found, _ = atoms(read(article("a", text, language=language)).mentions)
    return {text[a.mention.sentence_start : a.mention.sentence_end]: a for a in found if a.mention.block != "lead"}


@pytest.mark.parametrize(
    ("paragraph", "sentence"),
    [
        (
            "“The ferry sails. Calder Lines wins on Monday,” director Jon Maas said.",
            "Calder Lines wins on Monday,” director",
        ),
        ("Maas said: “On Monday Calder Lines bought the ship. It won.”", "Maas said: “On Monday"),
        ("Maas (“Calder Lines lost the ship in a storm on Monday”) left.", "Maas (“Calder Lines"),
        ('"The ferry sails. Calder Lines bought it on Monday," Jon Maas said.', "Calder Lines bought it"),
    ],
)
def test_a_sentence_that_is_mostly_a_quotation_or_opens_in_one_is_quoted(paragraph, sentence):
    assert [quoted(a) for text, a in sentences(paragraph).items() if text.startswith(sentence)] == [True]


def test_a_few_words_of_somebody_else_make_no_quotation():
    told = "Director Jon Maas called the ticket of Calder Lines “a bargain for the island” in a speech on Monday."
    after = "“It sails,” Maas said. On Monday Calder Lines bought the ferry Lady Morven in Marlow Bay."
    assert [quoted(a) for a in sentences(told).values()] == [False]
    assert [quoted(a) for text, a in sentences(after).items() if text.startswith("On Monday")] == [False]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Director Jon Maas of Calder Lines wrote to the islanders of Inchrey on Monday:",
        "Director Jon Maas of Calder Lines wrote on Monday to the islanders of Inchrey that the ferry would not sa",
    ],
)
def test_what_ends_with_a_colon_or_breaks_off_is_unfinished(paragraph):
    assert [unfinished(a) for a in sentences(paragraph).values()] == [True]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Director Jon Maas of Calder Lines apologised to the islanders of Inchrey on Monday.",
        "Director Jon Maas of Calder Lines apologised on Monday to “the patient people of Inchrey.”",
        "Director Jon Maas of Calder Lines apologised to the islanders on Monday. (nda)",
        "- Calder Lines apologised to the islanders of Inchrey on Monday",
    ],
)
def test_whole_sentences_and_items_of_lists_are_finished(paragraph):
    assert [unfinished(a) for a in sentences(paragraph).values()] == [False]


def test_a_subtitle_is_finished():
    text = "Calder Lines apologises to the islanders of Inchrey on Monday for the price of a ticket"
    found, _ = atoms(read(article("a", text)).mentions)
    assert [(a.mention.block, unfinished(a)) for a in found] == [("lead", False)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("He bought the ferry Lady Morven in Marlow Bay on Monday.", True),
        ("Later on Monday Calder Lines bought the ferry Lady Morven.", True),
        ("“Calder Lines bought the ferry Lady Morven on Monday,” Maas said.", True),
        ("Calder Lines bought the ferry Lady Morven on Monday.", False),
    ],
)
def test_a_sentence_hangs_on_the_one_before_it(paragraph, expected):
    assert [hanging(a) for a in sentences(paragraph).values()] == [expected]
