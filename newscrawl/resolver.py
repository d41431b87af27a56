"""From names to addresses, of which only allowed ones are handed on: as checked, so dialled."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable, Sequence
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import (
    IAddress,
    IHostnameResolver,
    IHostResolution,
    IResolutionReceiver,
)
from zope.interface import implementer

from newscrawl.policy import Policy

#: Names that are remembered as refused.
_MOST_REFUSED = 10_000


@implementer(IResolutionReceiver)
class _Receiver:
    """Calls `take` with each address that a name leads to, and `end` after the last."""

    def __init__(
        self,
        take: Callable[[IPv4Address | IPv6Address], object],
        end: Callable[[], object],
        begin: Callable[[IHostResolution], object] = lambda _: None,
    ) -> None:
        # The names are those of the interface.
        self.resolutionBegan = begin
        self.addressResolved = take
        self.resolutionComplete = end


@implementer(IHostnameResolver)
class GateResolver:
    """Hands on only addresses that the policy allows."""

    def __init__(self, inner: Any, policy: Policy) -> None:
        self.inner = inner
        self.policy = policy
        #: Names all of whose addresses were refused, for the message.
        self.refused: set[str] = set()

    def resolveHostName(  # noqa: N802 the interface is Twisted's
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Resolve, and pass on what is allowed."""
        asker = resolutionReceiver
        allowed = 0

        def take(address: IPv4Address | IPv6Address) -> None:
            nonlocal allowed
            if self.policy.allows(ipaddress.ip_address(address.host.partition("%")[0]), portNumber):
                allowed += 1
                self.refused.discard(hostName)
                asker.addressResolved(address)
            elif not allowed:
                if len(self.refused) > _MOST_REFUSED:
                    self.refused.clear()
                self.refused.add(hostName)

        sieve = _Receiver(take, asker.resolutionComplete, asker.resolutionBegan)
        resolution: IHostResolution = self.inner.resolveHostName(
            sieve, hostName, portNumber, addressTypes, transportSemantics
        )
        return resolution

    async def finds(self, name: str, port: int) -> bool:
        """Return True when `name` leads to an allowed address."""
        found: list[object] = []
        done = asyncio.Event()
        self.resolveHostName(_Receiver(found.append, done.set), name, port)
        await done.wait()
        return bool(found)
