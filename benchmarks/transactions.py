"""What Kafka transactions would cost: a batch sent as it is now, and the same batch in a transaction with its offsets.

    python -m benchmarks.transactions [--rounds 5] [--batches 8]

One real broker, records of 8 kB to two topics as the dedup stage sends them. Now: an idempotent producer, one commit of
offsets each second. In a transaction: one producer for each input partition, since its transactional id is what fences
the one that had the partition before; the offsets are committed within it. Both take turns in one run.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from statistics import median

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from tests.kafka.broker import Broker, unavailable

RECORD_BYTES = 8000
SIZES = (1, 20, 200)
TOPICS = ("lanes", "resolved")
INPUT = "clean"
GROUP = "group"


async def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batches", type=int, default=8)
    arguments = parser.parse_args()
    if reason := unavailable():
        sys.exit(f"no figures: {reason}")
    broker = Broker()
    broker.start()
    try:
        await compare(broker.address, arguments.rounds, arguments.batches)
    finally:
        broker.close()


async def compare(address: str, rounds: int, batches: int) -> None:
    """Both ways in turn, for each size of a batch; and what taking a partition costs."""
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1) for topic in (*TOPICS, INPUT)])
    await admin.close()
    plain = AIOKafkaProducer(bootstrap_servers=address, enable_idempotence=True, linger_ms=20)
    fenced = AIOKafkaProducer(bootstrap_servers=address, transactional_id=f"{GROUP}-0", linger_ms=20)
    await plain.start()
    await fenced.start()
    for records in SIZES:
        took: dict[str, list[tuple[float, float]]] = {"now": [], "transaction": []}
        for _ in range(rounds + 1):
            took["now"].append(await timed(batches, lambda: send(plain, records)))  # noqa: B023 - awaited here
            took["transaction"].append(await timed(batches, lambda: transact(fenced, records)))  # noqa: B023
        for way, figures in took.items():
            wall, cpu = (median(values[1:]) for values in zip(*figures, strict=True))  # the first round warms up
            print(f"{records:>4} records, {way:<12} {wall * 1000:6.1f} ms a batch, {cpu * 1000:6.2f} ms of CPU time")
    await plain.stop()
    await fenced.stop()
    print(f"a producer for one more partition: {median([await start(address, n) for n in range(5)]) * 1000:.0f} ms")


async def timed(batches: int, batch: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """Seconds of a batch: by the clock and of CPU time."""
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(batches):
        await batch()
    return (time.perf_counter() - wall) / batches, (time.process_time() - cpu) / batches


async def send(producer: AIOKafkaProducer, records: int) -> None:
    """A batch, until the broker has it."""
    futures = [await producer.send(topic, bytes(RECORD_BYTES)) for topic in TOPICS for _ in range(records)]
    await producer.flush()
    await asyncio.gather(*futures)


async def transact(producer: AIOKafkaProducer, records: int) -> None:
    """The same batch with the offsets of its input."""
    async with producer.transaction():
        await send(producer, records)
        await producer.send_offsets_to_transaction({TopicPartition(INPUT, 0): 1}, GROUP)


async def start(address: str, number: int) -> float:
    """Seconds until a producer with a transactional id of its own may send."""
    began = time.perf_counter()
    producer = AIOKafkaProducer(bootstrap_servers=address, transactional_id=f"{GROUP}-more-{number}")
    await producer.start()
    took = time.perf_counter() - began
    await producer.stop()
    return took


if __name__ == "__main__":
    asyncio.run(main())
