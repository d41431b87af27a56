"""The canonical form of an address."""

from __future__ import annotations

from itertools import product

import ada_url
import pytest

from pipelines.urls import (
    absolute_url,
    are_twins,
    canonical_url,
    host_of,
    identity_url,
    site_of,
    twin_key,
    url_hash,
)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (
            "HTTP://Blog.Example:80/가나?b=2&a=1#top",
            "http://blog.example/%EA%B0%80%EB%82%98?a=1&b=2",
        ),
        ("http://blog.example/%ea%b0%80", "http://blog.example/%EA%B0%80"),
        ("http://blog.example/a?utm_source=x&fbclid=y", "http://blog.example/a"),
        ("http://blog.example/a?id=3&utm_medium=rss", "http://blog.example/a?id=3"),
        (
            "http://blog.example/a?source=author_recirc-----1----0-----&PHPSESSID=1",
            "http://blog.example/a",
        ),
        ("http://blog.example/a;jsessionid=0AB.node1?id=3", "http://blog.example/a?id=3"),
        ("http://blog.example/(S(lit3py55t21z5v55vlm25s55))/a?id=3", "http://blog.example/a?id=3"),
        ("http://blog.example/b/(X(1)S(lit3py55t21z5v55vlm25s55))/", "http://blog.example/b/"),
        (
            "http://blog.example/(F(rain-and-snow-in-2024))/a",
            "http://blog.example/(F(rain-and-snow-in-2024))/a",
        ),
        ("http://blog.example/(f(x))-and-g", "http://blog.example/(f(x))-and-g"),
        ("http://blog.example/a;b=1", "http://blog.example/a;b=1"),
        ("http://blog.example/a?source=3", "http://blog.example/a?source=3"),
        ("http://blog.example/a/index.html", "http://blog.example/a/"),
        ("http://blog.example", "http://blog.example/"),
        ("http://한글.example/", "http://xn--bj0bj06e.example/"),
        ("http://blog.example/a/../b/./c", "http://blog.example/b/c"),
        ("http://blog.example/a%2Fb", "http://blog.example/a%2Fb"),
        ("http://blog.example.:80/a.", "http://blog.example/a."),
        ("http://blog.example./a?b=1.", "http://blog.example/a?b=1."),
        # These look canonical, and the parser knows better.
        ("http://127.1/a", "http://127.0.0.1/a"),
        ("http://a.0x7f/b", "http://a.0x7f/b"),
        ("http://blog.example/a/../b", "http://blog.example/b"),
        ("http://blog.example/.", "http://blog.example/"),
        ("http://blog.example/a//b.c/.well-known/x", "http://blog.example/a//b.c/.well-known/x"),
    ],
)
def test_the_canonical_form(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize("url", ["http://[", "", "http://x:99999/", "://", "http://\ud800/"])
def test_what_is_no_address_never_raises(url: str) -> None:
    canonical_url(url)
    identity_url(url)
    host_of(url)
    assert len(url_hash(url)) == 64


def test_scheme_www_and_the_last_slash_are_one_identity() -> None:
    forms = [
        "http://www.blog.example/a/",
        "https://blog.example/a",
        "http://blog.example/a?utm_id=1",
    ]
    assert len({url_hash(form) for form in forms}) == 1


def test_different_queries_are_different_posts() -> None:
    assert url_hash("http://b.example/?p=1") != url_hash("http://b.example/?p=2")


@pytest.mark.parametrize(
    ("href", "absolute"),
    [
        ("/a b", "http://b.example/a%20b"),
        ("//c.example/x", "http://c.example/x"),
        ("?p=2", "http://b.example/d/e?p=2"),
        ("javascript:alert(1)", None),
        ("mailto:a@b.example", None),
        ("#top", None),
        ("http://[", None),
        ("http://x:99999/", None),
        ("/" + "a" * 3000, None),
    ],
)
def test_links_are_resolved_or_refused(href: str, absolute: str | None) -> None:
    assert absolute_url(href, "http://b.example/d/e") == absolute


def test_canonical_is_its_own_canonical() -> None:
    once = canonical_url("http://b.example/%7Euser/?q=a+b&q=%20&x=%EA%B0%80")
    assert canonical_url(once) == once


def test_addresses_that_may_show_one_page_are_twins() -> None:
    def twins(path: str, other: str) -> bool:
        return are_twins(f"https://blog.example{path}", f"http://m.blog.example{other}")

    for path in ("/Post/7.html", "/m/post/7/", "/post/7/a-title", "/post/7-a-title", "/post/7/amp"):
        assert twins("/post/7", path), path
        assert twin_key(f"https://blog.example{path}") == "blog.example/post/7?"
    assert twins("/2024/07/rain.html", "/2024/07/Rain")
    assert twins("/post/7", "/post/7?print=1")
    for path in ("/", "/?p=7", "/post/8", "/en/post/7", "/posts/7", "/post", "/post/7/8"):
        assert not twins("/post/7", path), path
    assert not twins("/post/7/a-title", "/post/7/another")
    assert not twins("/?p=1", "/?p=2")


@pytest.mark.parametrize(
    "base",
    [
        "https://blog.example/2024/a-post/?page=2#top",
        "http://127.0.0.1:8080/",
        "HTTP://Blog.Example:80/a",
        "https:/blog.example/a",
        "https://blog.example?next=/a/b",
        "https://me:secret@blog.example:8443/a/",
        "about:blank",
        "",
    ],
)
def test_an_address_in_normal_form_is_what_a_parser_makes_of_it(base: str) -> None:
    starts = ("", "/", "//", "https://blog.example", "http://127.0.0.1:8080", "https://xn--a.com")
    starts += ("https://other.example", "HTTPS://other.example", "http://0x7f.1", "mailto:")
    paths = (
        "",
        "/",
        "/a.png",
        "/a/../b",
        "/.well-known/x",
        "/%2e%2e/b",
        "/a/.%2E/b",
        "/%EA%B8%80/%ea%b8%80-1",
        "/100%/%zz",
        "/a b",
        "/~x/한글",
        "a.html",
    )
    ends = ("", "?q=1&b", "?q='", "#top", "?a#b c", "\t", ":80/x", "?a=%EA%b8#%2e", "?%")
    for parts in product(starts, paths, ends):
        href = "".join(parts)
        try:
            parsed = ada_url.join_url(base, href.strip())
        except ValueError:
            parsed = ""
        stated = href.strip() and not href.startswith("#") and parsed.startswith("http")
        assert absolute_url(href, base) == (parsed if stated else None), href


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.paper.co.kr/a", "paper.co.kr"),
        ("https://blog.paper.kr:8080/", "paper.kr"),
        ("https://a.b.example.com", "example.com"),
        ("https://co.uk/", "co.uk"),
        ("https://www.abc.de/", "abc.de"),
    ],
)
def test_the_site_of_an_address_is_the_registered_part_of_its_host(url: str, site: str) -> None:
    assert site_of(url) == site
