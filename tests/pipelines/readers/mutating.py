"""Pages spoiled at random, the same ones for the same number: what readers are thrown by fuzzers."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipelines.items import Page

#: Nothing that is made here is longer: what is measured is strange pages, not large ones.
MOST_BYTES = 2_000_000

#: Pieces at which parsers and readers have stumbled, or might.
_STINGS: tuple[bytes, ...] = (
    b"\x00",
    b"\x0b\x1b\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xa1\x8e\xf0\x9f",
    b"&#11;&#27;&#xFFFE;&#xD800;&#99999999999;",
    b"<!--",
    b"--><![CDATA[",
    b"<plaintext>",
    b"<script>",
    b"</script></style></title></textarea>",
    b'<script type="application/ld+json">{"@type":"BlogPosting","author":[[[{"name":{}}]]],'
    b'"datePublished":1e999,"headline":["a",null],"image":{"url":[]},"keywords":5}</script>',
    b'<script type="application/ld+json">' + b"[" * 3000 + b"</script>",
    b'<meta property="og:image" content="http://[::1">',
    b'<meta property="og:title" content="">',
    b'<meta charset="utf-7"><meta charset="x-nothing">',
    b'<base href="javascript:alert(1)"><link rel=canonical href="//[">',
    b'<time datetime="99999-99-99T99:99:99+99:99">0000-00-00</time>',
    b'<time datetime="\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa4">-1</time>',
    b'<img srcset="' + b"a 1w," * 500 + b'" src="data:image/png;base64,AAAA">',
    b'<img width="1e9" height="-5" src="http://a/%zz%00?u=http%3A%2F%2F%5B">',
    b'<a href="http://\xff\xfe.example/\x00">x</a><a href="mailto:">y</a>',
    b"<table><tr><td>" * 60,
    b"<div>" * 400,
    b"</div>" * 400,
    b"<ul><li>" * 200,
    b"<svg><math><mi><table><mglyph>",
    b"<template><p><article><main><body><html><head>",
    b"<p>" * 500,
    b"<b><i><a href=x>" * 100,
    "<h1>\u202e\u0000\u200b\u00ad\ufdd0</h1>".encode("utf-8", "surrogatepass"),
    b"---\ntitle: [\n---\n",
    b"---\ndate: !!python/object:os.system 1\n---\n",
    b"window.__NEXT_DATA__ = {" + b'"a":{' * 400,
)
_CHARSETS = ("utf-8", "euc-kr", "shift_jis", "gb2312", "utf-16", "utf-7", "x-nothing", "", "\x00")


def mutated(pages: Sequence[Page], seed: int, number: int) -> Page:
    """Return one of `pages`, spoiled by one to six changes drawn from `seed` and `number`."""
    # A seed of text is the same in every process; numbers alone would give neighbours alike.
    chance = random.Random(f"{seed}:{number}")
    page = chance.choice(pages)
    body = spoiled(page.body, [one.body for one in pages], chance)
    if chance.random() < 0.2:
        kind = f"text/html; charset={chance.choice(_CHARSETS)}"
        page = replace(page, fetch=replace(page.fetch, content_type=kind))
    return replace(page, body=body)


def spoiled(body: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Return `body` after one to six changes; pieces of `others` may come into it."""
    for _ in range(chance.randint(1, 6)):
        body = chance.choice(_CHANGES)(body, chance, others)[:MOST_BYTES]
    return body


def _span(body: bytes, chance: random.Random, most: int) -> tuple[int, int]:
    start = chance.randrange(len(body) + 1)
    return start, min(len(body), start + chance.randint(1, most))


def _flip(body: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    spoiled = bytearray(body)
    for _ in range(chance.randint(1, 40) if spoiled else 0):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def _cut(body: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(body, chance, 4000)
    return body[:start] + body[end:]


def _end(body: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _repeat(body: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(body, chance, 400)
    return body[:start] + body[start:end] * chance.randint(2, 300) + body[end:]


def _sting(body: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    place, _end_of_span = _span(body, chance, 1)
    return body[:place] + chance.choice(_STINGS) + body[place:]


def _sting_at_tag(body: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    place = body.find(b"<", chance.randrange(len(body) + 1))
    place = len(body) if place < 0 else place
    return body[:place] + chance.choice(_STINGS) + body[place:]


def _move(body: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(body, chance, 4000)
    rest = body[:start] + body[end:]
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + body[start:end] + rest[place:]


def _graft(body: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    start, end = _span(other, chance, 8000)
    place, _end_of_span = _span(body, chance, 1)
    return body[:place] + other[start:end] + body[place:]


_CHANGES: tuple[Callable[[bytes, random.Random, Sequence[bytes]], bytes], ...] = (
    _flip,
    _cut,
    _end,
    _repeat,
    _sting,
    _sting,
    _sting_at_tag,
    _move,
    _graft,
)
