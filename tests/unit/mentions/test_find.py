from service.mentions import find

PUBLISHED = "2025-08-21T08:00:00Z"  # a Thursday


def told(text, language="en", title=""):
    return [(text[m.start : m.end], m) for m in find(text, title, PUBLISHED, language)]


def only(text, piece, language="en"):
    return next(m for part, m in told(text, language) if piece in part)


LEAD = "Ilan Vostok is withdrawing from the river talks between Kestria and Maruvia, officials said.\n"


def test_the_lead_is_marked_and_only_its_first_sentence():
    blocks = [m.block for _, m in told(LEAD.strip() + " Vostok met Petra Dolenz in Lindau on Monday.")]
    assert blocks == ["lead", "prose"]


def test_a_call_after_a_meeting_takes_its_day_by_inference():
    text = LEAD + "Following a meeting with Dolenz on Monday, Vostok spoke to Karimov for 40 minutes."
    meeting, call = only(text, "Following"), only(text, "spoke")
    assert (meeting.timex.low, meeting.timex.basis, meeting.relation) == ("2025-08-18", "explicit", "of")
    assert (call.timex.low, call.timex.basis, call.relation) == ("2025-08-18", "inferred", "after")


def test_afterwards_goes_on_from_the_sentence_before():
    text = (
        LEAD + "Vostok called Dolenz on Monday. Afterwards, Igor Saller said the two had agreed to appoint delegates."
    )
    sequel = only(text, "Saller")
    assert (sequel.timex.low, sequel.timex.basis, sequel.relation) == ("2025-08-18", "inferred", "after")


def test_during_which_follows_an_undated_host():
    text = LEAD + "Vostok held a 40-minute call with Dolenz, during which they agreed to appoint delegates."
    host, guest = only(text, "held"), only(text, "during which")
    assert guest.timex is None
    assert guest.follows == host.start


def test_a_pronoun_inherits_the_last_subject():
    text = LEAD + "Petra Dolenz visited the dam in May. She ruled out a deployment of troops."
    assert "n:petra dolenz" in only(text, "ruled out").anchors


def test_modality():
    text = LEAD + (
        "Vostok will meet Dolenz in Lindau on Friday. Vostok met Dolenz in Lindau on Tuesday. "
        "Karimov did not meet Dolenz in Lindau. Saller said on Thursday that Dolenz would resign."
    )
    assert [m.modality for _, m in told(text)][1:] == ["projected", "occurred", "negated", "occurred"]


def test_what_would_have_been_is_not_told():
    for text in (
        "Had Vostok not left Lindau on Monday, Dolenz would be mayor today.",
        "If Dolenz had signed the treaty on Monday, Vostok would have left Lindau.",
    ):
        assert len(told(LEAD + text)) == 1
    assert [m.modality for _, m in told("Hätte der Rat am Montag zugestimmt, wäre Dolenz heute im Amt.", "de")] == []


def test_what_is_told_after_the_verb_does_not_make_it_a_plan():
    text = LEAD + (
        "On Thursday, Vostok promised Dolenz that the dam should be closed. Saller proposed a truce to Karimov on "
        "Thursday. The proposed truce between Saller and Karimov begins on Thursday."
    )
    assert [m.modality for _, m in told(text)][1:] == ["occurred", "occurred", "projected"]


def test_a_term_ahead_is_an_interval_from_publication():
    text = LEAD + "Tomas Brandl hoped that a meeting with Dolenz could take place within two weeks."
    mention = only(text, "Brandl")
    assert (mention.timex.low, mention.timex.high, mention.relation) == ("2025-08-21", "2025-09-04", "within")
    assert mention.modality == "projected"


def test_terms_that_date_nothing():
    for clause in (
        "Vostok claimed that Dolenz could end the dispute within 24 hours.",
        "Vostok had promised that Dolenz would end the dispute within two weeks.",
        "Vostok could end the dispute within two weeks of taking office.",
        "Vostok left the train to Lindau at 16:05.",
    ):
        assert only(LEAD + clause, "Vostok l" if "left" in clause else clause[:10]).timex is None, clause


def test_earlier_this_month_ends_with_publication():
    timex = only(LEAD + "Earlier this month, a deadline for Kestria expired.", "deadline").timex
    assert (timex.low, timex.high) == ("2025-08-01", "2025-08-21")


def test_questions_headings_and_quotations():
    text = LEAD + 'Will Vostok meet Dolenz on Monday?\n"We met Dolenz in Lindau on Monday," Vostok said.'
    assert [m.quoted for _, m in told(text)] == [False, True, False] or all(
        "Will" not in part for part, _ in told(text)
    )
    assert not [part for part, _ in told(text) if part.endswith("?")]


def test_the_stamp_of_an_embedded_post_dates_nothing():
    text = LEAD + "Crowds at the dam pic.twitter.com/x1 — Nora Berg (@noraberg) August 18, 2025"
    assert len(told(text)) == 1


def test_table_rows_carry_their_date_outside_the_sentence():
    text = LEAD + "| August 19, 2025 | Vostok rules out a deployment of troops. |"
    mention = only(text, "rules out")
    assert (mention.block, mention.timex.low) == ("table", "2025-08-19")
    assert text[mention.sentence_start : mention.sentence_end] == "Vostok rules out a deployment of troops."


def test_german():
    text = "Der Stadtrat von Lindheim hat am Montag den Abriss der Auenbrücke mit 31 Stimmen beschlossen, hieß es."
    mention = only(text, "Stadtrat", "de")
    assert mention.timex.low == "2025-08-18"
    assert "t:rule" in mention.anchors


def test_an_unknown_language_gives_names_and_no_error():
    find("Il treno è deragliato vicino a Lindau. Petra Dolenz è arrivata a Karst.", "", PUBLISHED, "it")


def test_without_a_valid_publication_date_relative_dates_stay_undated():
    text = LEAD + "Vostok met Dolenz in Lindau on Monday and left on August 12, 2025."
    days = {m.timex.low for m in find(text, "", "", "en") if m.timex}
    assert days <= {"2025-08-12"}


def test_days_are_counted_back_from_what_came_so_much_later():
    text = (
        LEAD + "Vostok left the talks in Lindau on Monday, three days after Dolenz had raised the toll to 40 dollars."
    )
    timex = only(text, "three days after").timex
    assert (timex.low, timex.basis) == ("2025-08-15", "inferred")


def test_a_measure_before_the_main_clause_counts_forward():
    text = LEAD + "Two days after a meeting with Dolenz on Monday, Vostok spoke to Karimov for 40 minutes."
    timex = only(text, "spoke").timex
    assert (timex.low, timex.basis) == ("2025-08-20", "inferred")


def test_weeks_after_something_count_no_days():
    text = LEAD + "Vostok was jailed on Monday, four weeks after a jury had convicted him of fraud in Lindau."
    assert only(text, "four weeks after").timex is None


def test_a_relative_clause_has_the_event_of_its_antecedent():
    assert "t:trial" in only(LEAD + "Vostok watched the trial, which opened in Lindau on Monday.", "which").anchors


def test_german_titles_numbers_and_units_are_no_names():
    text = (
        "Am Montag traf Ministerpräsidentin Petra Dolenz in Lindau ein und versprach zwei Millionen Euro Soforthilfe."
    )
    assert [a for _, m in told(text, "de") for a in m.anchors if a[0] == "n"] == ["n:petra dolenz"]
