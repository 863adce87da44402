"""The pages: what they show without a script, and that nothing of an article is ever taken for markup."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote
from xml.etree import ElementTree

import orjson
import pytest
from msgspec.structs import replace

from service import codec
from service.read import present
from service.records import Evidence, Origin, ResolvedArticle, Timeline
from tests.unit.read.conftest import Client, client_of
from tests.unit.read.records import File, feed

HOSTILE = (
    "<script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "</title></h1><img src=x onerror=alert(1)>",
    "\"'><a href=javascript:alert(1)>x</a>",
    "{{ 7 * 7 }} {% raw %} </script><!-- ]]>",
    "\u202egnp.exe\u202c \u2066x\u2069 \x07",
)


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and the text outside of scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def conflicted() -> Timeline:
    timelines = [codec.decode(value, Timeline) for value in feed()[0].values()]
    return next(timeline for timeline in timelines if any(entry.conflict != "none" for entry in timeline.entries))


def test_a_story_shows_its_entries_by_date_and_who_says_what(client: Client):
    timeline = conflicted()
    page = client.get(f"/stories/{timeline.story_id}?show=all")
    text = " ".join(Tags(page.text).text.split())
    places = [page.text.index(f'id="{entry.id}"') for entry in timeline.entries]
    assert places == sorted(places)
    for entry in timeline.entries:
        assert " ".join(entry.text.split()) in text
    disputed = [entry for entry in timeline.entries if entry.conflict != "none"]
    assert page.text.count('<section class="conflict') == len(disputed)
    for claim in disputed[0].claims:
        assert present.human(claim.date) in text
    assert any(entry.status == "projected" for entry in timeline.entries) <= ("planned" in text)


def test_a_long_story_shows_its_strongest_entries_first_and_all_when_asked(file: File):
    timeline = conflicted()
    many = tuple(replace(entry, id=f"{entry.id}-{n}", salience=n) for n in range(20) for entry in timeline.entries[:25])
    file.tell({timeline.story_id: codec.encode(replace(timeline, entries=many))})
    with client_of(file) as client:
        first = client.get(f"/stories/{timeline.story_id}").text
        whole = client.get(f"/stories/{timeline.story_id}?show=all").text
    shown = re.findall(r'<li id="e-[^"]*-(\d+)"', first)
    assert len(shown) == present.STRONGEST
    assert set(shown) == {"18", "19"}
    assert "Show all 500" in first
    assert whole.count('<li id="e-') == 500


def test_what_changed_since_the_reader_last_looked(told: File):
    timeline = conflicted()
    with client_of(told) as client:
        assert "Since you last looked" not in client.get(f"/stories/{timeline.story_id}").text
        entries = (replace(timeline.entries[0], text="A new sentence."), *timeline.entries[2:])
        told.tell({timeline.story_id: codec.encode(replace(timeline, version="2", entries=entries))})
        page = Tags(client.get(f"/stories/{timeline.story_id}?show=all").text).text
        assert "Since you last looked" in page
        assert "told by another sentence" in page
        assert "withdrawn" in page
        assert "Since you last looked" not in client.get(f"/stories/{timeline.story_id}").text


def test_who_tells_an_event_again_and_whose_words_a_source_prints(told: File):
    timeline = conflicted()
    first, other = timeline.articles[0], timeline.articles[1]
    by = Origin(agencies=("reuters",), share="whole", basis="dateline", evidence="(Reuters)")
    entries = (replace(timeline.entries[0], also=(Evidence(other.id, 3, 9),)), *timeline.entries[1:])
    articles = (replace(first, origin=by), *timeline.articles[1:])
    told.tell({timeline.story_id: codec.encode(replace(timeline, version="2", entries=entries, articles=articles))})
    with client_of(told) as client:
        page = client.get(f"/stories/{timeline.story_id}?show=all")
    assert "Told again, of " in " ".join(Tags(page.text).text.split())
    assert f"/sources/{quote(other.id, safe='')}?at=3-9#here" in page.text
    assert "(by reuters)" in page.text


def test_a_source_highlights_the_sentence(client: Client):
    timeline = conflicted()
    evidence = timeline.entries[0].claims[0].evidence[0]
    path = f"/stories/{timeline.story_id}/sources/{quote(evidence.article_id, safe='')}"
    text = codec.decode(feed()[1][evidence.article_id], ResolvedArticle).text
    page = client.get(f"{path}?at={evidence.start}-{evidence.end}").text
    (marked,) = re.findall(r'<mark id="here"[^>]*>(.*?)</mark>', page, re.DOTALL)
    assert unescape(marked) == text[evidence.start : evidence.end]
    for at in ("", "x", "5", "9-1", "1-99999999999", "-1-5", "٣-٤", "1" * 100):
        assert client.get(f"{path}?at={at}").status_code == 200


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_articles_are_shown_as_text(file: File, text):
    timeline = conflicted()
    article_id = timeline.entries[0].article_id
    articles = tuple(
        replace(a, title=text, outlet=text, url="javascript:alert(1)") if a.id == article_id else a
        for a in timeline.articles
    )
    entries = tuple(replace(entry, text=text, conflict="hard") for entry in timeline.entries)
    hostile = replace(timeline, title=text, articles=articles, entries=entries)
    article = replace(
        codec.decode(feed()[1][article_id], ResolvedArticle),
        title=text, outlet=text, text=text * 300, url="javascript:alert(1)", story_id=timeline.story_id,
    )  # fmt: skip
    file.tell({timeline.story_id: codec.encode(hostile)}, {**feed()[1], article_id: codec.encode(article)})
    with client_of(file) as client:
        for path in (
            "/",
            "/?q=alert",
            f"/stories/{timeline.story_id}",
            f"/stories/{timeline.story_id}/sources/{quote(article_id, safe='')}?at=3-20",
            f"/?q={quote(text)}",
        ):
            page = client.get(path)
            assert page.status_code == 200, path
            tags = Tags(page.text)
            assert not {"svg", "img", "iframe", "object", "base"} & {tag for tag, _ in tags.tags}
            scripts = [attributes for tag, attributes in tags.tags if tag == "script"]
            assert all(s.get("src") == "/static/live.js" or s.get("type") == "application/ld+json" for s in scripts)
            for _, attributes in tags.tags:
                assert not any(name.startswith("on") or name == "style" for name in attributes)
                assert not (attributes.get("href") or "").startswith("javascript:")
            assert not re.search("[\u202a-\u202e\u2066-\u2069\x07]", page.text)
        story = client.get(f"/stories/{timeline.story_id}").text
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', story, re.DOTALL)
        assert orjson.loads(data)["name"] == text
        for path in ("/feeds/timelines.atom", f"/feeds/{timeline.story_id}.atom"):
            assert ElementTree.fromstring(client.get(path).content).tag == "{http://www.w3.org/2005/Atom}feed"


def test_a_wrong_question_is_a_page_that_says_so(client: Client):
    for path, status in (("/?since=x", 400), ("/?cursor=x", 400), ("/?min_sources=0", 400), ("/stories/x", 404)):
        page = client.get(path)
        assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert "<h1>" in page.text
    assert client.get("/?q=&since=&until=&min_sources=&conflict=&sort=").status_code == 200
    assert "No story fits" in client.get("/?q=%22%22").text


def test_the_list_goes_on_page_after_page(told: File):
    timeline = conflicted()
    told.tell({f"s-{n}": codec.encode(replace(timeline, story_id=f"s-{n}")) for n in range(45)})
    with client_of(told) as client:
        seen: list[str] = []
        path: str | None = "/"
        while path:
            page = client.get(path).text
            seen += re.findall(r'<h2><a href="/stories/([^"]+)"', page)
            following = re.search(r'<a rel="next" href="([^"]+)"', page)
            path = unescape(following[1]) if following else None
    assert len(seen) == len(set(seen)) == 45 + len(feed()[0])


def test_a_list_that_is_not_whole_says_so_and_leads_to_the_whole_one(told: File, monkeypatch):
    monkeypatch.setattr("service.read.queries.MAX_RANKED", 3)
    with client_of(told) as client:
        ranked, whole = client.get("/?q=the").text, client.get("/?q=the&sort=newest").text
    assert ranked.count('<h2><a href="/stories/') == 3
    assert '<a href="/?q=the&amp;sort=newest">All of them, newest first</a>' in ranked
    assert whole.count('<h2><a href="/stories/') > 3
    assert "All of them" not in whole


def test_feeds_have_what_atom_asks_for(client: Client):
    atom = {"a": "http://www.w3.org/2005/Atom"}
    timeline = conflicted()
    for path in ("/feeds/timelines.atom", "/feeds/timelines.atom?q=ferry", f"/feeds/{timeline.story_id}.atom"):
        answer = client.get(path)
        assert answer.headers["content-type"] == "application/atom+xml"
        root = ElementTree.fromstring(answer.content)
        for element in (root, *root.findall("a:entry", atom)):
            for name in ("title", "id", "updated", "link"):
                assert element.find(f"a:{name}", atom) is not None
        ids = [entry.findtext("a:id", "", atom) for entry in root.findall("a:entry", atom)]
        assert len(ids) == len(set(ids)) > 0
    assert client.get("/feeds/nowhere.atom").status_code == 404


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2026-03-05", "5 March 2026"),
        ("2026-03", "March 2026"),
        ("2026", "2026"),
        ("199X", "1990s"),
        ("19XX", "1900s"),
        ("2026-03-05/2026-03-09", "5 March 2026 – 9 March 2026"),
        ("2026-13", "2026-13"),
        ("soon", "soon"),
    ],
)
def test_dates_for_people(date, shown):
    assert present.human(date) == shown


def test_static_files_are_those_of_the_package_alone(client: Client):
    assert "color-scheme" in client.get("/static/style.css").text
    for path in ("/static/../pages.py", "/static/%2e%2e/pages.py", "/static/nowhere", "/static/"):
        assert client.get(path).status_code in (404, 405)
