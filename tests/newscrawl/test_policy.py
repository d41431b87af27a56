"""The policy: what may be reached."""

from __future__ import annotations

import ipaddress

import pytest
from scrapy.settings import Settings

from newscrawl.errors import UsageError
from newscrawl.policy import Policy, as_address

LOOPBACK = Policy(allow_networks=(ipaddress.ip_network("127.0.0.0/8"),))


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://127.0.0.1/",
        "http://0.0.0.0/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/latest/meta-data/",
        "http://168.63.129.16/machine",
        "http://[64:ff9b::a83f:8110]/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:a00:1::]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::808:808]/",
        "http://[::10.0.0.1]/",
        "http://[::8.8.8.8]/",
        "http://[fe80::1%25eth0]/",
        "http://[fd00:ec2::254]/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://017700000001/",
        "http://224.0.0.1/",
        "http://8.8.8.8:22/",
        "ftp://blog.example/",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://",
        "http://[",
        "http://blog.example:99999/",
    ],
)
def test_what_is_not_public_is_refused(url: str) -> None:
    assert Policy().refusal(url)


@pytest.mark.parametrize("url", ["http://blog.example/", "https://8.8.8.8/", "http://1.1.1.1:80/x"])
def test_the_public_net_is_open(url: str) -> None:
    assert Policy().refusal(url) is None


def test_an_allowed_network_is_open_at_every_port_and_only_it() -> None:
    assert LOOPBACK.refusal("http://127.0.0.1:8900/") is None
    assert LOOPBACK.refusal("http://0x7f.1:8900/") is None
    assert LOOPBACK.refusal("http://[::1]:8900/")
    assert LOOPBACK.refusal("http://10.0.0.1/")


def test_a_name_is_judged_by_what_it_leads_to() -> None:
    assert LOOPBACK.refusal("http://localhost:4000/") is None
    assert LOOPBACK.allows(ipaddress.ip_address("127.0.0.1"), 4000)
    assert not LOOPBACK.allows(ipaddress.ip_address("8.8.8.8"), 4000)


@pytest.mark.parametrize(
    ("host", "found"), [("blog.example", None), ("1.2.3", "1.2.0.3"), ("", None)]
)
def test_a_host_that_spells_an_address_is_one(host: str, found: str | None) -> None:
    address = as_address(host)
    assert (str(address) if address else None) == found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEWSCRAWL_ALLOW_NETWORKS", "10.0.0.0/99"),
        ("NEWSCRAWL_ALLOW_PORTS", "80,x"),
        ("NEWSCRAWL_ALLOW_PORTS", "0"),
        ("NEWSCRAWL_ALLOW_PORTS", "65536"),
    ],
)
def test_a_bad_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=name):
        Policy.from_settings(Settings({name: value}))
