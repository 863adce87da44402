"""Rules about several lines: summary boxes, FAQs, teasers, tails, names of authors, repeats, whole pages.

Each takes the lines that are still there and marks some of them as removed.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from service.cleaning import cues, rules, stamps
from service.cleaning.lines import Line

HEAD_LINES = 5
"""Lines in which a page may repeat its title, author and date."""
HEADING_LONGEST = 90
"""Characters; a longer line is no heading."""
DATE_BESIDE = 12
"""Characters beside a date in a line that is one in any language: a weekday."""
STAMPED_LONGEST = 120
"""Characters of a line that is a stamp."""
BIOGRAPHY_LONGEST = 300
"""Characters of a line on the author."""
FOOT_LINES = 4
"""Last lines, in which the author may be told of."""
LISTED = frozenset("0123456789-•*–·")
LABEL_LONGEST = 40
"""Characters of a label that stands above a list of names."""
FEWEST_NAMES = 3
"""Names between commas that make a list."""
NAME_MOST_WORDS = 5
"""Blanks in a name of such a list."""
TAIL_AFTER = 0.4
"""Share of the words that stand above what follows an article; before it such a heading is one of the article."""
BODY_WORDS = 20
"""Words from which a line that ends like a sentence is a paragraph, and up to which one is a heading."""
REPEATED_WORDS = 12
"""Words of a sentence that nobody writes twice."""
HEADLINE_WORDS = 3
"""Words from which a line without a stop is a headline; shorter ones are labels."""
ASIDE_MOST_LINES = 6
"""Headlines that one heading of related articles takes with it."""
FAQ_MOST = 0.4
"""Share of the words: an article of questions and answers is no appendix."""
SUMMARY_MOST_WORDS = 160
"""Words of a summary box."""
SUMMARY_MOST_LINES = 12
"""Lines of a summary box."""
WHOLE_PAGE_LINES = 20
"""Lines below which nothing tells a whole page from a list."""
WHOLE_PAGE_SHARE = 0.55
"""Share of short lines above which the text is a page that came whole."""


def summary(lines: Sequence[Line]) -> None:
    """A box that opens with "No time? ... summarizes for you" and closes with "Show more" not far below."""
    for i, line in enumerate(lines):
        if line.text[:1] not in "NnKk" or not cues.SUMMARY_START.match(line.text):
            continue
        words = 0
        for j in range(i, min(i + SUMMARY_MOST_LINES, len(lines))):
            words += lines[j].words
            if words > SUMMARY_MOST_WORDS:
                break
            if lines[j].text.lower().endswith(cues.SUMMARY_ENDS):
                for inner in lines[i : j + 1]:
                    inner.remove("summary")
                return


def contents(lines: Sequence[Line]) -> None:
    """A table of contents: lines in a row that all stand again below, in the same order, each above a paragraph."""
    texts = [cues.NUMBERING.sub("", t) if t[0] in LISTED else t for t in (line.text for line in lines)]
    if len(set(texts)) > len(texts) - 2:
        return
    below = {line.text: i for i, line in enumerate(lines[:-1]) if line.words <= BODY_WORDS and is_body(lines[i + 1])}
    run: list[tuple[Line, int]] = []
    for i, line in enumerate(lines if below else ()):
        heads = below.get(texts[i], 0)
        if heads > (run[-1][1] if run else i):
            run.append((line, heads))
            continue
        for entry, _ in run if len(run) > 1 else ():
            entry.remove("furniture")
        run = []


def categories(lines: Sequence[Line]) -> None:
    """A label such as "Tags" alone on its line, and the names that the line below it lists between commas."""
    for label, line in pairwise(lines):
        if len(label.text) <= LABEL_LONGEST and label.text.lower().strip("-•*–: ") in rules.CATEGORY_LABELS:
            names = line.text.split(",")
            short = sum(name.strip().count(" ") <= NAME_MOST_WORDS for name in names)
            if len(names) >= FEWEST_NAMES and short == len(names) and not cues.ends_sentence(line.text):
                label.remove("meta")
                line.remove("meta")


def breadcrumbs(lines: Sequence[Line]) -> None:
    """Above the article, the way to it from the home page."""
    for line in head(lines, 0):
        if line.words > 2 and len(line.text) <= HEADING_LONGEST and cues.BREADCRUMBS.match(line.text):
            line.remove("furniture")


def faq(lines: Sequence[Line]) -> None:
    """A FAQ heading with the list items and questions below it, unless it is much of the article (an explainer)."""
    for i, line in enumerate(lines):
        if len(line.text) > HEADING_LONGEST or line.text[0] not in "FfHh" or not cues.FAQ_HEAD.match(line.text):
            continue
        block = [line, *_questions_and_answers(lines[i + 1 :])]
        if len(block) > 1 and sum(b.words for b in block) <= FAQ_MOST * sum(b.words for b in lines):
            for inner in block:
                inner.remove("faq")


def _questions_and_answers(lines: Sequence[Line]) -> Iterator[Line]:
    """List items, questions, and the one paragraph after a question."""
    asked = False
    for line in lines:
        asks = line.text.endswith("?")
        if not (asks or asked or line.text[0] in "-•*–·"):
            return
        yield line
        asked = asks


def tail(lines: Sequence[Line]) -> None:
    """From a heading such as "Recent Posts", late in the text, to the end or to where prose goes on."""
    total, done = sum(line.words for line in lines), 0
    for i, line in enumerate(lines):
        if done > TAIL_AFTER * total and len(line.text) <= HEADING_LONGEST and cues.TAIL_HEAD.match(line.text):
            line.remove("tail")
            for after in takewhile(lambda after: not is_body(after), lines[i + 1 :]):
                after.remove("tail")
            if i > HEAD_LINES and _is_name(lines[i - 1].text, fewest=1):
                lines[i - 1].remove("author")
            return
        done += line.words


def weight(line: Line) -> int:
    """The words of a line that may be the article: sentences, and list items and table rows of some length."""
    counts = cues.ends_sentence(line.text) or (line.words >= 5 and line.text[0] in "-|•*")
    return line.words if counts else 0


def asides(lines: Sequence[Line]) -> None:
    """A heading such as "Related stories" and the few headlines right below it."""
    for i, line in enumerate(lines):
        if line.rule or len(line.text) > HEADING_LONGEST or not cues.ASIDE_HEAD.match(line.text.lstrip("([")):
            continue
        line.remove("promo")
        for after in takewhile(_is_headline, lines[i + 1 : i + 1 + ASIDE_MOST_LINES]):
            after.remove("promo")


def _is_headline(line: Line) -> bool:
    return HEADLINE_WORDS <= line.words <= BODY_WORDS and not cues.ends_sentence(line.text)


def is_body(line: Line) -> bool:
    """Whether the line is a paragraph of prose."""
    return line.words >= BODY_WORDS and line.text[0] not in "-•*–·" and cues.ends_sentence(line.text)


def teasers(lines: Sequence[Line]) -> None:
    """Two or more "3 months ago", each with the headline and the cut-off sentence above it."""
    stamps = [i for i, line in enumerate(lines) if len(line.text) < 24 and rules.AGO.match(line.text)]
    for i in stamps if len(stamps) > 1 else ():
        lines[i].remove("teaser")
        for above in (lines[j] for j in range(i - 1, max(i - 3, 0), -1)):
            if above.rule or is_body(above) or above.words > 40:
                break
            above.remove("teaser")


def authors(head: Sequence[Line]) -> None:
    """A name alone among the first lines, and below it, behind a bar, whom it writes for."""
    for i, line in enumerate(head):
        if _is_name(line.text, fewest=2):
            line.remove("author")
            for below in head[i + 1 : i + 2]:
                if len(below.text) <= LABEL_LONGEST and _FOR.fullmatch(below.text):
                    below.remove("byline")


_FOR = re.compile(r"\| [^|.!?:]+")


def biographies(lines: Sequence[Line]) -> None:
    """Who wrote it, in the last lines of an article with several paragraphs."""
    for line in lines[max(FOOT_LINES, len(lines) - FOOT_LINES) :]:
        if len(line.text) <= BIOGRAPHY_LONGEST and cues.BIOGRAPHY.match(line.text):
            line.remove("byline")


def _is_name(text: str, fewest: int) -> bool:
    tokens = text.split(" ") if len(text) < 40 else []
    return (
        fewest <= len(tokens) <= 3
        and all(cues.NAME_TOKEN.match(token) for token in tokens)
        and cues.NO_NAMES.isdisjoint(text.lower().split(" "))
    )


def head(lines: Sequence[Line], bodies: int) -> Sequence[Line]:
    """The first lines, up to so many paragraphs of prose."""
    for i, line in enumerate(lines[:HEAD_LINES]):
        if is_body(line):
            bodies -= 1
            if bodies < 0:
                return lines[:i]
    return lines[:HEAD_LINES]


def datelines(lines: Sequence[Line]) -> None:
    """A date and time above the article, or a date alone; several of those head the parts of a chronicle."""
    for line in head(lines, 0):
        if len(line.text) < STAMPED_LONGEST and (rules.STAMPED.match(line.text) or stamps.is_clocked(line.text)):
            line.remove("dateline")
    dates = [line for line in lines if len(line.text) < 60 and _is_date(line.text)]
    if len(dates) == 1 and dates[0] in head(lines, 0):
        dates[0].remove("dateline")


def _is_date(text: str) -> bool:
    return rules.DATE_ALONE.match(text) is not None or (text[-1] not in ".!?" and stamps.is_stamp(text, DATE_BESIDE))


def repeats(lines: Sequence[Line]) -> None:
    """A sentence of some length that stood before, letter by letter, and the shorter ones that follow a repeat: pages
    carry texts twice, for two screens.
    """
    seen: set[str] = set()
    repeated = False
    for line in lines:
        half = len(line.text) // 2
        if line.words >= 2 * REPEATED_WORDS and line.text[:half] == line.text[half + 1 :]:
            line.trim_front("repeat", half + 1)
        is_sentence = cues.ends_sentence(line.text) and not line.text.endswith("?")
        repeated = is_sentence and line.text in seen and (repeated or line.words >= REPEATED_WORDS)
        if repeated:
            line.remove("repeat")
        seen.add(line.text)


def short_lines(lines: Sequence[Line]) -> None:
    """In a page that came whole, mostly short lines that end no sentence: those lines."""
    if len(lines) < WHOLE_PAGE_LINES:
        return
    short = [line for line in lines if line.words < 5 and not cues.ends_sentence(line.text)]
    if len(short) > WHOLE_PAGE_SHARE * len(lines):
        for line in short:
            line.remove("short-line")


def reader_questions(lines: Sequence[Line]) -> None:
    """A question to the reader late in the text; in an interview, where questions abound, there is none."""
    questions = [line for line in lines if line.text.endswith("?") and len(line.text) <= rules.LONGEST_LINE]
    if len(questions) > 3:
        return
    late = {id(line) for line in lines[len(lines) // 2 :]}
    for line in questions:
        if (
            id(line) in late
            and line.words >= 8
            and line.text.split(" ", 1)[0].lower() in cues.QUESTION_STARTS
            and cues.READER.search(line.text)
            and "." not in line.text
        ):
            line.remove("reader-question")
