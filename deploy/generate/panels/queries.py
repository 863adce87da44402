"""Parts of queries that panels share."""

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
