"""What the line rules take and what they leave."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.cleaning import rules
from service.cleaning.boilerplate import strip
from service.cleaning.characters import normalise
from service.spans import cut
from tests.unit.cleaning import golden
from tests.unit.cleaning.golden import FOUR, ONE, THREE, TWO

BODY = [ONE, TWO, THREE, FOUR]


@pytest.mark.parametrize("case", golden.ALL, ids=lambda case: case.name)
def test_golden_articles(case):
    text = normalise(case.text)
    stripped = strip(text)
    assert stripped.text == case.cleaned
    assert [r.rule for r in stripped.removed] == [rule for rule, _ in case.removed]
    for span, (_, beginning) in zip(stripped.removed, case.removed, strict=True):
        assert span.text.lstrip().startswith(beginning)
    assert not stripped.suspect


def test_leftovers_tell_about_the_article():
    assert strip(normalise(golden.DATE_SUMMARY_CAPTION.text)).meta.author == "Mira Sandholt"
    assert strip(normalise(golden.DATE_SUMMARY_CAPTION.text)).meta.credit == "KEYSTONE"
    assert strip(normalise(golden.CATEGORIES_RECENT_POSTS.text)).meta.categories == ("NewsHarbour",)
    assert strip(normalise(golden.GERMAN.text)).meta.author == "Mira Sandholt"


def within(line: str, position: int) -> str:
    """The body with this line after so many paragraphs."""
    return "\n\n".join([*BODY[:position], line, *BODY[position:]])


GOES = [
    ("furniture", "ADVERTISEMENT", 2),
    ("furniture", "Story continues below advertisement", 2),
    ("furniture", "- Order Reprints", 2),
    ("furniture", "• Teilen", 2),
    ("promo", "READ MORE: Seal seen in the harbour basin", 2),
    ("promo", "[Related: Seal seen in the harbour basin]", 2),
    ("promo", "See also | Seal seen in the harbour basin", 2),
    ("promo", "Don’t miss: Seal seen in the harbour basin", 2),
    ("meta", "Tags: harbour, ferry, council", 4),
    ("meta", "Filed under: Harbour", 0),
    ("caption", "Photo: Lund/Harbour Gazette", 2),
    ("caption", "Photo by Ada Lund / Harbour Gazette", 2),
    ("caption", "The bridge at dusk. (Photo: Lund/Harbour Gazette)", 2),
    ("caption", "The bridge at dusk. REUTERS/Ada Lund", 2),
    ("caption", "Main image credit: Getty", 4),
    (
        "caption",
        "FILE - In this May 3, 2018, file photo, the mayor of Port Ansel opens the pier. She is stepping down.",
        2,
    ),
    ("caption", "In this Oct. 25, 2018 photo, the ferry leaves the harbour of Port Ansel.", 2),
    ("byline", "By Mira Sandholt and Ada Lund", 0),
    ("byline", "By Mira Sandholt, Harbour Correspondent", 0),
    ("byline", "(Reporting by Mira Sandholt; Editing by Ada Lund)", 4),
    ("byline", "Additional reporting by Ada Lund in Port Ansel", 4),
    ("byline", "Gazette writers Ada Lund and Per Holm contributed to this report.", 4),
    ("author", "Mira Sandholt", 1),
    ("dateline", "Published: 21 August 2025, 14:05", 0),
    ("dateline", "Updated at 4:22 p.m. ET", 1),
    ("dateline", "August 21, 2025", 0),
    ("dateline", "21.08.2025, 14:05 Uhr", 0),
    ("dateline", "3 hours ago", 0),
    ("dateline", "4 min read", 0),
    ("copyright", "© 2025 Harbour Gazette", 4),
    ("copyright", "Copyright 2025 Harbour Gazette. All rights reserved.", 4),
    ("copyright", "Alle Rechte vorbehalten.", 4),
    ("call-to-action", "Sign up for our newsletter to get the harbour in your inbox.", 4),
    ("call-to-action", "Follow the Gazette on Facebook, Twitter and Instagram.", 4),
    ("call-to-action", "CLICK HERE TO GET THE GAZETTE APP", 4),
    ("call-to-action", "Email Mira Sandholt at mira@gazette.example or follow her @mirasandholt.", 4),
    ("call-to-action", "Abonnieren Sie unseren Newsletter und folgen Sie uns auf Facebook.", 4),
    ("reader-question", "What do you think about the future of the ferry in Port Ansel?", 4),
    ("repeat", TWO, 4),
    ("legal", "Disclaimer: This is no advice about sailing.", 4),
    ("call-to-action", "Stay tuned for more updates on this developing story.", 4),
    ("call-to-action", "What are your thoughts on the bridge? Share your opinion in the comments!", 4),
    ("promo", "Reader Question: How did the council vote on the pier?", 2),
    ("dateline", "Port Ansel, Gazette Bureau | Updated : 19 November 2019, 09:01", 0),
    ("dateline", "By Mira Sandholt November 19th, 2019 at 7:47 PM EST", 0),
    ("furniture", "Image 1 of 9", 2),
    ("byline", "Mira Sandholt is a reporter for the Gazette.", 4),
    ("tail", "Most Read", 4),
    ("tail", "Leave a comment", 4),
    ("promo", "Ähnliche Artikel", 4),
    ("promo", "DON'T MISS", 2),
    ("promo", "(Leggi anche: la foca nel porto)", 2),
    ("legal", "We use cookies to improve your visit.", 4),
    ("legal", "This copy is for your personal, non-commercial use only.", 4),
    ("tail", "Neueste Beiträge", 4),
    ("tail", "Les plus lus", 4),
    ("furniture", "Click to share on Telegram (Opens in new window)", 4),
    ("furniture", "Partager sur Facebook", 2),
    ("furniture", "Compartir en WhatsApp", 2),
    ("furniture", "Load more comments", 4),
    ("furniture", "Your browser does not support the audio element.", 2),
    ("furniture", "This article is more than 4 years old", 0),
    ("furniture", "Home > Harbour > Ferries", 0),
    ("furniture", "Accueil › Port › Traversiers", 0),
    ("furniture", "0:00 / 3:14", 2),
    ("promo", "À lire aussi : le phoque du port", 2),
    ("promo", "Lea también: la foca del puerto", 2),
    ("meta", "Etiquetas: puerto, transbordador", 4),
    ("byline", "About the author: Mira Sandholt grew up on the island.", 4),
    ("dateline", "Publié le 21 août 2025 à 14h05", 0),
    ("dateline", "21. August 2025, 14:05 Uhr | Lesezeit: 3 Min.", 0),
    ("copyright", "L'Écho du port. Tous droits réservés.", 4),
    ("legal", "By subscribing you agree to our terms.", 4),
    ("legal", "Los comentarios siguen nuestras normas de participación.", 4),
    ("call-to-action", "Already a subscriber? Log in.", 4),
    ("call-to-action", "Abonnez-vous à notre lettre d'information.", 4),
    ("call-to-action", "Suscríbete gratis y recibe el boletín en tu correo.", 4),
    ("call-to-action", "Laden Sie unsere App und erhalten Sie Eilmeldungen.", 4),
]
STAYS = [
    ("Tweet storms hit the coast", 2),
    ("Mayor: the bridge can wait", 1),
    ("Video shows the bridge falling", 2),
    ("Watch the harbour, the old captain said.", 2),
    ("In this case the photo was not published.", 2),
    ("Editor’s note: The date of the opening was corrected on Monday.", 4),
    ("On 19 November 2019 at 9:01 the bridge was closed.", 0),
    ("Mira Sandholt is a reporter for the Gazette, the police said.", 1),
    ("They stay tuned to the old station on the island.", 2),
    ("Photo finish: the northern line wins the harbour race by a metre.", 2),
    ("By Monday the water had reached the square.", 1),
    ("By Thursday", 1),
    ("Reporting from the harbour was difficult on Monday.", 4),
    ("Mira Sandholt", 3),
    ("What Happens Next", 1),
    ("August 21, 2025", 2),
    ("21 August 2025 – the pier is closed for good.", 2),
    ("“Share the harbour or lose it,” the mayor wrote on Twitter on Friday.", 2),
    ("The company said that it would follow the ruling and comment on Friday.", 2),
    ("He was asked by a reporter: do you think the bridge will be built?", 1),
    ("Is the bridge safe?", 4),
    ("The work is under copyright until 2040, the archive said.", 2),
    ("More than 4,000 people came to see the bridge", 4),
    ("More on the island than on the mainland, the ferry is a lifeline.", 4),
    ("- 4,000 passengers a day", 2),
    ("| August 18, 2025 | The pier is closed. |", 2),
    ("Related parties must disclose their shares.", 4),
    ("Comments of the harbour master were not available on Monday.", 2),
    ("“Subscribe to our newsletter and share it with your friends,” the mayor mocked.", 4),
    ("„Abonnieren Sie unseren Newsletter“, riet die Reederei den Kunden im Hafen.", 4),
    ("The line has 4,000 subscribers, who follow it on Facebook and read its newsletter.", 4),
    ("The player of the year", 2),
    ("Correction: an earlier version of this article gave the wrong year for the opening.", 4),
    ("He resigned without the consent of the council.", 2),
    ("Visitors may send pictures of the seal to the harbour office.", 4),
]


@pytest.mark.parametrize(
    ("rule", "glued"),
    [
        ("call-to-action", "Sign up for our newsletter to get the harbour in your inbox."),
        ("call-to-action", "Suivez-nous sur Facebook et abonnez-vous !"),
        ("promo", "(Read more: Seal seen in the harbour basin)"),
        ("promo", "[Lesen Sie auch: Robbe im Hafenbecken]"),
        ("caption", "(Photo by Ada Lund)"),
    ],
)
@pytest.mark.parametrize("at", ["start", "middle", "end"])
def test_what_is_glued_to_a_paragraph_goes_alone(rule, glued, at):
    parts = {"start": [glued, ONE, TWO], "middle": [ONE, glued, TWO], "end": [ONE, TWO, glued]}[at]
    stripped = strip("\n".join([THREE, " ".join(parts), FOUR]))
    assert stripped.text == "\n".join([THREE, f"{ONE} {TWO}", FOUR])
    assert [r.rule for r in stripped.removed] == [rule]


def test_a_label_or_credit_after_the_last_sentence_goes():
    assert strip(f"{ONE} Publicidad\n{TWO}").text == f"{ONE}\n{TWO}"
    assert strip(f"{ONE} Photograph: Ada Lund\n{TWO}").text == f"{ONE}\n{TWO}"


def test_a_table_of_contents_is_known_by_its_headings():
    heads = ["The way to a meeting", "Who pays for the bridge", "What the islanders say"]
    body = [line for pair in zip(heads, BODY[1:], strict=True) for line in pair]
    stripped = strip("\n".join([ONE, *(f"{i}. {head}" for i, head in enumerate(heads, 1)), *body]))
    assert stripped.text == "\n".join([ONE, *body])
    assert [r.rule for r in stripped.removed] == ["furniture"]


@pytest.mark.parametrize(("rule", "line", "position"), GOES, ids=[line for _, line, _ in GOES])
def test_lines_that_go(rule, line, position):
    text = normalise(within(line, position))
    stripped = strip(text)
    assert [r.rule for r in stripped.removed] == [rule]
    assert stripped.text == "\n\n".join(BODY)


@pytest.mark.parametrize(("line", "position"), STAYS, ids=[line for line, _ in STAYS])
def test_lines_that_stay(line, position):
    text = normalise(within(line, position))
    assert strip(text).text == text


def test_the_title_goes_where_it_opens_the_text_again():
    text = "FERRY TALKS: Mayor steps back\n" + "\n".join(BODY)
    assert strip(text, ["Ferry talks – mayor steps back"]).removed[0].rule == "title"
    assert strip(text, ["Another title"]).removed == ()


def test_a_known_author_goes_where_the_name_stands_alone():
    text = "\n".join([ONE, TWO, "By Ada van der Lund", THREE, FOUR, "ADA VAN DER LUND"])
    stripped = strip(text, authors=["Ada van der Lund"])
    assert stripped.text == "\n".join(BODY)
    assert {r.rule for r in stripped.removed} == {"author"}


def test_interviews_keep_their_questions():
    things = ("bridge", "pier", "quay", "dunes")
    questions = [f"What do you think about the {thing}, and what would you do?" for thing in things]
    text = "\n".join(line for pair in zip(BODY, questions, strict=True) for line in pair)
    assert strip(text).removed == ()


def test_an_explainer_keeps_its_questions_and_answers():
    text = "\n".join([ONE, "Frequently Asked Questions", *(f"- {paragraph}" for paragraph in (TWO, THREE, FOUR))])
    assert strip(text).removed == ()


def test_answers_below_their_questions_go_with_them():
    faq = [
        "FAQ",
        "Is the bridge safe?",
        "The bridge is safe, the council said.",
        "When does it open?",
        "It opens in May.",
    ]
    stripped = strip("\n".join([*BODY, *faq]))
    assert stripped.text == "\n".join(BODY)
    assert [r.rule for r in stripped.removed] == ["faq"]


def test_prose_after_related_links_stays():
    text = "\n".join(
        [ONE, TWO, THREE, "Related stories", "Seal seen in the harbour", "New timetable for the ferry", FOUR]
    )
    stripped = strip(text)
    assert stripped.text == "\n".join(BODY)
    assert [r.rule for r in stripped.removed] == ["promo"]


def test_a_page_that_came_whole_loses_its_fragments():
    menu = [
        "Home",
        "News",
        "Sport",
        "Harbour",
        "Log in",
        "Weather",
        "Letters",
        "Archive",
        "Contact",
        "(113)",
        "October",
        "(150)",
    ]
    stripped = strip("\n".join([*menu, *BODY, *menu]))
    assert stripped.text == "\n".join(BODY)
    assert {r.rule for r in stripped.removed} <= {"short-line", "furniture"}


def test_too_much_is_not_taken():
    text = "\n".join(
        [ONE, TWO, "Most Read", *(f"{i} seals were seen in the harbour basin this morning." for i in range(9))]
    )
    stripped = strip(text)
    assert stripped.suspect
    assert (stripped.text, stripped.removed) == (text, ())


def test_a_text_of_leftovers_alone_stays_whole():
    assert strip("Advertisement\nShare").text == "Advertisement\nShare"


def test_an_extra_rule_is_asked_about_lines_that_no_rule_takes():
    text = within("Join the Harbour Club today", 2)
    stripped = strip(text, extra=lambda line: "club-promo" if "Harbour Club" in line else None)
    assert [(r.rule, r.text.strip()) for r in stripped.removed] == [("club-promo", "Join the Harbour Club today")]


def test_every_rule_has_a_reason():
    assert {rule.name for rule in rules.LINE_RULES} <= rules.WHY.keys()
    assert {rule for rule, _, _ in GOES} <= rules.WHY.keys()


LINES = st.one_of(
    st.sampled_from(BODY),
    st.sampled_from([line for _, line, _ in GOES]),
    st.sampled_from([line for line, _ in STAYS]),
    st.sampled_from(
        [
            "date 2025-08-21 Rain fell.",
            "2025-08-21 2025-08-22 again",
            "No time? We summarize",
            "Show more",
            "Recent Posts",
            "3 months ago",
            "It rained and…",
            "FAQ",
            "- Why? So.",
            "Ada Lund",
            "Per",
            "Home",
            "(3)",
        ]
    ),
    st.text(max_size=30),
)


@settings(max_examples=400)
@given(st.lists(LINES, max_size=30), st.sampled_from(["\n", "\n\n"]), st.lists(LINES, max_size=2))
def test_text_minus_spans_is_the_result_and_cleaning_again_changes_nothing(lines, between, titles):
    text = normalise(between.join(lines))
    stripped = strip(text, titles)
    spans = [(r.start, r.end) for r in stripped.removed]
    assert cut(text, spans) == stripped.text
    assert all(text[r.start : r.end] == r.text for r in stripped.removed)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert normalise(stripped.text, entities=False) == stripped.text
    again = strip(stripped.text, titles)
    assert (again.text, again.removed) == (stripped.text, ())
