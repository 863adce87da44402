"""What the news hold."""

from deploy.generate.grafana import Panel, Query
from deploy.generate.panels.queries import JOB, rate

STORIES = Panel(
    "Live stories",
    "Stories that may still grow or be corrected, held by the dedup stage.",
    (Query('sum(storyfold_state_stories{job=~"$job",stage="dedup"})', "stories"),),
)
ARTICLES = Panel(
    "Articles in memory",
    "Articles that both stateful stages hold.",
    (Query(f"sum by (stage) (storyfold_state_articles{JOB})", "{{stage}}"),),
)
DUPLICATES = Panel(
    "Duplicates",
    "Share of articles that copy another one.",
    (
        Query(
            'sum(rate(storyfold_records_total{job=~"$job",stage="dedup",outcome="duplicate"}[$__rate_interval])) '
            '/ sum(rate(storyfold_records_total{job=~"$job",stage="dedup",outcome=~"new|joined|duplicate"}'
            "[$__rate_interval]))",
            "duplicates",
        ),
    ),
    unit="percentunit",
)
CONFLICTS = Panel(
    "Conflicts",
    "Published entries per second whose sources give dates that differ, softly or hard.",
    (Query(rate("storyfold_published_entries_total", "conflict", ',conflict!="none"'), "{{conflict}}"),),
    unit="cps",
)
LANGUAGES = Panel(
    "Languages",
    "Cleaned articles per second.",
    (Query(rate("storyfold_articles_total", "language"), "{{language}}"),),
    unit="cps",
    stacked=True,
)
TIMELINES = Panel(
    "Timelines published",
    "Timelines whose content changed, per second.",
    (Query(rate("storyfold_records_total", "outcome", ',stage="timeline",outcome="published"'), "timelines"),),
    unit="cps",
)
DEAD_LETTERS = Panel(
    "Dead letters by reason",
    "Records refused, in ten minutes; `storyfold dlq list` shows them.",
    (Query(f"sum by (reason) (increase(storyfold_dead_letters_total{JOB}[10m])) > 0", "{{reason}}"),),
    stacked=True,
    empty_when="nothing was refused",
)
NOTES = Panel(
    "Oddities",
    "Oddities of input that were repaired or ignored, in ten minutes.",
    (Query(f"sum by (stage, note) (increase(storyfold_notes_total{JOB}[10m])) > 0", "{{stage}}: {{note}}"),),
    empty_when="the input had no oddities",
)
