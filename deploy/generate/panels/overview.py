"""Is it healthy, and how late is it?"""

from deploy.generate.grafana import Panel, Query
from deploy.generate.panels.queries import JOB, group_lag, quantile, rate

READY = Panel(
    "Workers ready",
    "Workers whose readiness probe succeeds, of all that run.",
    (Query(f"sum(storyfold_worker_ready{JOB})", "ready"), Query(f"count(storyfold_worker_ready{JOB})", "running")),
    kind="stat",
    limits=(("red", None), ("green", 1)),
)
IN_TIME = Panel(
    "Within a minute",
    "Share of articles whose timeline was confirmed within 60 s. The objective is 99 %.",
    (
        Query(
            'sum(rate(storyfold_end_to_end_latency_seconds_bucket{job=~"$job",le="60.0"}[$__rate_interval])) '
            f"/ sum(rate(storyfold_end_to_end_latency_seconds_count{JOB}[$__rate_interval]))"
        ),
    ),
    unit="percentunit",
    kind="stat",
    limits=(("red", None), ("orange", 0.95), ("green", 0.99)),
)
WAITING = Panel(
    "Records waiting",
    "Lag over all stages.",
    (Query(f"sum({group_lag('topic')})"),),
    kind="stat",
    limits=(("green", None), ("orange", 1000), ("red", 20000)),
)
REFUSED = Panel(
    "Refused",
    "Share of incoming records that go to the dead-letter topic.",
    (
        Query(
            f"sum(rate(storyfold_dead_letters_total{JOB}[$__rate_interval])) "
            '/ sum(rate(storyfold_records_total{job=~"$job",stage="clean"}[$__rate_interval]))'
        ),
    ),
    unit="percentunit",
    kind="stat",
    limits=(("green", None), ("orange", 0.01), ("red", 0.05)),
)
FIRING = Panel(
    "Alerts firing",
    "Alerts of deploy/prometheus/rules.yml that fire now.",
    (Query('count(ALERTS{alertname=~"Storyfold.*",alertstate="firing"}) or vector(0)'),),
    kind="stat",
    limits=(("green", None), ("red", 1)),
)
LATENCY = Panel(
    "How late are we",
    "From the raw record's timestamp until the timeline with the article was confirmed.",
    tuple(Query(quantile(q, "storyfold_end_to_end_latency_seconds"), f"p{q * 100:g}") for q in (0.5, 0.95, 0.99)),
    unit="s",
)
LAG = Panel(
    "Lag by topic",
    "Records that wait for the stage that reads the topic. It grows also when a worker is stuck.",
    (Query(group_lag("topic"), "{{topic}}"),),
)
THROUGHPUT = Panel(
    "Throughput by stage",
    "Input records acknowledged per second.",
    (Query(rate("storyfold_records_total", "stage"), "{{stage}}"),),
    unit="cps",
)
FOLDS = Panel(
    "Folds under way",
    "Share of its log that a held partition has folded; only partitions that are not done.",
    (Query(f"storyfold_fold_progress_ratio{JOB} < 1", "{{instance}} {{stage}} {{partition}}"),),
    unit="percentunit",
    empty_when="no partition is being folded",
)
RESTARTS = Panel(
    "Restarts",
    "Starts of each worker's process in the last half hour.",
    (
        Query(
            f"changes(process_start_time_seconds{JOB}[30m]) and on (job, instance) storyfold_build_info",
            "{{instance}}",
        ),
    ),
)
