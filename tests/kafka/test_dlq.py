"""Dead letters looked at and sent again, on real Kafka; records are put into the topics as workers would leave them."""

import orjson
import pytest

from service import deadletter
from service.records import Reason, Rejected
from service.topics import DEAD_LETTER, RAW
from tests.kafka.harness import Harness, Sent
from tests.kafka.test_cli import storyfold

pytestmark = pytest.mark.kafka


def article(name: str, **fields: object) -> Sent:
    return Sent(orjson.dumps({"id": name, "outlet": "north.example", "text": "Rain.", **fields}), b"k", partition=0)


def retraction(name: str, partition: int) -> Sent:
    return Sent(orjson.dumps({"id": name, "retracted": True}), partition=partition)


async def refuse(kafka: Harness, raw: list[Sent], refused: dict[int, Reason]) -> None:
    """Raw records, and dead letters of those of partition 0 at these offsets."""
    await kafka.produce(raw)
    letters = []
    for offset, reason in refused.items():
        sent = [record for record in raw if record.partition == 0][offset]
        why = deadletter.headers(
            Rejected(reason, "as seen"), topic=kafka.name(RAW), partition=0, offset=offset, stage="clean"
        )
        letters.append(Sent(sent.value, sent.key, (("trace", b"t-1"), *why), partition=0))
    await kafka.produce(letters, DEAD_LETTER)


def told(kafka: Harness, *arguments: object) -> str:
    return storyfold(kafka, "dlq", "replay", *arguments).stderr.decode().strip()


async def sent_again(kafka: Harness, before: int) -> list[str]:
    return [orjson.loads(r.value or b"")["id"] for r in (await kafka.records(RAW)) if r.partition == 0][before:]


async def test_what_was_retracted_or_replaced_in_between_is_not_revived(kafka: Harness):
    await kafka.create_topics(2)
    raw = [article(name) for name in ("withdrawn", "elsewhere", "replaced", "refused-twice", "first", "kept", "other")]
    later = [
        retraction("withdrawn", 0),
        article("replaced", text="Sun."),
        article("refused-twice"),
        article("kept", collection="another"),
    ]
    refused = dict.fromkeys([0, 1, 2, 3, 5, 9], Reason.PAGE_TIMEOUT)
    await refuse(kafka, [*raw, *later], refused)
    await kafka.produce([retraction("elsewhere", 1)])
    dry = storyfold(kafka, "dlq", "replay", "--dry-run")
    assert dry.stdout.count(b"to be sent: ") == 3
    assert dry.stderr == b"would send 3 records again; left out 1 replaced since; left out 2 retracted since\n"
    assert told(kafka) == "sent 3 records again; left out 1 replaced since; left out 2 retracted since"
    assert await sent_again(kafka, 11) == ["refused-twice", "kept", "refused-twice"]
    assert told(kafka) == "sent 0 records again"


async def test_each_reason_goes_on_by_itself(kafka: Harness):
    await kafka.create_topics(1)
    raw = [article(f"a-{number}") for number in range(4)]
    reasons = [Reason.BAD_DATE, Reason.PAGE_TIMEOUT, Reason.BAD_DATE, Reason.NO_CONTENT]
    await refuse(kafka, raw, dict(enumerate(reasons)))
    assert told(kafka, "--reason", "page-timeout") == "sent 1 records again"
    assert told(kafka, "--reason", "page-timeout") == "sent 0 records again"
    assert told(kafka, "--reason", "bad-date", "--reason", "no-content") == "sent 3 records again"
    assert told(kafka) == "sent 0 records again"
    assert await sent_again(kafka, 4) == ["a-1", "a-0", "a-2", "a-3"]
    assert told(kafka, "--all", "--reason", "bad-date").startswith("sent 0 records again; left out 2 replaced since")


async def test_they_are_counted_and_shown_whole(kafka: Harness):
    await kafka.create_topics(1)
    raw = [article("a-0"), article("a-1"), article("a-2", outlet=None, url="https://www.south.example/x"), Sent(b"{")]
    raw = [*raw[:3], Sent(b"{\x1b[2J", partition=0)]
    await refuse(kafka, raw, dict(enumerate([Reason.BAD_DATE] * 3 + [Reason.NOT_JSON])))
    counted = [line.split() for line in storyfold(kafka, "dlq", "counts").stdout.decode().splitlines()]
    assert counted == [["2", "bad-date", "north.example"], ["1", "bad-date", "south.example"], ["1", "not-json", "?"]]
    shown = storyfold(kafka, "dlq", "show", "0@1").stdout.decode()
    assert "storyfold.reason" in shown
    assert "header trace" in shown
    assert '  "id": "a-1",' in shown.splitlines()
    assert "\x1b" not in storyfold(kafka, "dlq", "show", "0@3").stdout.decode()
    assert b"no dead letter 0@9" in storyfold(kafka, "dlq", "show", "0@9", code=2).stderr
    assert b"PARTITION@OFFSET is wanted" in storyfold(kafka, "dlq", "show", "9", code=2).stderr
