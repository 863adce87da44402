"""How often a story is derived: at once while that is cheap, else in a time in proportion to what it cost last.

A story of a thousand articles costs a good part of a second to derive and a large record to write, and in its great
days gets an article every second. It then rests after each derivation; the articles that come meanwhile share the next
one, so what one article costs does not grow with its story. Only records that nobody would have read for long are left
out: the last one is the same, since a timeline is a function of the set of its articles.

Nothing is lost: a message whose story rests is acknowledged only when the timeline that has it is on the broker.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence

from service.agents.outcome import Message

REST_RATIO = 20
"""A story rests so many times the CPU time of its derivation, so that it never takes more than a twentieth of one."""
SHORTEST_REST_SECONDS = 0.5
"""No rest is shorter: the articles of so short a time share a batch anyway."""
LONGEST_REST_SECONDS = 30.0
MOST_WAITING = 2000
"""When so many messages of a partition wait, no story rests: bounds memory, and what a crash does again."""


class Pace:
    """The stories of a partition that rest, and the messages that wait for them. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._rests_until: dict[str, float] = {}
        self._waiting: dict[str, list[Message]] = {}
        self._stories: Counter[int] = Counter()
        """Offset of a message that waits -> for how many stories."""
        self._released: list[Message] = []

    def waits(self, story_id: str, message: Message) -> bool:
        """Whether a story that the message touches rests; the message then waits for it."""
        if story_id not in self._waiting:
            if self._rests_until.get(story_id, 0.0) <= self._clock():
                return False
            self._waiting[story_id] = []
        self._waiting[story_id].append(message)
        self._stories[message.offset] += 1
        return True

    def due(self) -> Sequence[tuple[str, Message]]:
        """The stories that have rested and for which messages wait, each with the last of these."""
        now, crowded = self._clock(), len(self._stories) >= MOST_WAITING
        self._rests_until = {story: until for story, until in self._rests_until.items() if until > now}
        return [(s, messages[-1]) for s, messages in self._waiting.items() if crowded or s not in self._rests_until]

    def rests(self, story_id: str) -> bool:
        """Whether messages wait for the story."""
        return story_id in self._waiting

    def derived(self, story_id: str, cpu_seconds: float) -> None:
        """A story was derived at this cost, for all that waited for it, and rests now."""
        rest = REST_RATIO * cpu_seconds
        if rest >= SHORTEST_REST_SECONDS:
            self._rests_until[story_id] = self._clock() + min(rest, LONGEST_REST_SECONDS)
        for message in self._waiting.pop(story_id, ()):
            self._stories[message.offset] -= 1
            if not self._stories[message.offset]:
                del self._stories[message.offset]
                self._released.append(message)

    def released(self) -> Sequence[Message]:
        """The messages that wait for no story any more, each once."""
        released, self._released = self._released, []
        return released
