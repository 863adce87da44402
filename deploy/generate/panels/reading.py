"""The read side."""

from deploy.generate.grafana import Panel, Query
from deploy.generate.panels.queries import JOB, quantile, rate

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
