"""Many at once at one host."""

from __future__ import annotations

import asyncio

from newscrawl.host import Host


async def most_inside(host: Host, number: int) -> int:
    """Return how many of `number` who ask for a turn at once had one at the same time."""
    inside = most = 0

    async def one() -> None:
        nonlocal inside, most
        async with host.turn():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.001)
            inside -= 1

    await asyncio.gather(*(one() for _ in range(number)))
    return most
