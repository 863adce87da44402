"""What comes in: raw articles as producers send them, and the reasons for which one is refused."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

Headers = Sequence[tuple[str, bytes | None]]
"""Record headers as Kafka gives them: ordered, names may repeat, values may be null."""


class Reason(StrEnum):
    """Why a record went to the dead-letter topic: the closed list behind the header `storyfold.reason`."""

    EMPTY_VALUE = "empty-value"
    NOT_UTF8 = "not-utf8"
    NOT_JSON = "not-json"
    NOT_AN_OBJECT = "not-an-object"
    TOO_DEEP = "too-deep"
    UNPAIRED_SURROGATE = "unpaired-surrogate"
    NUL_CHARACTER = "nul-character"
    WRONG_TYPE = "wrong-type"
    NO_ID_OR_URL = "no-id-or-url"
    NO_TEXT_OR_HTML = "no-text-or-html"
    ID_TOO_LONG = "id-too-long"
    TEXT_TOO_LONG = "text-too-long"
    BAD_DATE = "bad-date"
    BAD_URL = "bad-url"
    BAD_CLOUDEVENT = "bad-cloudevent"
    PAGE_TOO_LARGE = "page-too-large"
    PAGE_TOO_MANY_TAGS = "page-too-many-tags"
    PAGE_TIMEOUT = "page-timeout"
    PAGE_CRASHED = "page-crashed"
    NO_CONTENT = "no-content"
    RECORD_TOO_LARGE = "record-too-large"
    TOO_MANY_LANES = "too-many-lanes"
    CRASHES_WORKER = "crashes-worker"


class Rejected(Struct, frozen=True):
    """A record that a stage refuses: expected bad data, not an error. `detail` is one line for a person."""

    reason: Reason
    detail: str = ""


class RawArticle(Struct, frozen=True, omit_defaults=True):
    """An article as a producer sends it. One of `id` or `url`, and one of `text` or `html` unless `retracted`."""

    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    text: str | None = None
    html: str | None = None
    published_at: Annotated[str | None, Meta(description="RFC 3339 date or date-time")] = None
    fetched_at: Annotated[
        str | None, Meta(description="RFC 3339 date-time; the record's Kafka timestamp when absent")
    ] = None
    language: str | None = None
    collection: str | None = None
    origin: Annotated[str | None, Meta(description="the news agency whose text this is, as the producer knows it")] = (
        None
    )
    retracted: bool = False
