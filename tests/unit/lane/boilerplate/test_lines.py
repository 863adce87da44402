from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.lane.boilerplate import lines as module
from service.lane.boilerplate.lines import ANY_OUTLET, MAX_LINES, SEALED_DAYS, LearnedLines, Sealed, read_lines
from service.lane.boilerplate.sightings import Sightings
from service.spans import cut

PROMO = "Sign up for the Norhaven morning letter"
DAYS = 10


def text(*lines: str) -> str:
    return "\n".join(lines)


def hashes(*lines: str) -> list[int]:
    return [line.hash for line in read_lines(text(*lines, ""))]


def cut_lines(known: LearnedLines, outlet: str, body: str, day: int) -> str:
    return cut(body, known.sealed_spans(outlet, read_lines(body), day))


def packed(line_hashes: Iterable[int]) -> bytes:
    return np.array(list(line_hashes), "<u4").tobytes()


def learn(known: LearnedLines, outlet: str, line_hashes: list[int], group: int, day: int) -> list[Sealed]:
    known.show(outlet, packed(line_hashes), group, day)
    return known.proven(outlet, packed(line_hashes), day)


def teach(known: LearnedLines, outlet: str, line: str, *, groups: range, day: int = 100) -> list[Sealed]:
    """One article a group shows the line under a body of its own; what is proven is sealed."""
    proven = []
    for group in groups:
        for sealed in learn(known, outlet, hashes(f"body of subject {chr(97 + group)}", line), group, day):
            known.seal(sealed)
            proven.append(sealed)
    return proven


# --- reading ----------------------------------------------------------------------------------------------------------


def test_lines_are_alike_but_for_case_digits_and_punctuation():
    same = hashes("Updated 9:05 pm, 12 May 2024", "UPDATED  10:45 PM - 3 may 1999", "updated 0 0 pm 0 may 0")
    assert len(set(same)) == 1
    assert hashes("Updated 9:05 am, 12 May 2024")[0] != same[0]


def test_a_line_needs_two_words():
    assert hashes("Share", "", "  ", "More: ...") == []
    assert len(hashes("Read more")) == 1


@pytest.mark.parametrize(
    ("body", "lost", "left"),
    [
        ("Read more\nFirst part here\nSecond part here", 0, "First part here\nSecond part here"),
        ("First part here\nRead more\nSecond part here\n", 1, "First part here\nSecond part here\n"),
        ("First part here\n\nRead more\n\nSecond part here", 1, "First part here\n\nSecond part here"),
        ("First part here\nRead more\n", 1, "First part here\n"),
    ],
)
def test_a_cut_takes_the_line_with_its_break(body, lost, left):
    line = read_lines(body)[lost]
    assert cut(body, [(line.start, line.end)]) == left


def test_cutting_the_last_two_lines_leaves_no_overlap():
    known = LearnedLines(DAYS)
    for line in hashes("Read more", "Sign up"):
        known.seal(Sealed("a.example", line, 100))
    assert cut_lines(known, "a.example", "First part here\n\nRead more", 100) == "First part here"
    assert cut_lines(known, "a.example", "First part here\nRead more\nSign up", 100) == "First part here"
    assert cut_lines(known, "a.example", "Read more\nFirst part here\nSign up", 100) == "First part here"
    assert cut_lines(known, "a.example", "Read more\nSign up", 100) == ""


def test_a_text_without_line_breaks_is_read_at_its_edges():
    body = 'One is first. "Two is second." Three is 3.5 metres. Four is here. Five is out! Six is it? Seven is last.'
    found = [body[line.start : line.end] for line in read_lines(body)]
    assert found == [
        "One is first. ",
        '"Two is second." ',
        "Three is 3.5 metres. ",
        "Five is out! ",
        "Six is it? ",
        "Seven is last.",
    ]


def test_unspaced_sentences_are_read():
    body = "今日は雨です。明日は晴れ。"
    assert [body[line.start : line.end] for line in read_lines(body)] == ["今日は雨です。", "明日は晴れ。"]


def test_of_a_long_text_the_edges_are_read():
    body = text(*(f"line of word{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(500)))
    found = read_lines(body)
    assert len(found) == MAX_LINES
    assert found[0].start == 0
    assert found[-1].end == len(body)


@pytest.mark.parametrize("body", ["", "\n", "x", " . ", "\n\nx y\n\n"])
def test_odd_texts_are_read(body):
    assert [body[line.start : line.end].strip() for line in read_lines(body)] in ([], ["x y"])


# --- learning ---------------------------------------------------------------------------------------------------------


def test_four_groups_seal_a_line_of_an_outlet():
    known = LearnedLines(DAYS)
    assert teach(known, "a.example", PROMO, groups=range(1, 4)) == []
    assert cut_lines(known, "a.example", text("News today", PROMO), 100) == text("News today", PROMO)
    assert teach(known, "a.example", PROMO, groups=range(4, 5)) == [Sealed("a.example", hashes(PROMO)[0], 100)]
    assert cut_lines(known, "a.example", text("News today", PROMO), 100) == "News today"
    assert cut_lines(known, "b.example", text("News today", PROMO), 100) == text("News today", PROMO)


def test_a_group_counts_once():
    known = LearnedLines(DAYS)
    for group in (1, 2, 3) * 50:
        assert learn(known, "a.example", hashes("The same body all over", PROMO), group, 100) == []


def test_five_outlets_with_five_groups_seal_a_line_of_all():
    known = LearnedLines(DAYS)
    for i in range(4):
        assert teach(known, f"{i}.example", PROMO, groups=range(i, i + 1)) == []
    proven = teach(known, "4.example", PROMO, groups=range(4, 5))
    assert proven == [Sealed(ANY_OUTLET, hashes(PROMO)[0], 100)]
    assert cut_lines(known, "never-seen.example", text("News today", PROMO), 100) == "News today"


def test_a_wire_text_in_many_outlets_seals_nothing():
    known = LearnedLines(DAYS)
    for i in range(30):
        assert learn(known, f"{i}.example", hashes("The mayor resigned", "He gave no reason"), 7, 100) == []


def test_sightings_count_for_some_days_and_articles_only():
    known = LearnedLines(DAYS)
    teach(known, "a.example", PROMO, groups=range(3), day=100)
    assert teach(known, "a.example", PROMO, groups=range(3, 4), day=100 + DAYS + 1) == []
    busy = LearnedLines(DAYS)
    teach(busy, "a.example", PROMO, groups=range(3))
    for i in range(130):
        learn(busy, "a.example", hashes(f"other body {chr(97 + i % 26)}{chr(97 + i // 26)} x"), 1000 + i, 100)
    assert teach(busy, "a.example", PROMO, groups=range(3, 4)) == []


def test_a_sealed_line_outlives_its_articles_and_is_renewed_while_it_is_shown():
    known = LearnedLines(DAYS)
    teach(known, "a.example", PROMO, groups=range(4), day=100)
    body = text("News today", PROMO)
    assert cut_lines(known, "a.example", body, 100 + SEALED_DAYS) == "News today"
    assert cut_lines(known, "a.example", body, 101 + SEALED_DAYS) == body
    assert teach(known, "a.example", PROMO, groups=range(9, 10), day=120) == []
    assert teach(known, "a.example", PROMO, groups=range(9, 10), day=140) == [
        Sealed("a.example", hashes(PROMO)[0], 140)
    ]
    assert cut_lines(known, "a.example", body, 140 + SEALED_DAYS) == "News today"


def test_the_newest_proof_counts_in_any_order():
    one, other = LearnedLines(DAYS), LearnedLines(DAYS)
    proofs = [Sealed("a.example", hashes(PROMO)[0], day) for day in (100, 250, 170)]
    for proof in proofs:
        one.seal(proof)
    for proof in reversed(proofs):
        other.seal(proof)
    body = text("News today", PROMO)
    assert cut_lines(one, "a.example", body, 400) == cut_lines(other, "a.example", body, 400) == "News today"


def test_memory_of_an_outlet_is_bounded():
    sightings = Sightings(articles=128, days=DAYS, showers=4, grouped=False)
    rng = np.random.default_rng(1)
    for day in range(40):
        for _ in range(200):
            lines = packed(rng.integers(1, 1 << 32, 30))
            sightings.show(lines, shower=1, group=1, day=day)
            sightings.count(lines)
    assert sightings.nbytes < 800_000


# --- the fold ---------------------------------------------------------------------------------------------------------

LINES = [f"line about subject {chr(97 + i)}" for i in range(12)]
articles = st.tuples(
    st.integers(0, 2),
    st.lists(st.sampled_from(range(12)), max_size=5),
    st.integers(0, 7),
    st.sampled_from([0, 0, 0, 0, 1, 2, 4, DAYS, DAYS + 1, 3 * DAYS]),
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(articles, max_size=80),
    st.lists(articles, min_size=1, max_size=30),
    st.tuples(st.integers(1, 9), st.integers(1, 24)),
    st.booleans(),
)
def test_the_fold_proves_what_the_live_lane_proves(before, after, windows, stepwise):
    """The live lane counts every article; the fold sees sealed lines and the articles of the last DAYS days only, and
    counts none before the next article comes, or before `catch_up`. Small windows, so that articles leave them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "OUTLET_ARTICLES", windows[0])
        patch.setattr(module, "ANY_ARTICLES", windows[1])
        patch.setattr(module, "OUTLET_GROUPS", 2)
        patch.setattr(module, "ANY_GROUPS", 2)
        patch.setattr(module, "_STEP_ARTICLES", 3)
        live, log = LearnedLines(DAYS), []
        day = 50
        for step in before:
            day += step[3]
            log.append((day, step))
            for sealed in _learn(live, step, day):
                live.seal(sealed)
                log.append((day, sealed))
        folded = LearnedLines(DAYS)
        for at, entry in log:
            if isinstance(entry, Sealed):
                folded.seal(entry)
            elif at >= day - DAYS:
                folded.show(*_shown(entry), at)
        if stepwise:
            assert sum(1 for _ in folded.catch_up()) <= len(before)
        for step in after:
            day += step[3]
            proven = _learn(live, step, day)
            assert _learn(folded, step, day) == proven
            for sealed in proven:
                live.seal(sealed)
                folded.seal(sealed)


def test_a_fold_holds_the_windows_only():
    known = LearnedLines(DAYS)
    for i in range(3 * module.ANY_ARTICLES):
        known.show(f"{i % 3}.example", packed([i + 1]), i, 100)
    assert sum(1 for _ in known.catch_up()) <= (module.ANY_ARTICLES + 3 * module.OUTLET_ARTICLES) // 100 + 4
    assert list(known.catch_up()) == []


def _shown(step: tuple[int, list[int], int, int]) -> tuple[str, bytes, int]:
    outlet, lines, group, _ = step
    return f"{outlet}.example", packed(hashes(*(LINES[i] for i in lines))), group


def _learn(known: LearnedLines, step: tuple[int, list[int], int, int], day: int) -> list[Sealed]:
    outlet, lines, group, _ = step
    return learn(known, f"{outlet}.example", hashes(*(LINES[i] for i in lines)), group, day)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(1, 6), max_size=4),
            st.integers(1, 9),
            st.integers(1, 9),
            st.sampled_from([0, 0, 0, 1, 2, 3, 6, 40]),
            st.booleans(),
        ),
        max_size=60,
    ),
    st.booleans(),
    st.integers(1, 12),
)
def test_counts_are_those_of_the_window(steps, grouped, window):
    """Whether they are asked for after every article, or after many."""
    sightings = Sightings(articles=window, days=5, showers=4, grouped=grouped)
    history: list[tuple[int, list[int], int, int]] = []
    day = 0
    for lines, shower, named, later, asked in steps:
        day += later
        group = named if grouped else shower
        history.append((day, lines, shower, group))
        sightings.show(packed(lines), shower=shower, group=group, day=day)
        if not asked:
            continue
        for line, count in zip(lines, sightings.count(packed(lines)).tolist(), strict=True):
            newest: dict[int, int] = {}
            for at, shown, who, what in reversed(history[-window:]):
                if at >= day - 5 and line in shown and len(newest) < 4:
                    newest.setdefault(who, what)
            assert count == len(set(newest.values()))
