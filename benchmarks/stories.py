"""How well stories are told on the labelled stream, and that no constant of the scoring stands on a cliff.

    python benchmarks/stories.py

First the stream with bodies taken away, with one title over every text, and with other constants. Then each constant
is moved by a fifth, down and up: BCubed F1 and pair F1, in hundredths, of the first and of the second half of the
articles, of the stream as it is, of titles alone, with three articles in ten without a body, and of all years laid over
three months. Differences below half a point are noise.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import mean
from types import ModuleType

from msgspec.structs import replace

from service.lane.story import stories, terms
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
INSTEAD: Sequence[Sequence[tuple[ModuleType, str, float]]] = (
    (),
    ((stories, "VECTOR_TERMS", 40), (terms, "TERMS", 80)),
    ((stories, "THRESHOLD", 0.16),),
    ((stories, "THRESHOLD", 0.22),),
    ((terms, "TITLE_WEIGHT", 1),),
    ((terms, "TITLE_WEIGHT", 2),),
    ((stories, "DECAY_DAYS", 1.5),),
    ((stories, "DECAY_DAYS", 3.0),),
    ((stories, "BACKGROUND", 2),),
    ((stories, "BACKGROUND", 1000),),
)
DRAWS = range(1, 6)
"""Seeds of the chance that takes bodies away."""


def figures(streams: Mapping[str, Sequence[CleanArticle]], gold: Stories) -> str:
    """BCubed F1 / pair F1 of both halves of each stream."""
    ids = list(gold)
    halves = ids[: len(ids) // 2], ids[len(ids) // 2 :]
    cells = []
    for articles in streams.values():
        found = told(articles)
        cells += [f"{100 * bcubed_f1(gold, found, h):.1f}/{100 * pair_f1(gold, found, h):.1f}" for h in halves]
    return " ".join(f"{cell:>10}" for cell in cells)


def bodies_taken(articles: Sequence[CleanArticle], gold: Stories) -> None:
    """BCubed F1 of all, that of stories of two or more, and pair F1: means over the draws."""
    sizes = Counter(gold.values())
    several = [article for article in gold if sizes[gold[article]] > 1]
    print("bodies taken from      all  two or more  pairs")
    for share in (0.0, 0.3, 0.5, 1.0):
        found = [told(headlines(articles, share, seed)) for seed in (DRAWS if 0 < share < 1 else DRAWS[:1])]
        scores = (
            mean(bcubed_f1(gold, f, gold) for f in found),
            mean(bcubed_f1(gold, f, several) for f in found),
            mean(pair_f1(gold, f, gold) for f in found),
        )
        print(f"{share:17.1f} " + " ".join(f"{score:8.3f}" for score in scores), flush=True)
    titled = told([replace(article, title="Live updates") for article in articles])
    print(f"one title over every text: {bcubed_f1(gold, titled, gold):.3f}")


def other_constants(articles: Sequence[CleanArticle], gold: Stories) -> None:
    """BCubed F1 of the stream as it is, and crowded."""
    streams = articles, crowded(articles, gold)
    for changes in INSTEAD:
        chosen = [(module, name, getattr(module, name)) for module, name, _ in changes]
        for module, name, value in changes:
            setattr(module, name, value)
        label = ", ".join(f"{name} {value}" for _, name, value in changes) or "as they are"
        print(f"{label:30} " + " ".join(f"{bcubed_f1(gold, told(s), gold):.3f}" for s in streams), flush=True)
        for module, name, value in chosen:
            setattr(module, name, value)


def main() -> None:
    """Print the tables."""
    source = SHARED / "stories-dev.jsonl.gz"
    if not source.exists():
        print(f"development data not found: ../shared/data/{source.name}")
        return
    articles, gold = cleaned(source), labels(SHARED / "stories-dev.gold.jsonl.gz")
    bodies_taken(articles, gold)
    other_constants(articles, gold)
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
