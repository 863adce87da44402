"""The contracts: every record that crosses a topic.

All records are immutable. Times are RFC 3339 UTC strings that end in `Z` (`2025-08-21T00:00:00Z`): they sort as text.
Offsets count code points, half open. JSON Schema and AsyncAPI are generated from these types (`storyfold schema`).
"""

from service.records.article import (
    DEFAULT_COLLECTION,
    ArticleMeta,
    CleanArticle,
    Mention,
    Origin,
    OriginBasis,
    OriginShare,
    PublishedBasis,
    PublishedDay,
    Removed,
    ResolvedArticle,
    Retraction,
    Timex,
    Verdict,
    article_key,
    lane_key,
    publication_day,
)
from service.records.form import (
    SCHEMA_VERSION,
    written,
)
from service.records.raw import (
    Headers,
    RawArticle,
    Reason,
    Rejected,
)
from service.records.timeline import (
    Claim,
    ClaimBasis,
    Entry,
    Evidence,
    Timeline,
    TimelineArticle,
)

__all__ = [
    "DEFAULT_COLLECTION",
    "SCHEMA_VERSION",
    "ArticleMeta",
    "Claim",
    "ClaimBasis",
    "CleanArticle",
    "Entry",
    "Evidence",
    "Headers",
    "Mention",
    "Origin",
    "OriginBasis",
    "OriginShare",
    "PublishedBasis",
    "PublishedDay",
    "RawArticle",
    "Reason",
    "Rejected",
    "Removed",
    "ResolvedArticle",
    "Retraction",
    "Timeline",
    "TimelineArticle",
    "Timex",
    "Verdict",
    "article_key",
    "lane_key",
    "publication_day",
    "written",
]
