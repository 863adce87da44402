"""Making and checking the topics that `service.topics` declares."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from aiokafka.admin import NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, KafkaTimeoutError, TopicAlreadyExistsError, for_code
from msgspec import Struct

from service import topics
from service.errors import BrokerError, TopicMismatchError
from service.kafka import client
from service.settings import Settings
from service.topics import Topic

VISIBLE_WITHIN_SECONDS = 120.0
"""A broker short of CPU was seen to deny a new topic for 6 s; past this something else is wrong."""
_ASK_AGAIN_SECONDS = 0.5
"""Between two questions."""
CHECKED_CONFIG = ("cleanup.policy", "max.message.bytes")


class Found(Struct, frozen=True):
    """A topic as the broker has it."""

    partitions: int
    config: Mapping[str, str]


async def create(
    settings: Settings,
    partitions: int,
    replication: int | None = None,
    waiting: Callable[[str], None] = lambda _: None,
) -> list[str]:
    """Make the topics that are not there yet and return their names; those that are there stay as they are.

    Returns when the broker shows all of them, which on a busy one is seconds after it said that it made them. An
    answer that may be another the next time is asked for again, and `waiting` hears what for. `replication` is the
    number of copies: three, or as many as there are brokers, if not given. Raises BrokerError, at the latest after
    VISIBLE_WITHIN_SECONDS.
    """
    deadline, created = time.monotonic() + VISIBLE_WITHIN_SECONDS, dict[str, None]()
    while True:
        try:
            created |= dict.fromkeys(await _create(settings, partitions, replication))
            found = await find(settings)
            missing = [name for t in topics.ALL if (name := t.full_name(settings.topic_prefix)) not in found]
            if not missing:
                return list(created)
            wait_for = BrokerError(f"the broker does not show {', '.join(missing)} yet")
        except BrokerError as error:
            if not _may_pass(error.__cause__):
                raise
            wait_for = error
        if time.monotonic() > deadline:
            raise wait_for
        waiting(str(wait_for))
        await asyncio.sleep(_ASK_AGAIN_SECONDS)


def _may_pass(cause: BaseException | None) -> bool:
    return isinstance(cause, KafkaTimeoutError) or (isinstance(cause, KafkaError) and cause.retriable)


async def _create(settings: Settings, partitions: int, replication: int | None) -> list[str]:
    async with client.admin(settings) as admin:
        copies = replication or min(3, len((await admin.describe_cluster())["brokers"]))
        wanted = [
            NewTopic(
                topic.full_name(settings.topic_prefix),
                num_partitions=partitions if topic.partitioned else 1,
                replication_factor=copies,
                topic_configs=topic.config,
            )
            for topic in topics.ALL
        ]
        answer = await admin.create_topics(wanted)
    created = []
    for name, code, *message in answer.topic_errors:
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            reason = f"topic {name} cannot be made: {next(filter(None, message), error.__name__)}"
            raise BrokerError(reason) from error()
        if not code:
            created.append(name)
    return created


async def find(settings: Settings) -> dict[str, Found]:
    """The declared topics that exist on the broker, by full name. Raises BrokerError."""
    names = [topic.full_name(settings.topic_prefix) for topic in topics.ALL]
    async with client.admin(settings) as admin:
        described = {t["topic"]: t for t in await admin.describe_topics(names) if not t["error_code"]}
        resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in described]
        answers = await admin.describe_configs(resources) if resources else []
    config = {
        resource[3]: {entry[0]: entry[1] for entry in resource[4]}
        for answer in answers
        for resource in answer.resources
    }
    return {name: Found(len(t["partitions"]), config.get(name, {})) for name, t in described.items()}


async def check(settings: Settings) -> dict[str, int]:
    """Partition counts by topic name (without prefix) if every topic is as declared.

    Raises TopicMismatchError that names each wrong topic with what was found and what is wanted, and BrokerError.
    """
    found = await find(settings)
    if problems := mismatches(found, settings.topic_prefix):
        raise TopicMismatchError("; ".join(problems))
    return {topic.name: found[topic.full_name(settings.topic_prefix)].partitions for topic in topics.ALL}


def mismatches(found: Mapping[str, Found], prefix: str, declared: Sequence[Topic] = topics.ALL) -> list[str]:
    """One line for each difference between the broker's topics and the declared ones."""
    problems = [p for topic in declared for p in _problems(topic, topic.full_name(prefix), found)]
    together = [topic.full_name(prefix) for topic in topics.SAME_PARTITIONS]
    counts = {name: found[name].partitions for name in together if name in found}
    if len(set(counts.values())) > 1:
        shown = ", ".join(f"{name} has {count}" for name, count in counts.items())
        problems.append(f"partition counts differ: found {shown}, wanted equal numbers")
    return problems


def _problems(topic: Topic, name: str, found: Mapping[str, Found]) -> Iterator[str]:
    have = found.get(name)
    if have is None:
        yield f"topic {name}: found none, wanted one (run `storyfold topics create`)"
        return
    if not topic.partitioned and have.partitions != 1:
        yield f"topic {name}: found {have.partitions} partitions, wanted 1"
    for key in CHECKED_CONFIG:
        # A broker that does not tell its configuration (the embedded one) cannot be checked.
        if key in have.config and not _fits(key, have.config[key], topic.config[key]):
            yield f"topic {name}: found {key} = {have.config[key]}, wanted {topic.config[key]}"


def _fits(key: str, have: str, want: str) -> bool:
    return int(have) >= int(want) if key == "max.message.bytes" else have == want
