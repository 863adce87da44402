"""A message of one partition, as the framework hands it on."""

from typing import Any

from faust.types import TP

WHERE = TP("articles.raw", 0)


class Message:
    tp, topic, acked, value = WHERE, WHERE.topic, False, b"value"

    def __init__(self, generation, offset):
        self.generation_id, self.offset = generation, offset


def message(generation: int, offset: int = 5) -> Any:
    return Message(generation, offset)
