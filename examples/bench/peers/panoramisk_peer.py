"""How many events a second panoramisk gives to a callback: panoramisk_peer.py PORT EVENTS."""

import asyncio
import importlib.metadata
import sys
import time

import panoramisk


async def main(port: int, events: int) -> None:
    manager = panoramisk.Manager(
        host="127.0.0.1", port=port, username="bench", secret="secret", ping_delay=3600
    )
    seen = 0
    done = asyncio.get_running_loop().create_future()

    def count(_manager, _event) -> None:
        nonlocal seen
        seen += 1
        if seen == events and not done.done():
            done.set_result(time.perf_counter())

    manager.register_event("*", count)
    await manager.connect()
    begun = time.perf_counter()
    manager.send_action({"Action": "Ping"})
    took = await asyncio.wait_for(done, 120) - begun
    version = importlib.metadata.version("panoramisk")
    print(f"| panoramisk {version} (Python) | {events / took:.0f} |")
    manager.close()


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
