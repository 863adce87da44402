"""The pages in a real browser: read, searched, followed live, with a keyboard, on a telephone, without a script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from service import codec
from service.records import ResolvedArticle, Timeline
from tests import npm_packages
from tests.read.conftest import Site
from tests.unit.read.records import feed

SHOTS = Path(__file__).resolve().parents[2] / ".cache" / "screenshots"
HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "read.md"
WAIT_MS = 20_000


def story() -> Timeline:
    """The story whose sources disagree."""
    timelines = [codec.decode(value, Timeline) for value in feed()[0].values()]
    return max(timelines, key=lambda t: sum(entry.conflict == "hard" for entry in t.entries))


class Reader:
    """A browser window that remembers every error of the console and every request that left the site."""

    def __init__(self, browser, site: Site, **options) -> None:
        self.context = browser.new_context(base_url=site.url, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(WAIT_MS)
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda r: None if r.url.startswith(site.url) else self.foreign.append(r.url))

    def close(self) -> None:
        self.context.close()
        assert self.errors == []
        assert self.foreign == []


@pytest.fixture
def reader(browser, site: Site) -> Iterator[Reader]:
    found = Reader(browser, site)
    yield found
    found.close()


def test_search_open_a_story_see_the_conflict_and_open_evidence(reader: Reader):
    page = reader.page
    page.goto("/")
    page.get_by_label("Search").fill("Stanev telephone")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=re.compile("Stanev", re.IGNORECASE)).first.click()
    conflict = page.locator("section.conflict.hard").first
    dates = conflict.locator(".claimed").all_inner_texts()
    assert len(set(dates)) > 1
    quoted = conflict.locator("blockquote").first.inner_text()
    conflict.locator(".by a").first.click()
    mark = page.locator("mark#here")
    assert " ".join(mark.inner_text().split()) == " ".join(quoted.split())
    assert mark.is_visible()
    box = mark.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < page.viewport_size["height"]


def test_an_open_story_follows_what_happens(reader: Reader, site: Site):
    timeline, page = story(), reader.page
    page.goto(f"/stories/{timeline.story_id}?show=all")
    page.locator("li[id] details summary").first.click()
    with page.expect_response(re.compile("/stories/")):
        entries = (replace(timeline.entries[0], text="This has only just been written."), *timeline.entries[1:])
        page.wait_for_function("() => performance.getEntriesByType('resource').length > 0")
        page.wait_for_timeout(500)
        site.tell({timeline.story_id: codec.encode(replace(timeline, version="2", entries=entries))})
    page.get_by_text("This has only just been written.").wait_for()
    page.get_by_role("heading", name="Since you last looked").wait_for()
    assert "just changed" in page.get_by_role("status").inner_text()
    assert page.locator("li[id] details").first.get_attribute("open") is not None


def test_a_list_says_that_something_changed_and_does_not_move(reader: Reader, site: Site):
    timeline, page = story(), reader.page
    page.goto("/")
    page.wait_for_timeout(500)
    site.tell({timeline.story_id: codec.encode(replace(timeline, version="2", title="An entirely new headline"))})
    button = page.get_by_role("button", name="Show")
    button.wait_for()
    assert page.get_by_text("An entirely new headline").count() == 0
    button.click()
    page.get_by_text("An entirely new headline").wait_for()


def test_hostile_text_runs_nothing(reader: Reader, site: Site):
    timeline = story()
    text = "<script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\">"
    article = replace(
        codec.decode(feed()[1][timeline.entries[0].article_id], ResolvedArticle),
        title=text, text=text, url="javascript:document.title='owned'", story_id=timeline.story_id,
    )  # fmt: skip
    entries = tuple(replace(entry, text=text) for entry in timeline.entries)
    hostile = replace(timeline, title=text, entries=entries, version="2")
    site.tell({timeline.story_id: codec.encode(hostile)}, {article.id: codec.encode(article)})
    for path in ("/", f"/stories/{timeline.story_id}", f"/stories/{timeline.story_id}/sources/{article.id}"):
        reader.page.goto(path)
        assert "document.title" in reader.page.locator("main").inner_text()
        assert reader.page.title() != "owned"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nobody_is_kept_out(browser, site: Site, scheme, width):
    if not npm_packages.AXE.exists():
        pytest.skip("axe-core is missing: run `python -m tests.npm_packages`")
    timeline = story()
    evidence = timeline.entries[0].claims[0].evidence[0]
    reader = Reader(
        browser, site, bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}
    )  # axe is a script of ours, not of the page
    paths = {
        "stories": "/",
        "search": "/?q=ferry&min_sources=1",
        "story": f"/stories/{timeline.story_id}",
        "source": f"/stories/{timeline.story_id}/sources/{evidence.article_id}?at={evidence.start}-{evidence.end}",
        "nothing": "/?q=zzzz",
    }
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name, path in paths.items():
        reader.page.goto(path)
        reader.page.add_script_tag(path=npm_packages.AXE)
        found = reader.page.evaluate("() => axe.run()")
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == [], path
        assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= width, f"{path} is too wide"
        reader.page.screenshot(path=SHOTS / f"{name}-{scheme}-{width}.png", full_page=name != "story")
    reader.close()


def test_the_pictures_of_the_how_to_page(browser, site: Site):
    """`make screenshots` puts what this takes into the documents."""
    reader = Reader(browser, site, viewport={"width": 900, "height": 700})
    SHOTS.mkdir(parents=True, exist_ok=True)
    reader.page.goto("/?q=ferry")
    reader.page.screenshot(path=SHOTS / "how-to-search.png")
    reader.page.goto("/?q=telephone+%22first+time+since%22")
    reader.page.locator("h2 a").first.click()
    disputed = reader.page.locator("li[id]", has=reader.page.locator("section.conflict.hard")).first
    disputed.locator("details.sources summary").click()
    disputed.screenshot(path=SHOTS / "how-to-conflict.png")
    disputed.locator(".by a").first.click()
    reader.page.screenshot(path=SHOTS / "how-to-source.png")
    reader.close()
    shown = re.findall(r"\(read/(\w+)\.png\)", HOW_TO.read_text())
    assert all((SHOTS / f"how-to-{name}.png").stat().st_size > 0 for name in shown)
    assert shown


def test_a_keyboard_is_enough(reader: Reader):
    timeline, page = story(), reader.page
    page.goto(f"/stories/{timeline.story_id}")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    assert page.locator("li[id] details[open]").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/**")


def test_without_a_script_everything_but_the_live_update_is_there(browser, site: Site):
    reader = Reader(browser, site, java_script_enabled=False)
    reader.page.goto("/")
    reader.page.get_by_label("Search").fill("ferry aground")
    reader.page.get_by_role("button", name="Search").click()
    reader.page.get_by_role("link", name=re.compile("ferry", re.IGNORECASE)).first.click()
    reader.page.locator("section.conflict .by a").first.click()
    assert reader.page.locator("mark#here").is_visible()
    reader.close()


def test_a_printed_story_shows_its_sources_and_no_controls(reader: Reader):
    reader.page.goto(f"/stories/{story().story_id}")
    reader.page.emulate_media(media="print")
    assert not reader.page.get_by_role("navigation").is_visible()
    assert reader.page.locator("li[id] details ul").first.is_visible()
