"""Fictional articles with the leftovers that pages leave behind: text, what must remain, what each rule takes."""

from dataclasses import dataclass

ONE = (
    "The council of Port Ansel has withdrawn from the talks about the harbour bridge for the time being, and wants "
    "the two ferry companies to settle their quarrel between themselves before a meeting of all three takes place "
    "in the autumn."
)
TWO = (
    "As the harbour gazette reports, the mayor only wants to invite the companies once their owners have met. "
    "Several officials had confirmed that the mayor would rather wait and see what comes out of the first meeting."
)
THREE = (
    "Following a meeting at the town hall on Monday, the mayor spoke to the owner of the northern line on the "
    "telephone for around forty minutes. According to the company, further talks were agreed at the level of the "
    "engineers."
)
FOUR = (
    "So far there has been no progress and no place for a meeting. The harbour master was optimistic that one could"
    " take place in the next two weeks, but the northern line had rejected direct talks before."
)


@dataclass(frozen=True)
class Golden:
    """`removed` pairs each rule with the beginning of what it took, in order; everything else stays."""

    name: str
    text: str
    cleaned: str
    removed: tuple[tuple[str, str], ...]


DATE_SUMMARY_CAPTION = Golden(
    "date prefix, author, summary box, caption",
    f"""\
date 2025-08-21 {ONE}

Mira Sandholt

No time? The Gazette summarizes for you The mayor wants a meeting of three only after direct talks of the companies.

The town hall is talking about a "wait and see" approach; no progress has been made so far.

There is a dispute over possible berths for the southern line. Show more

{TWO}

The mayor will not hold a meeting for the time being. KEYSTONE

{THREE}

Various differences identified

{FOUR}
""",
    f"{ONE}\n\n{TWO}\n\n{THREE}\n\nVarious differences identified\n\n{FOUR}",
    (
        ("date-prefix", "date 2025-08-21 "),
        ("author", "Mira Sandholt"),
        ("summary", "No time? The Gazette"),
        ("caption", "The mayor will not hold"),
    ),
)

CONTENTS_FAQ_CALL = Golden(
    "table of contents, tips, reader question, FAQ, call to action; the table of events stays",
    f"""\
Mayor Steps Back From Direct Ferry Talks, Pushes for Meeting of Owners
Table of Contents
{ONE}
The Path to a Meeting
{TWO}
Did You Know?
The northern line had agreed to a new berth before.
Key Developments
| Date | Event |
|---|---|
| August 18, 2025 | The mayor meets the harbour master at the town hall. |
| August 20, 2025 | The mayor speaks with the northern line for forty minutes. |
{THREE}
Pro Tip: Understanding the history of the harbour is crucial for following the talks.
{FOUR}
What difficulties do you foresee in direct talks between the lines, given the history of mistrust? And how might a new \
berth address the concerns of both?
Background and Context
The quarrel is rooted in the closing of the old pier. Earlier attempts at mediation have failed.
Frequently Asked Questions
- What is the mayor's role in the quarrel? The mayor is helping the companies to meet.
- What are the sticking points? Berths and the winter timetable are the main obstacles.
We encourage you to share this article with your network, leave a comment with your thoughts, and subscribe to our \
newsletter for the latest updates.
""",
    f"""\
Mayor Steps Back From Direct Ferry Talks, Pushes for Meeting of Owners
{ONE}
The Path to a Meeting
{TWO}
The northern line had agreed to a new berth before.
Key Developments
| Date | Event |
|---|---|
| August 18, 2025 | The mayor meets the harbour master at the town hall. |
| August 20, 2025 | The mayor speaks with the northern line for forty minutes. |
{THREE}
{FOUR}
Background and Context
The quarrel is rooted in the closing of the old pier. Earlier attempts at mediation have failed.""",
    (
        ("furniture", "Table of Contents"),
        ("furniture", "Did You Know?"),
        ("promo", "Pro Tip: Understanding"),
        ("reader-question", "What difficulties do you foresee"),
        ("faq", "Frequently Asked Questions"),
        ("call-to-action", "We encourage you to share"),
    ),
)

CLEAN = Golden(
    "a clean article loses nothing",
    f"{ONE}\n{TWO}\nTalks go on\n{THREE}\n{FOUR}",
    f"{ONE}\n{TWO}\nTalks go on\n{THREE}\n{FOUR}",
    (),
)

CATEGORIES_RECENT_POSTS = Golden(
    "categories, author at the end, recent posts with six foreign headlines",
    f"""\
Categories: NewsHarbour

Mayor steps back from ferry talks for now: Report

{ONE}

{TWO}

{THREE}

{FOUR}

Navina

Recent Posts

Ada Brekke becomes first woman to lead the lighthouse service

The lighthouse service entered a new era on Thursday after its board appointed…

3 months ago

Motel manager arrested after dispute over washing machine

A manager of a motel near the quay was arrested on Friday after…

3 months ago

Questions about the health of the harbour seal once again

Fresh questions have emerged after the seal was seen…

3 months ago

Council approves disputed plan for the dunes

The council has officially advanced a disputed plan…

3 months ago

Northern islands say they will protect the cod

The islands have concluded a visit to the capital, reinforcing…

3 months ago

Three days of mourning after cable car accident

The town awoke on Thursday to scenes of grief after the historic…

3 months ago
""",
    f"Mayor steps back from ferry talks for now: Report\n\n{ONE}\n\n{TWO}\n\n{THREE}\n\n{FOUR}",
    (
        ("meta", "Categories: NewsHarbour"),
        ("author", "Navina"),
        ("tail", "Recent Posts"),
        ("teaser", "Ada Brekke becomes"),
    ),
)

EINS = (
    "Der Rat von Port Ansel zieht sich vorerst aus den Gesprächen über die Hafenbrücke zurück. Zuerst sollen sich "
    "die beiden Reedereien untereinander einigen, bevor im Herbst ein Treffen aller drei Seiten stattfindet."
)
ZWEI = (
    "Wie der Hafenanzeiger berichtet, will die Bürgermeisterin erst einladen, wenn sich die Eigentümer getroffen "
    "haben. Aus dem Rathaus heisst es, man wolle abwarten, was bei dem ersten Treffen herauskommt."
)
GERMAN = Golden(
    "the same kinds of leftovers in German",
    f"""\
Von Mira Sandholt
Aktualisiert am 21. August 2025 um 14:05 Uhr
Anzeige
{EINS}
Lesen Sie auch: Robbe im Hafenbecken gesichtet
{ZWEI}
Die Brücke im Abendlicht. (Foto: Hafenanzeiger/Lund)
{EINS.replace("Rat", "Ausschuss")}
Das könnte Sie auch interessieren
Robbe im Hafenbecken gesichtet
Neue Fahrpläne ab Oktober
""",
    f"{EINS}\n{ZWEI}\n{EINS.replace('Rat', 'Ausschuss')}",
    (
        ("byline", "Von Mira"),
        ("dateline", "Aktualisiert am"),
        ("furniture", "Anzeige"),
        ("promo", "Lesen Sie auch:"),
        ("caption", "Die Brücke im Abendlicht"),
        ("promo", "Das könnte Sie auch"),
    ),
)

ALL = (DATE_SUMMARY_CAPTION, CONTENTS_FAQ_CALL, CLEAN, CATEGORIES_RECENT_POSTS, GERMAN)
