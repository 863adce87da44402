"""Linked data as sites write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import codec
from service.cleaning import linked

BODY = "The ferry to Kosaba is cancelled."
PLAIN = f'{{"@type": "NewsArticle", "headline": "Storm", "datePublished": "2024-03-06T08:15:00+01:00", "articleBody": "{BODY}"}}'  # noqa: E501
WANTED = ("Storm", "2024-03-06T08:15:00+01:00", BODY)


@pytest.mark.parametrize(
    "block",
    [
        PLAIN,
        f"<!-- {PLAIN} -->",
        f"//<![CDATA[\n{PLAIN}\n//]]>",
        f"/* <![CDATA[ */ {PLAIN} /* ]]> */",
        f"{PLAIN};",
        "\ufeff" + PLAIN,
        PLAIN.replace('"headline"', '/* by the desk */ "headline"'),
        PLAIN.replace('"headline"', '// by the desk\n "headline"'),
        PLAIN.replace("}", ",}"),
        PLAIN.replace('"', "&quot;"),
        PLAIN.replace("@type", "@TYPE").replace("articleBody", "articlebody").replace("datePublished", "DatePublished"),
        PLAIN.replace("NewsArticle", "http://schema.org/NewsArticle").replace('"headline"', '"schema:headline"'),
        PLAIN.replace('"Storm"', '{"@value": "Storm", "@language": "en"}').replace('"NewsArticle"', '["NewsArticle"]'),
        f"[[{PLAIN}]]",
        f'{{"@graph": [{{"@type": "WebSite", "name": "Post"}}, {PLAIN}]}}',
        f'{{"@type": "WebPage", "mainEntity": {PLAIN}}}',
        PLAIN + '{"@type": "BreadcrumbList"}',
        PLAIN[:-1],
    ],
    ids=["plain", "comment", "cdata", "cdata-css", "semicolon", "bom", "block-comment", "line-comment", "comma",
         "entities", "case", "vocabulary", "value", "lists", "graph", "main-entity", "two", "cut"],
)  # fmt: skip
def test_it_is_read_however_it_is_written(block):
    found = linked.read([block])
    assert (found.headline, found.published, found.body) == WANTED


@pytest.mark.parametrize("between", ["\n", "\t", "\r\n", "\x0b", "\x01"])
def test_control_characters_in_a_text(between):
    body = linked.read([PLAIN.replace("cancelled", f"cancelled{between}today")]).body
    assert " ".join(body.replace("\x01", " ").split()) == BODY.replace("cancelled", "cancelled today")


def test_quotation_marks_that_nobody_escaped():
    assert "run" in linked.read([PLAIN.replace("is cancelled", 'does not "run" today')]).body


def test_the_article_of_the_page_is_chosen_among_others():
    other = PLAIN.replace("Storm", "Flood").replace("}", ', "url": "https://post.example/flood"}')
    own = PLAIN.replace("}", ', "mainEntityOfPage": {"@id": "https://post.example/storm"}}')
    assert linked.read([other, own], frozenset({"https://post.example/storm"})).headline == "Storm"
    assert linked.read([other, own]).headline == "Flood"


def test_a_live_blog_tells_its_entries_and_began_with_the_first():
    entry = '{"@type": "BlogPosting", "headline": "%s", "datePublished": "%s", "articleBody": "It rains."}'
    entries = ", ".join(entry % pair for pair in (("Late", "2024-03-07T18:40"), ("Early", "2024-03-07T09:10")))
    found = linked.read([f'{{"@type": "LiveBlogPosting", "liveBlogUpdate": [{entries}]}}'])
    assert [update.headline for update in found.updates] == ["Late", "Early"]
    assert found.published == "2024-03-07T09:10"


@given(st.text('{}[]":,@typeNewsArticl/*\\ \n<!-->;&quot', max_size=200))
def test_no_block_raises(text):
    linked.read([text, '{"@type": ' + text, PLAIN[:40] + text])


def test_who_the_article_is_from():
    block = PLAIN.replace("}", ', "publisher": {"name": "The Courier"}, "sourceOrganization": [{"name": "Reuters"}]}')
    assert linked.read([block]).organizations == ("Reuters", "The Courier")


def blog(updates: object, **more: object) -> str:
    """A live blog with these entries."""
    return codec.encode({"@type": "LiveBlogPosting", "headline": "Flood", "liveBlogUpdate": updates, **more}).decode()


ENTRY = {"headline": "Rail", "datePublished": "2024-03-07T13:30:00+01:00", "articleBody": BODY}
ELSEWHERE = {"@type": "BlogPosting", "@id": "#1", **ENTRY}


@pytest.mark.parametrize(
    "block",
    [
        blog([ENTRY]),
        blog(ENTRY),
        blog([{**ENTRY, "articleBody": [BODY]}]),
        blog({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": ENTRY}]}),
        blog(None, hasPart=[ENTRY]),
        f'{{"@graph": [{blog([{"@id": "#1"}])}, {codec.encode(ELSEWHERE).decode()}]}}',
        f'[{{"@type": "NewsArticle", "headline": "Flood"}}, {blog([ENTRY])}]',
    ],
    ids=["list", "one", "paragraphs", "item-list", "parts", "graph", "beside"],
)
def test_the_entries_of_a_live_blog_are_found_wherever_they_stand(block):
    found = linked.read([block])
    assert [(update.headline, update.published, update.body) for update in found.updates] == [
        ("Rail", "2024-03-07T13:30:00+01:00", BODY)
    ]


def test_a_live_blog_that_does_not_say_when_it_began_began_with_its_coverage():
    assert linked.read([blog([ENTRY], coverageStartTime="2024-03-07T08:00:00+01:00")]).published[11:13] == "08"
    assert linked.read([blog([ENTRY])]).published[11:13] == "13"


def test_the_page_chooses_among_articles_by_its_own_name():
    other = '{"@type": "NewsArticle", "headline": "Other", "articleBody": "Nothing."}'
    assert linked.read([other, PLAIN], frozenset(("Storm",))).body == BODY


def test_paragraphs_may_be_a_list():
    assert linked.read([PLAIN.replace(f'"{BODY}"', f'["{BODY}", "{BODY}"]')]).body == f"{BODY}\n{BODY}"
