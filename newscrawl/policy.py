"""What may be reached at all: schemes, ports and addresses, whatever is hidden inside them."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newscrawl.errors import UsageError

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: Addresses that carry another address inside: NAT64, 6to4. What is inside counts.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
#: RFC 8215: a translator of one's own network, which leads wherever its owner likes.
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
#: Looks public, and is in every machine of Azure what 169.254.169.254 is elsewhere.
_WIRE_SERVER = ipaddress.IPv4Address("168.63.129.16")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What may be reached."""

    allow_networks: tuple[Network, ...] = ()
    allow_ports: frozenset[int] = frozenset({80, 443})

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Policy:
        """Return the policy of the settings; raises UsageError naming the bad value."""
        networks: list[Network] = []
        for text in _words(settings.get("NEWSCRAWL_ALLOW_NETWORKS")):
            try:
                networks.append(ipaddress.ip_network(text, strict=False))
            except ValueError:
                raise UsageError(
                    f"NEWSCRAWL_ALLOW_NETWORKS: {text!r} is no network; write it as 127.0.0.0/8"
                ) from None
        ports: set[int] = set()
        for text in _words(settings.get("NEWSCRAWL_ALLOW_PORTS")):
            if not text.isdigit() or not 0 < int(text) < 65536:
                raise UsageError(f"NEWSCRAWL_ALLOW_PORTS: {text!r} is no port; write 80,443")
            ports.add(int(text))
        return cls(allow_networks=tuple(networks), allow_ports=frozenset(ports))

    @property
    def allows_all(self) -> bool:
        """Return True when the owner of the machine leaves it open what is reached."""
        return any(network.prefixlen == 0 for network in self.allow_networks)

    def allows(self, address: Address, port: int) -> bool:
        """Return True when `address` may be dialled at `port`.

        A network allowed by hand is allowed at every port: test servers take any.
        """
        if any(address in one for one in self.allow_networks if one.version == address.version):
            return True
        if (inside := _inside(address)) is not None:
            return self.allows(inside, port)
        # Reserved space is global to `ipaddress`; some systems dial ::10.0.0.1 as 10.0.0.1.
        public = address.is_global and not address.is_multicast and not address.is_reserved
        inner = _is_local_nat64(address) or address == _WIRE_SERVER
        return public and not inner and port in self.allow_ports

    def refusal(self, url: str) -> str | None:
        """Return why `url` is not fetched, as far as its text tells; None when it may be tried."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return "it is no address"
        if parts.scheme not in ("http", "https"):
            return f"the scheme {parts.scheme!r} is not fetched"
        host = parts.hostname or ""
        if not host:
            return "it names no host"
        port = port or (443 if parts.scheme == "https" else 80)
        address = as_address(host)
        # What a name leads to is judged when it is resolved (GateResolver).
        if address is None or self.allows(address, port):
            return None
        if port not in self.allow_ports:
            return f"port {port} of {address} is not among NEWSCRAWL_ALLOW_PORTS"
        return f"{address} is no public address; NEWSCRAWL_ALLOW_NETWORKS lists exceptions"


def _words(value: Any) -> list[str]:
    parts = value if isinstance(value, list | tuple) else str(value or "").split(",")
    return [str(part).strip() for part in parts if str(part).strip()]


def as_address(host: str) -> Address | None:
    """Return the IP address that `host` spells, or None for a name.

    Spellings that only the C library reads (0x7f.1, 2130706433) are read as it would.
    """
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    if host and all(part and part[0].isdigit() for part in host.split(".")):
        import socket

        try:
            return ipaddress.IPv4Address(socket.inet_aton(host))
        except OSError:
            return None
    return None


def _inside(address: Address) -> Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _is_local_nat64(address: Address) -> bool:
    return address.version == 6 and address in _LOCAL_NAT64
