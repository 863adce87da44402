"""Pages of fictional news, each with the text and the day that a reader takes from it, in `tests/fixtures/pages`."""

from pathlib import Path

import pytest

from service.cleaning import Cleaned, Cleaner
from service.records import RawArticle
from service.settings import Settings

PAGES = sorted((Path(__file__).parents[2] / "fixtures" / "pages").glob("*.html"))
CLEANER = Cleaner(Settings())
FETCHED = "2024-05-02T09:00:00Z"


def test_there_are_pages():
    assert len(PAGES) >= 40


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_text_and_day_of_a_page(path):
    head, text = path.with_suffix(".txt").read_text(encoding="utf-8").split("\n\n", 1)
    wanted = dict(line.split(": ", 1) for line in head.split("\n"))
    url = wanted.get("url", "https://paper.example/news")
    with path.open(encoding="utf-8", newline="") as file:
        found = CLEANER.clean(RawArticle(html=file.read(), url=url, fetched_at=FETCHED), None)
    assert isinstance(found, Cleaned), found
    article = found.article
    assert list(filter(None, article.text.split("\n"))) == text.rstrip("\n").split("\n")
    assert article.published_day == wanted["day"]
    assert article.published_basis == "page"
