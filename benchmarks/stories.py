"""How well stories are told on the labelled stream, and that no constant of the scoring stands on a cliff.

    python benchmarks/stories.py

Each constant is moved by a fifth, down and up. BCubed F1 and pair F1, in hundredths, of the first and of the second
half of the articles: of the stream as it is, of titles alone, with three articles in ten without a body, and of all
years laid over three months. Differences below half a point are noise.
"""

from collections.abc import Mapping, Sequence
from types import ModuleType

from service.lane import stories, terms
from service.records import CleanArticle
from tests.quality.story_bed import Stories, bcubed_f1, cleaned, crowded, headlines, labels, pair_f1, told
from tests.shared import SHARED

CONSTANTS: Sequence[tuple[ModuleType, str]] = (
    (stories, "THRESHOLD"),
    (stories, "SHORT_THRESHOLD"),
    (stories, "SHORT_TERMS"),
    (stories, "DECAY_DAYS"),
    (stories, "VECTOR_TERMS"),
    (stories, "BACKGROUND"),
    (terms, "TITLE_WEIGHT"),
    (terms, "TERMS"),
)


def figures(streams: Mapping[str, Sequence[CleanArticle]], gold: Stories) -> str:
    """BCubed F1 / pair F1 of both halves of each stream."""
    ids = list(gold)
    halves = ids[: len(ids) // 2], ids[len(ids) // 2 :]
    cells = []
    for articles in streams.values():
        found = told(articles)
        cells += [f"{100 * bcubed_f1(gold, found, h):.1f}/{100 * pair_f1(gold, found, h):.1f}" for h in halves]
    return " ".join(f"{cell:>10}" for cell in cells)


def main() -> None:
    """Print the table."""
    source = SHARED / "stories-dev.jsonl.gz"
    if not source.exists():
        print(f"development data not found: ../shared/data/{source.name}")
        return
    articles, gold = cleaned(source), labels(SHARED / "stories-dev.gold.jsonl.gz")
    streams = {
        "as it is": articles,
        "titles alone": headlines(articles, 1.0),
        "3/10 titles": headlines(articles, 0.3),
        "crowded": crowded(articles, gold),
    }
    print(f"{'':24} " + " ".join(f"{name:>21}" for name in streams))
    print(f"{'as they are':24} {figures(streams, gold)}", flush=True)
    for module, name in CONSTANTS:
        chosen = getattr(module, name)
        for factor in (0.8, 1.2):
            value = type(chosen)(round(chosen * factor, 3))
            setattr(module, name, value)
            print(f"{f'{name} {value}':24} {figures(streams, gold)}", flush=True)
        setattr(module, name, chosen)


if __name__ == "__main__":
    main()
