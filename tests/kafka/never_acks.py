"""A worker on the service's own Faust application that acknowledges nothing: it prints where each partition begins.

Run as a process by test_rebalance.py: `python -m tests.kafka.never_acks TOPIC`, settings from the environment.
"""

import asyncio
import sys

from service import settings
from service.kafka.faust_app import BYTES, Worker, create_app
from service.web import Health


def main(topic: str) -> None:
    loaded = settings.load().settings
    app = create_app(loaded, loaded.app_id)
    begun = set()

    @app.on_rebalance_complete.connect
    async def busy(app, **_):
        await asyncio.sleep(0.3)  # an event loop with other things to do: records are fetched and dropped meanwhile

    @app.agent(app.topic(topic, **BYTES))
    async def never_acks(stream):
        async for event in stream.noack().events():
            message = event.message
            if (message.generation_id, message.partition) not in begun:
                begun.add((message.generation_id, message.partition))
                print("first", message.generation_id, message.partition, message.offset, flush=True)

    Worker(app, 10, Health()).execute_from_commandline()


if __name__ == "__main__":
    main(sys.argv[1])
