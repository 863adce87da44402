"""The three dashboards: overview (healthy? how late?), pipeline (each stage), content (what the news hold)."""

from deploy.generate.grafana import Dashboard
from deploy.generate.panels.content import (
    ARTICLES,
    CONFLICTS,
    DEAD_LETTERS,
    DUPLICATES,
    LANGUAGES,
    NOTES,
    STORIES,
    TIMELINES,
)
from deploy.generate.panels.overview import (
    FIRING,
    FOLDS,
    IN_TIME,
    LAG,
    LATENCY,
    READY,
    REFUSED,
    RESTARTS,
    THROUGHPUT,
    WAITING,
)
from deploy.generate.panels.queries import STAGES
from deploy.generate.panels.reading import READ_BEHIND, READ_FILE, READ_FOLDED, READ_REQUESTS, READ_STREAMS
from deploy.generate.panels.stages import (
    ARRIVALS,
    BATCHES,
    COMMITS,
    CPU,
    FOLD_SECONDS,
    HEARTBEAT,
    HELD,
    LAG_BY_PARTITION,
    MEMORY,
    SILENCE,
    STATE,
    TROUBLE,
    outcomes,
    times,
)

ALL = (
    Dashboard(
        "storyfold-overview",
        "storyfold / overview",
        "Is it healthy, and how late are we?",
        ((READY, IN_TIME, WAITING, REFUSED, FIRING), (LATENCY, LAG), (THROUGHPUT, FOLDS, RESTARTS)),
    ),
    Dashboard(
        "storyfold-pipeline",
        "storyfold / pipeline",
        "Each stage: what it does, how long it takes, what it needs.",
        (
            tuple(outcomes(stage) for stage in STAGES),
            tuple(times(stage) for stage in STAGES),
            (BATCHES, LAG_BY_PARTITION, COMMITS),
            (HELD, ARRIVALS, SILENCE),
            (TROUBLE, FOLD_SECONDS, HEARTBEAT),
            (MEMORY, STATE, CPU),
            (READ_BEHIND, READ_FOLDED, READ_REQUESTS),
            (READ_FILE, READ_STREAMS),
        ),
    ),
    Dashboard(
        "storyfold-content",
        "storyfold / content",
        "Stories, duplicates, conflicts, languages.",
        ((STORIES, ARTICLES, TIMELINES), (DUPLICATES, CONFLICTS, LANGUAGES), (DEAD_LETTERS, NOTES)),
    ),
)
