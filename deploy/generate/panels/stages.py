"""What each stage does, how long it takes, what it needs."""

from deploy.generate.grafana import Panel, Query
from deploy.generate.panels.queries import JOB, rate


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
