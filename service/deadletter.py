"""The headers of a dead letter: where a refused record came from and why, as text that any Kafka tool shows.

The names are those of Kafka Connect's error reporter; `storyfold.reason` is a `records.Reason`, the closed list.
"""

import re
from collections.abc import Mapping

from service.records import Headers, Rejected

TOPIC = "__connect.errors.topic"
PARTITION = "__connect.errors.partition"
OFFSET = "__connect.errors.offset"
STAGE = "__connect.errors.stage"
CLASS = "__connect.errors.exception.class.name"
MESSAGE = "__connect.errors.exception.message"
REASON = "storyfold.reason"
ATTEMPTS = "storyfold.attempts"
CUT = "storyfold.cut"
FULL_BYTES = "storyfold.full_bytes"
FULL_SHA256 = "storyfold.full_sha256"

NAMES: Mapping[str, str] = {
    TOPIC: "topic of the refused record",
    PARTITION: "its partition",
    OFFSET: "its offset",
    STAGE: "the agent that refused it",
    CLASS: "always `Rejected`",
    MESSAGE: "one line for a person",
    REASON: "why, one of a closed list",
    ATTEMPTS: "how often it was tried: 1, and one more for each time it was sent again",
}
"""Every header that a dead letter has besides its own, with its meaning."""

CUT_NAMES: Mapping[str, str] = {
    CUT: "what is not as it came: `value`, `key` or `headers` that were cut, a `null key` that became an empty one",
    FULL_BYTES: "for each of these, how long it was: bytes, or `unknown`",
    FULL_SHA256: "of the whole value, where all of it was read",
}
"""Headers of a dead letter that does not hold the whole record; the record itself is where the other headers say."""

_MESSAGE_LONGEST = 1000
"""Characters; it is a line for a person, and may quote the record."""
_COUNT = re.compile(rb"\d{1,9}")


def headers(
    rejected: Rejected, *, topic: str, partition: int, offset: int, stage: str, attempts: int = 1
) -> list[tuple[str, bytes]]:
    """What is added to the headers of a refused record; equal input gives equal headers."""
    values = {
        TOPIC: topic,
        PARTITION: str(partition),
        OFFSET: str(offset),
        STAGE: stage,
        CLASS: "Rejected",
        MESSAGE: (rejected.detail or rejected.reason.value)[:_MESSAGE_LONGEST],
        REASON: rejected.reason.value,
        ATTEMPTS: str(attempts),
    }
    return [(name, value.encode("utf-8", "backslashreplace")) for name, value in values.items()]


def reason(given: Headers) -> str:
    """Why a dead letter was refused, by the headers that we gave it."""
    return (dict(given)[REASON] or b"").decode()


def attempts(given: Headers) -> int:
    """How often the record with these headers was refused before: 0 for one that never was, or that does not say."""
    told = dict(given).get(ATTEMPTS) or b""
    return int(told) if _COUNT.fullmatch(told) else 0


def cut(given: Headers) -> bool:
    """Whether these are the headers of a dead letter from which the record cannot be sent again."""
    return any(name == CUT for name, _ in given)


def to_send_again(given: Headers) -> list[tuple[str, bytes | None]]:
    """The headers of a dead letter without those that made it one, and how often it was tried."""
    own = [(name, value) for name, value in given if name not in NAMES]
    return [*own, (ATTEMPTS, str(attempts(given)).encode())]
