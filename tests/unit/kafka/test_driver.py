"""The overridden seams of the stream framework, each against what the framework would do by itself."""

import asyncio
from types import SimpleNamespace
from typing import Any

import faust.transport.drivers.aiokafka as driver
import pytest
from aiokafka import AIOKafkaProducer, OffsetAndMetadata, TopicPartition
from aiokafka.errors import NotCoordinatorForGroupError, OutOfOrderSequenceNumber
from aiokafka.protocol.group import HeartbeatRequest, SyncGroupRequest
from aiokafka.protocol.metadata import MetadataRequest
from aiokafka.protocol.produce import ProduceRequest

from service.kafka import faust_consumer, lease
from service.kafka.faust_consumer import ConsumerThread
from service.kafka.faust_producer import DroppedError, Producer
from service.kafka.lease import Lease
from tests.unit.kafka.messages import WHERE


async def test_partitions_are_handed_over_after_the_send_phase(consumer, monkeypatch):
    order = []

    async def faust_does(self, revoked):
        order.append("revoked")

    monkeypatch.setattr(driver.Consumer, "on_partitions_revoked", faust_does)
    with consumer.app.sending:
        handing_over = asyncio.create_task(consumer.on_partitions_revoked({WHERE}))
        await asyncio.sleep(0.02)
        order.append("sent")
    await handing_over
    assert order == ["sent", "revoked"]


async def test_a_send_phase_that_does_not_end_ends_the_process(consumer, monkeypatch):
    def stop_now(reason):
        raise SystemExit(reason)

    monkeypatch.setattr(faust_consumer, "stop_now", stop_now)
    with consumer.app.sending, pytest.raises(SystemExit, match="could not be dropped"):
        await consumer.on_partitions_revoked({WHERE})


@pytest.mark.parametrize("silent", [False, True])
async def test_records_that_are_stuck_are_dropped_before_the_partitions_are_handed_over(consumer, monkeypatch, silent):
    done: list[str] = []

    async def faust_does(self, revoked):
        done.append("handed over")

    async def drop():
        done.append("dropped")
        consumer.app.sending.__exit__()

    monkeypatch.setattr(driver.Consumer, "on_partitions_revoked", faust_does)
    monkeypatch.setattr(faust_consumer, "STUCK_SECONDS", 0.1)
    consumer.app.producer = SimpleNamespace(drop=drop)
    consumer.app.outage = SimpleNamespace(lasts=silent)
    consumer.app.sending.__enter__()
    await consumer.on_partitions_revoked({WHERE})
    assert done == ["dropped", "handed over"]


async def test_the_fast_drain_delivers_at_once_while_the_flow_is_active(consumer):
    consumer.flow_active, consumer.suspend_flow = True, asyncio.Event()
    delivered = []

    async def deliver():
        delivered.append(1)

    await consumer.wait_first(deliver(), consumer.suspend_flow.wait())
    assert delivered == [1]


async def test_only_accepted_heartbeats_and_joins_renew_the_lease(monkeypatch):
    answers = {"code": 0}

    async def send_request(request):
        return SimpleNamespace(error_code=answers["code"])

    async def faust_does(self):
        pass

    monkeypatch.setattr(driver.AIOKafkaConsumerThread, "on_start", faust_does)
    thread: Any = ConsumerThread.__new__(ConsumerThread)
    thread._consumer = SimpleNamespace(_coordinator=SimpleNamespace(_send_req=send_request), commit=None)
    thread.app = SimpleNamespace(lease=Lease(10))
    await thread.on_start()
    send = thread._consumer._coordinator._send_req
    answers["code"] = 27  # a rebalance is going on
    await send(HeartbeatRequest("group", 1, "member"))
    await send(MetadataRequest([]))
    assert not thread.app.lease.valid()
    answers["code"] = 0
    await send(MetadataRequest([]))
    assert not thread.app.lease.valid()
    await send(SyncGroupRequest("group", 1, "member", None, []))
    assert thread.app.lease.valid()


async def test_what_is_committed_is_signed_unless_it_carries_a_mark(monkeypatch):
    committed = []

    async def commit(offsets):
        committed.append(offsets)

    async def faust_does(self):
        pass

    monkeypatch.setattr(driver.AIOKafkaConsumerThread, "on_start", faust_does)
    thread: Any = ConsumerThread.__new__(ConsumerThread)
    thread._consumer = SimpleNamespace(_coordinator=SimpleNamespace(_send_req=None), commit=commit)
    await thread.on_start()
    where = TopicPartition("t", 0)
    await thread._consumer.commit({where: OffsetAndMetadata(3, "")})
    await thread._consumer.commit({where: OffsetAndMetadata(3, "begun storyfold-1")})
    assert committed == [{where: OffsetAndMetadata(3, "done")}, {where: OffsetAndMetadata(3, "begun storyfold-1")}]


async def test_the_members_of_the_group_are_told_by_their_client_ids():
    answers = iter([(0, [("id-1", "storyfold-a"), ("id-2", "storyfold-b")]), (0, []), (16, [])])

    async def send_request(request):
        code, members = next(answers)
        found = [(*member, "host", b"", b"") for member in members]
        return SimpleNamespace(groups=[(code, "g", "Stable", "consumer", "roundrobin", found, 0)])

    async def known():
        pass

    async def call_thread(method):
        return await method()

    thread: Any = ConsumerThread.__new__(ConsumerThread)
    coordinator = SimpleNamespace(_send_req=send_request, ensure_coordinator_known=known, group_id="g")
    thread._consumer, thread.call_thread = SimpleNamespace(_coordinator=coordinator), call_thread
    assert await thread.members() == {"storyfold-a", "storyfold-b"}
    assert await thread.members() == frozenset()
    with pytest.raises(NotCoordinatorForGroupError):
        await thread.members()


async def test_produce_requests_wait_for_the_lease_and_others_do_not(monkeypatch):
    sent = []

    class Client:
        async def ready(self, node_id, **where):
            return True

        async def send(self, node_id, request, **where):
            sent.append(request)

    bare = SimpleNamespace(client=Client(), _closed=False, _sender=SimpleNamespace())
    monkeypatch.setattr(driver.Producer, "_new_producer", lambda self, tid=None: bare)
    producer: Any = Producer.__new__(Producer)
    producer.app = SimpleNamespace(lease=Lease(10))
    client = producer._new_producer().client
    produce, ask = ProduceRequest(transactional_id=None, required_acks=-1, timeout=1, topics=[]), MetadataRequest([])
    waiting = asyncio.create_task(client.send(1, produce))
    await client.send(1, ask)
    await asyncio.sleep(0.05)
    assert sent == [ask]
    producer.app.lease.renew(lease.now())
    await waiting
    assert sent == [ask, produce]


async def test_a_dropped_producer_stays_dropped_whatever_its_sender_stumbles_over(monkeypatch):
    real = AIOKafkaProducer(bootstrap_servers="127.0.0.1:1", enable_idempotence=True)
    monkeypatch.setattr(driver.Producer, "_new_producer", lambda self, tid=None: real)
    producer: Any = Producer.__new__(Producer)
    producer.app = SimpleNamespace(lease=Lease(10))
    producer._producer = producer._new_producer()

    async def stumble():
        raise KeyError("a batch that is gone")

    task = asyncio.create_task(stumble())
    task.add_done_callback(real._sender._fail_all)
    await producer.drop()
    await asyncio.wait([task])
    await asyncio.sleep(0)
    with pytest.raises(DroppedError):
        await real._message_accumulator.add_message(WHERE, b"k", b"v", timeout=1)


async def test_a_producer_whose_sender_failed_fails_what_is_sent_with_it_and_raises_nothing_of_its_own(monkeypatch):
    """Idempotence without transactions: aiokafka's own way of failing one looks for the transaction."""
    real = AIOKafkaProducer(bootstrap_servers="127.0.0.1:1", enable_idempotence=True)
    monkeypatch.setattr(driver.Producer, "_new_producer", lambda self, tid=None: real)
    producer: Any = Producer.__new__(Producer)
    producer.app = SimpleNamespace(lease=Lease(10))
    raised: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: raised.append(context))

    async def fail():
        raise OutOfOrderSequenceNumber

    task = asyncio.create_task(fail())
    task.add_done_callback(producer._new_producer()._sender._fail_all)
    await asyncio.wait([task])
    await asyncio.sleep(0)
    assert raised == []
    with pytest.raises(OutOfOrderSequenceNumber):
        await real._message_accumulator.add_message(WHERE, b"k", b"v", timeout=1)
    real._closed = True


def test_a_lease_ends_before_the_session_does(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(lease, "now", lambda: clock[0])
    held = Lease(10)
    assert not held.valid()
    held.renew(sent_at=100.0)
    clock[0] = 107.9
    assert held.valid()
    clock[0] = 108.0
    assert not held.valid()
    held.renew(sent_at=99.0)  # an answer that was overtaken
    assert not held.valid()


async def test_a_worker_whose_coordination_task_died_takes_no_part_in_the_group():
    release = asyncio.Event()
    task = asyncio.create_task(release.wait())
    thread: Any = ConsumerThread.__new__(ConsumerThread)
    thread._consumer = None
    assert not thread.coordinating()
    thread._consumer = SimpleNamespace(_coordinator=SimpleNamespace(_coordination_task=task))
    assert thread.coordinating()
    release.set()
    await task
    assert not thread.coordinating()
