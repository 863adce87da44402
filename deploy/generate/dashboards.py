"""The three dashboards: overview (healthy? how late?), pipeline (each stage), content (what the news hold)."""

from deploy.generate.grafana import Dashboard, Panel, Query

JOB = '{job=~"$job"}'
STAGES = ("clean", "dedup", "timeline")


def rate(metric: str, by: str, where: str = "") -> str:
    """Per-second rate of a counter, summed by some labels."""
    return f'sum by ({by}) (rate({metric}{{job=~"$job"{where}}}[$__rate_interval]))'


def quantile(q: float, metric: str, by: str = "") -> str:
    """A quantile of a histogram, over all workers."""
    labels = f"le, {by}" if by else "le"
    return f"histogram_quantile({q}, {rate(metric + '_bucket', labels)})"


def group_lag(by: str) -> str:
    """Lag of the group: each worker reports all of it, so the maximum first."""
    return f"sum by ({by}) (max by (topic, partition) (storyfold_lag_records{JOB}))"


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


def outcomes(stage: str) -> Panel:
    """What became of a stage's input."""
    return Panel(
        f"{stage}: outcomes",
        f"Input records of the {stage} stage per second, by what became of them.",
        (Query(rate("storyfold_records_total", "outcome", f',stage="{stage}"'), "{{outcome}}"),),
        unit="cps",
        stacked=True,
    )


def times(stage: str) -> Panel:
    """Where a stage's time goes."""
    where = f',stage="{stage}"'
    seconds = rate("storyfold_batch_seconds_sum", "step", where)
    wait = f"histogram_quantile(0.95, {rate('storyfold_stage_latency_seconds_bucket', 'le', where)})"
    return Panel(
        f"{stage}: time",
        "Seconds a second spent computing and sending (1 is a whole worker), and how long records of this stage took.",
        (Query(seconds, "{{step}}, busy"), Query(wait, "p95 from input to output")),
        unit="s",
    )


BATCHES = Panel(
    "Records a batch",
    "Mean size of a batch: it grows with the load.",
    (
        Query(
            f"{rate('storyfold_batch_records_sum', 'stage')} / {rate('storyfold_batch_records_count', 'stage')}",
            "{{stage}}",
        ),
    ),
)
LAG_BY_PARTITION = Panel(
    "Lag by partition",
    "One partition above all others: a large lane, or a poisoned one.",
    (Query(f"max by (topic, partition) (storyfold_lag_records{JOB})", "{{topic}} {{partition}}"),),
)
COMMITS = Panel(
    "Committed by partition",
    "Offsets committed per second.",
    (
        Query(
            f"max by (topic, partition) (deriv(storyfold_committed_offset{JOB}[$__rate_interval]))",
            "{{topic}} {{partition}}",
        ),
    ),
    unit="cps",
)
TROUBLE = Panel(
    "Trouble",
    "Cleaning processes killed, complaints of the producer, rebalances; counted in ten minutes.",
    (
        Query(f"sum by (cause) (increase(storyfold_pool_kills_total{JOB}[10m]))", "pool kills: {{cause}}"),
        Query(f"sum(increase(storyfold_producer_errors_total{JOB}[10m]))", "producer errors"),
        Query(f"sum(increase(storyfold_rebalances_total{JOB}[10m]))", "rebalances"),
    ),
)
FOLD_SECONDS = Panel(
    "Fold time",
    "Mean time to fold one partition's log on taking it, over an hour.",
    (
        Query(
            f"sum by (stage) (increase(storyfold_fold_seconds_sum{JOB}[1h])) "
            f"/ sum by (stage) (increase(storyfold_fold_seconds_count{JOB}[1h]) > 0)",
            "{{stage}}",
        ),
    ),
    unit="s",
    empty_when="no partition was taken within the hour",
)
HELD = Panel(
    "Partitions held",
    "Partitions that the stage's group has given to a live member, by the topic that the stage reads.",
    (Query(f"sum by (topic) (max by (topic, partition) (storyfold_partition_held{JOB}))", "{{topic}}"),),
)
ARRIVALS = Panel(
    "Written by topic",
    "Records a second that come to each topic, whoever writes them.",
    (
        Query(
            f"sum by (topic) (max by (topic, partition) (deriv(storyfold_end_offset{JOB}[$__rate_interval])))",
            "{{topic}}",
        ),
    ),
    unit="cps",
)
SILENCE = Panel(
    "Silence of the brokers",
    "Seconds since the brokers last answered; every worker asks every five.",
    (Query(f"storyfold_broker_silence_seconds{JOB}", "{{instance}}"),),
    unit="s",
)
HEARTBEAT = Panel(
    "Event loop heartbeat age",
    "Seconds since the event loop last turned; above 30 s the worker is restarted.",
    (Query(f"storyfold_loop_heartbeat_age_seconds{JOB}", "{{instance}}"),),
    unit="s",
)
MEMORY = Panel(
    "Memory",
    "Resident memory of the worker's own process, without its cleaning processes.",
    (
        Query(
            f"process_resident_memory_bytes{JOB} and on (job, instance) storyfold_build_info",
            "{{instance}}",
        ),
    ),
    unit="bytes",
)
CPU = Panel(
    "CPU",
    "Cores used by the worker's own process.",
    (
        Query(
            f"rate(process_cpu_seconds_total{JOB}[$__rate_interval]) and on (job, instance) storyfold_build_info",
            "{{instance}}",
        ),
    ),
)
STATE = Panel(
    "State",
    "Packed bytes of both stateful stages: what the memory of their workers follows.",
    (Query(f"sum by (instance, stage) (storyfold_state_bytes{JOB})", "{{instance}} {{stage}}"),),
    unit="bytes",
)
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
_NO_READER = "no `storyfold serve` runs"
READ_BEHIND = Panel(
    "Read side: records behind",
    "Records of the topics that have not been folded yet; and whether everything had been folded once.",
    (
        Query(f"storyfold_read_behind_records{JOB}", "{{instance}} behind"),
        Query(f"storyfold_read_ready{JOB}", "{{instance}} ready"),
    ),
    empty_when=_NO_READER,
)
READ_FOLDED = Panel(
    "Read side: folded",
    "Records folded, versions of timelines made of them, and records that could not be read, per second.",
    (
        Query(rate("storyfold_read_records_total", "topic"), "{{topic}}"),
        Query(f"sum(rate(storyfold_read_versions_total{JOB}[$__rate_interval]))", "versions"),
        Query(f"sum(rate(storyfold_read_unreadable_records_total{JOB}[$__rate_interval]))", "unreadable"),
    ),
    unit="cps",
    empty_when=_NO_READER,
)
READ_REQUESTS = Panel(
    "Read side: requests",
    "Answers per second by class of the status code, and the slowest hundredth of each route in seconds.",
    (
        Query(rate("storyfold_read_request_seconds_count", "status"), "{{status}}"),
        Query(quantile(0.99, "storyfold_read_request_seconds", "route"), "p99 {{route}}"),
    ),
    empty_when=_NO_READER,
)
READ_FILE = Panel(
    "Read side: file",
    "Size of the SQLite file.",
    (Query(f"storyfold_read_database_bytes{JOB}", "{{instance}}"),),
    unit="bytes",
    empty_when=_NO_READER,
)
READ_STREAMS = Panel(
    "Read side: listeners",
    "Clients that listen to events now.",
    (Query(f"storyfold_read_event_streams{JOB}", "{{instance}}"),),
    empty_when=_NO_READER,
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
