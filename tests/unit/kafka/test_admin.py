"""Making topics on a broker that is slow to show them, or to answer at all."""

import pytest
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    InvalidReplicationFactorError,
    KafkaTimeoutError,
    NodeNotReadyError,
    NotControllerError,
)

from service import topics
from service.errors import BrokerError
from service.kafka import admin
from service.settings import Settings

ALL = [topic.full_name("") for topic in topics.ALL]
EVERY = len(ALL)


class SlowBroker:
    """Fails with these errors, one a try, then takes the topics and shows so many more of them at every look."""

    def __init__(self, monkeypatch, errors=(), shown_each_time=EVERY):
        self.errors, self.each, self.shown, self.waited = list(errors), shown_each_time, 0, []
        monkeypatch.setattr(admin, "_create", self.create)
        monkeypatch.setattr(admin, "find", self.find)
        monkeypatch.setattr(admin, "_ASK_AGAIN_SECONDS", 0)

    async def create(self, *_):
        if self.errors:
            error = self.errors.pop(0)
            raise BrokerError(str(error)) from error
        return ALL if not self.shown else []

    async def find(self, _):
        self.shown += self.each
        return dict.fromkeys(ALL[: self.shown])

    async def made(self):
        return await admin.create(Settings(), 1, waiting=self.waited.append)


async def test_a_broker_that_shows_all_at_once_is_not_waited_for(monkeypatch):
    broker = SlowBroker(monkeypatch)
    assert await broker.made() == ALL
    assert broker.waited == []


@pytest.mark.parametrize("each", [1, 2, 4])
async def test_topics_are_waited_for_until_the_last_is_shown_and_told_once_each(monkeypatch, each):
    broker = SlowBroker(monkeypatch, shown_each_time=each)
    assert await broker.made() == ALL
    assert len(broker.waited) == -(-len(ALL) // each) - 1
    assert all(text.startswith("the broker does not show ") and ALL[-1] in text for text in broker.waited)


@pytest.mark.parametrize("error", [KafkaTimeoutError(), NotControllerError(), NodeNotReadyError()])
async def test_what_may_pass_is_tried_again(monkeypatch, error):
    broker = SlowBroker(monkeypatch, errors=[error] * 3)
    assert await broker.made() == ALL
    assert len(broker.waited) == 3


@pytest.mark.parametrize("error", [InvalidReplicationFactorError(), ClusterAuthorizationFailedError()])
async def test_what_does_not_pass_is_said_at_once(monkeypatch, error):
    broker = SlowBroker(monkeypatch, errors=[error])
    with pytest.raises(BrokerError):
        await broker.made()
    assert broker.waited == []


async def test_a_broker_that_never_shows_them_is_given_up_with_their_names(monkeypatch):
    monkeypatch.setattr(admin, "VISIBLE_WITHIN_SECONDS", 0.05)
    with pytest.raises(BrokerError, match=r"the broker does not show articles\.raw, "):
        await SlowBroker(monkeypatch, shown_each_time=0).made()
