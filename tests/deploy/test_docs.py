"""The documents: links lead somewhere, commands and settings exist, examples compute."""

import re
from pathlib import Path

import pytest

from service.cli import COMMANDS
from service.kafka.partitioner import partition_of
from service.metrics import Metrics
from service.settings import Settings
from tests.deploy.manifests import ROOT, exposed_series

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
WRITTEN = [page for page in PAGES if "Written by `python -m deploy.generate`" not in page.read_text()]


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
        assert target.startswith("http") or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_commands_exist(page):
    used = set(re.findall(r"(?:^    |`)storyfold ([a-z]+)", page.read_text(), re.MULTILINE))
    assert used <= COMMANDS.keys()


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_names_in_backquotes_that_look_like_settings_or_metrics_exist(page):
    text = page.read_text()
    for variable in re.findall(r"STORYFOLD_([A-Z_]+)", text):
        name = variable.lower()
        assert {name, name.removesuffix("_file")} & {*Settings.__struct_fields__, "config"}, variable
    for metric in re.findall(r"`(storyfold_[a-z_]+)`", text):
        assert metric in exposed_series() | {m.name.removesuffix("_total") for m in Metrics().described}, metric
    units = "seconds|days|hours|bytes|records|ratio|file|servers|prefix|id"
    for setting in re.findall(rf"`([a-z]+(?:_[a-z]+)*_(?:{units}))`", text):
        known = {*Settings.__struct_fields__, "story_id", "article_id", "trace_id"}
        assert setting in known or setting.startswith("storyfold_"), setting


def test_every_page_can_be_reached_from_the_index():
    seen, todo = set(), [ROOT / "docs/index.md"]
    while todo:
        page = todo.pop()
        seen.add(page)
        for target in re.findall(r"\]\(([^)#:]+)", page.read_text()):
            path = (page.parent / target).resolve()
            found = path.glob("*.md") if path.is_dir() else [path]
            todo += [p for p in found if p.suffix == ".md" and p not in seen]
    assert {page for page in PAGES if "docs" in page.parts} <= seen


def test_the_partitioner_table_is_right():
    rows = re.findall(
        r"^\| `([^`]+)` \| (\d+) \|$", (ROOT / "docs/explanation/partitioner.md").read_text(), re.MULTILINE
    )
    assert len(rows) == 4
    for key, partition in rows:
        assert partition_of(key, 12) == int(partition)
