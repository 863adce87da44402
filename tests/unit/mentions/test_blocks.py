from datetime import date

from service.mentions import tagger
from service.mentions.blocks import Timexes, blocks

PUBLISHED = date(2026, 3, 5)


def of(text, title=""):
    return [
        (b.kind, text[b.start : b.end], b.date and b.date.low, b.live)
        for b in blocks(text, title, Timexes(tagger.tag(text, PUBLISHED, "en")))
    ]


LEAD = "The line between Karst and Lindau was closed after a landslide near Holm."


def test_the_first_paragraph_is_the_lead_and_headings_are_none():
    text = f"Landslide closes line\n\n{LEAD}\n\nWhat happened\nTrains stopped at noon, the company said."
    assert [(kind, part) for kind, part, _, _ in of(text)] == [
        ("lead", LEAD),
        ("prose", "Trains stopped at noon, the company said."),
    ]


def test_a_line_that_repeats_the_title_is_none():
    title = "Landslide closes the line between Karst and Lindau for a week, and nobody knows when trains will run again"
    assert [part for _, part, _, _ in of(f"{title}\n{LEAD}", title=title)] == [LEAD]


def test_captions_end_with_the_credit_of_a_picture_and_tell_nothing():
    captions = [
        "Mayor Ruth Amberly visits the flooded old town of Marlow Bay on Tuesday, May 5, 2026. BLUEPRESS/Ada Quill",
        "Mayor Ruth Amberly speaks to reporters in Marlow Bay, May 5, 2026. (Ada Quill/Bluepress)",
        "The harbour of Marlow Bay on the morning after the storm Ada Quill/Bluepress Images for the Courier",
        "Die Bürgermeisterin am Dienstag in der überfluteten Altstadt von Bad Rothau (Foto: Ada Quill, Nordbild)",
    ]
    lead = "The river Orr broke its banks at Marlow Bay on Tuesday and flooded the old town."
    for caption in captions:
        assert of(f"{caption}\n{lead}") == [("lead", lead, None, False)]


def test_strokes_in_prose_and_in_dated_items_are_no_credits():
    prose = "The council voted for the plan of the coalition of Reform/Harbour and against that of Unity/North."
    assert of(prose) == [("lead", prose, None, False)]
    assert [text for _, text, *_ in of("5 May: The two rivers meet at Orr/Lodva")] == [
        "The two rivers meet at Orr/Lodva"
    ]


def test_a_dateline_is_no_part_of_the_lead():
    assert of(f"HOLM, March 4 (Northwire) - {LEAD}")[0][1] == LEAD
    assert of(f"HOLM (Northwire) - {LEAD}")[0][1] == LEAD
    assert of("The firm - a maker of pumps - closed its plant in Holm on Monday.")[0][1].startswith("The firm")


def test_rows_of_an_event_table():
    text = (
        "| Date | Event |\n|---|---|\n| March 3, 2026 | Rocks fall on the line. |\n| 4 March 2026 | Trains run again. |"
    )
    assert of(text) == [
        ("table", "Rocks fall on the line.", "2026-03-03", False),
        ("table", "Trains run again.", "2026-03-04", False),
    ]


def test_a_table_without_dates_tells_no_events():
    assert of("| Team | Points |\n|---|---|\n| Bex | 12 points so far |") == []


def test_items_with_a_date_before_a_colon_or_a_dash():
    text = "- March 3: Rocks fall on the line.\n4 March – Trains run again.\n9. March is cold, he said."
    assert of(text)[:2] == [
        ("list", "Rocks fall on the line.", "2026-03-03", False),
        ("list", "Trains run again.", "2026-03-04", False),
    ]


def test_a_date_as_heading_dates_what_follows_until_the_next_heading():
    text = "March 3\nRocks fall on the line.\n\nMarch 4\nTrains run again.\n\nBackground\nThe line opened long ago."
    assert [(part, day) for _, part, day, _ in of(text)] == [
        ("Rocks fall on the line.", "2026-03-03"),
        ("Trains run again.", "2026-03-04"),
        ("The line opened long ago.", None),
    ]


def test_a_live_blog_has_items_and_no_lead():
    text = f"{LEAD}\n17:42 Rocks fall on the line.\n17.58 Trains stop.\n6:20 pm - The army comes."
    kinds = of(text)
    assert [part for _, part, _, live in kinds if live] == [
        "Rocks fall on the line.",
        "Trains stop.",
        "The army comes.",
    ]
    assert "lead" not in [kind for kind, *_ in kinds]


def test_lines_without_blanks_are_measured_by_their_letters():
    lead = "三月五日上午，河水漫过卡尔斯特的堤坝，老城区的街道被淹，市政府要求居民离开低处的房屋。"
    assert of(f"洪水淹没老城\n{lead}\n水位继续上升。") == [
        ("lead", lead, None, False),
        ("prose", "水位继续上升。", None, False),
    ]
