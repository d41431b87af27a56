"""A picture has one lasting address, through whichever proxy a page shows it."""

from __future__ import annotations

import pytest

from pipelines.readers.pictures.picture_urls import is_one_picture, stable_url


@pytest.mark.parametrize(
    ("shown", "lasting"),
    [
        (
            "https://a.example/sites/default/files/styles/large/public/2023-01/deck.png.webp?itok=F6",
            "https://a.example/sites/default/files/2023-01/deck.png",
        ),
        (
            "https://a.example/hs-fs/hubfs/deck.png?width=600&name=deck.png",
            "https://a.example/hubfs/deck.png",
        ),
        (
            "https://a.example/cdn/shop/articles/deck.jpg?v=1704700000&width=1100",
            "https://a.example/cdn/shop/articles/deck.jpg",
        ),
        (
            "https://u.example/3f2a1b4c-aaaa-5bbb-8ccc-1234567890ab/-/preview/700/-/format/webp/",
            "https://u.example/3f2a1b4c-aaaa-5bbb-8ccc-1234567890ab/",
        ),
        (
            "https://hashnode.com/utility/r?url=https%3A%2F%2Fa.example%2Fcover.png%3Fw%3D1200%26h%3D630",
            "https://a.example/cover.png",
        ),
        (
            "http://bp3.blogger.com/_a/S/A/s320/deck.jpg",
            "http://bp3.blogger.com/_a/S/A/s0/deck.jpg",
        ),
        (
            "https://img1.daumcdn.net/thumb/R1280x0/?scode=mtistory2"
            "&fname=https%3A%2F%2Fblog.kakaocdn.net%2Fdn%2Fa%2Fb%2Fc%2Fimg.png",
            "https://blog.kakaocdn.net/dn/a/b/c/img.png",
        ),
        (
            "https://img1.kakaocdn.net/thumb/R1280x0/?fname=http://t1.daumcdn.net/brunch/image/x.jpg",
            "http://t1.daumcdn.net/brunch/image/x.jpg",
        ),
        (
            "https://blog.kakaocdn.net/dna/a/b/img.png?credential=x&expires=1&signature=y",
            "https://blog.kakaocdn.net/dna/a/b/img.png",
        ),
        (
            "https://postfiles.pstatic.net/M/a.jpg?type=w80_blur",
            "https://blogfiles.pstatic.net/M/a.jpg",
        ),
        (
            "https://mblogthumb-phinf.pstatic.net/M/a.jpg?type=w800",
            "https://blogfiles.pstatic.net/M/a.jpg",
        ),
        (
            "https://supgil.example/data/file/free/thumb-2039_kPz_path_835x626.jpg",
            "https://supgil.example/data/file/free/2039_kPz_path.jpg",
        ),
        (
            "https://notes.example/content/images/size/w600/format/webp/2024/03/a.jpg",
            "https://notes.example/content/images/2024/03/a.jpg",
        ),
        (
            "https://blog.example/_next/image?url=%2Fimg%2Fa.png&w=640&q=75",
            "https://blog.example/img/a.png",
        ),
        (
            "https://substackcdn.com/image/fetch/w_1456,c_limit/https%3A%2F%2Fbucket.example%2Fa.png",
            "https://bucket.example/a.png",
        ),
        ("https://i0.wp.com/photos.example/a.jpg?w=300&ssl=1", "https://photos.example/a.jpg"),
        ("https://x.example/cdn-cgi/image/width=80/img/a.jpg", "https://x.example/img/a.jpg"),
        (
            "https://1.bp.blogspot.com/-a/b/c/s320/d.jpg",
            "https://1.bp.blogspot.com/-a/b/c/s0/d.jpg",
        ),
        ("https://x.example/a.jpg?w=300&h=200", "https://x.example/a.jpg"),
        ("https://x.example/show?id=5&w=300", "https://x.example/show?id=5&w=300"),
        ("https://x.example/a.jpg", "https://x.example/a.jpg"),
        (
            "https://cdn.image.example/scale/abc/height=630;width=1200/https%3A%2F%2Fimages.example%2Fh%2Fa.jpg",
            "https://images.example/h/a.jpg",
        ),
        (
            "https://m1.i.optimole.com/cb:ab.1/w:800/h:600/q:mauto/https://blog.example/a.jpg",
            "https://blog.example/a.jpg",
        ),
        (
            "https://cdn.shortpixel.ai/spai/q_lossy+w_800/https://blog.example/a.jpg",
            "https://blog.example/a.jpg",
        ),
        ("https://blog.example/_ipx/w_800/img/a.jpg", "https://blog.example/img/a.jpg"),
        (
            "https://blog.example/_ipx/w_800&f_webp/https://cdn.example/a.jpg",
            "https://cdn.example/a.jpg",
        ),
        (
            "https://blog.example/.netlify/images?url=/img/a.jpg&w=800",
            "https://blog.example/img/a.jpg",
        ),
        (
            "https://dthumb-phinf.pstatic.net/?src=%22https%3A%2F%2Fcdn.example%2Fa.jpg%22&type=w2",
            "https://cdn.example/a.jpg",
        ),
        (
            "https://static.wixstatic.com/media/ab_deck~mv2.jpg/v1/fill/w_49,h_33,blur_2/ab_deck~mv2.jpg",
            "https://static.wixstatic.com/media/ab_deck~mv2.jpg",
        ),
        (
            "https://stat.ameba.jp/user_images/20240722/09/x/o1080.jpg?caw=800",
            "https://stat.ameba.jp/user_images/20240722/09/x/o1080.jpg",
        ),
        (
            "https://x.example/thumb/?fname=javascript:alert(1)",
            "https://x.example/thumb/?fname=javascript:alert(1)",
        ),
    ],
)
def test_a_proxied_picture_is_known_by_its_original(shown: str, lasting: str) -> None:
    assert stable_url(shown) == lasting


def test_an_endless_chain_of_proxies_ends() -> None:
    url = "https://x.example/thumb/?fname=https://x.example/thumb/?fname=/a"
    assert stable_url(url).startswith("https://x.example/")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "https://img.example/1200x630/harbour-at-dawn.jpg",
            "https://b.example/w/harbour-at-dawn.webp",
        ),
        ("https://a.example/harbour-at-dawn-300x200.jpg", "https://a.example/harbour-at-dawn.jpg"),
        ("https://a.example/p/665/13862217_M400x267.jpg", "https://a.example/p/13862217_W2040.jpg"),
        (
            "https://a.example/r/280/https%3A%2F%2Fb.example%2Fharbour.jpeg",
            "https://b.example/harbour.jpeg",
        ),
        ("http://a.example/deck.jpg?v=17", "https://a.example/deck.jpg?v=17&width=1100"),
        (
            "https://blogger.googleusercontent.com/img/b/R29vZ2xl/AVvXsEabcdefghijklmnopqrs=s0",
            "https://blogger.googleusercontent.com/img/b/R29vZ2xl/AVvXsEabcdefghijklmnopqrs/s0/a.jpg",
        ),
    ],
)
def test_one_picture_is_known_at_any_size(one: str, other: str) -> None:
    assert is_one_picture(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/1/image.jpg", "https://a.example/2/image.jpg"),
        ("https://a.example/x/1200.jpg", "https://a.example/y/1200.jpg"),
        ("https://a.example/harbour-1.jpg", "https://a.example/harbour-2.jpg"),
        ("https://a.example/show?id=5&w=300", "https://a.example/show?id=6&w=300"),
        ("https://a.example/harbour-01.jpg", "https://a.example/harbour-02.jpg"),
        ("https://a.example/", "https://b.example/"),
    ],
)
def test_names_that_are_anybodys_make_no_one_picture(one: str, other: str) -> None:
    assert not is_one_picture(one, other)
