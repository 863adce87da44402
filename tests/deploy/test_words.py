"""Documents, help texts and schemas use the words of the glossary; files that pages name exist."""

import re

import pytest

from tests.deploy.manifests import ROOT
from tests.deploy.test_docs import PAGES, name

GLOSSARY = ROOT / "docs/glossary.md"
TOLD = sorted([*PAGES, *(ROOT / "docs").rglob("*.json"), *(ROOT / "docs").rglob("*.yaml")])
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in GLOSSARY.read_text().splitlines() if "|" in line
]
TERMS = [row for row in ROWS if row[0] != "Word" and not row[0].startswith("---")]
RETIRED = {word.strip(): row[0] for row in TERMS for word in row[3].split(",") if word.strip()}


def test_the_glossary_has_one_line_a_word_in_rows_of_four():
    assert all(len(row) == 4 for row in ROWS)
    words = [word.strip() for row in TERMS for word in row[0].split(",")]
    assert len(words) == len(set(words)) > 40
    assert len(RETIRED) > 15


@pytest.mark.parametrize("page", [page for page in TOLD if page != GLOSSARY], ids=name)
def test_nothing_is_called_by_a_retired_word(page):
    text = re.sub(r"\s+", " ", page.read_text())
    found = {word: term for word, term in RETIRED.items() if re.search(rf"\b{re.escape(word)}s?\b", text, re.I)}
    assert not found


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_that_a_page_names_exist(page):
    paths = re.findall(r"`((?:service|tests|benchmarks|deploy|docs)/[\w./-]+)`", page.read_text())
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_architecture_answers_where_things_happen():
    text = (ROOT / "docs/explanation/architecture.md").read_text()
    assert len(set(re.findall(r"`service/[\w./]+\.py`", text))) > 30
    for question in (
        "A sentence is split",
        "A date is read",
        "a near-duplicate is found",
        "Kafka's guarantees are kept",
    ):
        assert question in text
