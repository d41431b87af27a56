"""The pictures of the body, at their real and lasting addresses, each once."""

from __future__ import annotations

from copy import deepcopy

import pytest

from pipelines.items import Image
from pipelines.readers.bodies.main_content import keep_held, twins_of
from pipelines.readers.pictures.picture_sources import widest_candidate
from pipelines.readers.pictures.pictures import image_of
from pipelines.readers.trees.block_text import text_lines
from pipelines.readers.trees.html import whole_text
from pipelines.readers.trees.page_blocks import blocks_of
from pipelines.readers.trees.parsing import fragment
from tests.pipelines.readers.making import PROSE, read


def images(markup: str, head: str = "", before: str = "") -> tuple[Image, ...]:
    return read(
        f"<head>{head}</head><body>{before}<div class='post-content'>{PROSE}{markup}</div></body>"
    ).images


def urls(markup: str) -> list[str]:
    return [image.url.removeprefix("https://blog.example") for image in images(markup)]


@pytest.mark.parametrize(
    ("srcset", "widest"),
    [
        ("a.jpg 300w, b.jpg 1200w, c.jpg 600w", "b.jpg"),
        ("a.jpg, b.jpg 2x", "b.jpg"),
        ("/w_300,c_fit/a.jpg 300w, /w_900,c_fit/a.jpg 900w", "/w_900,c_fit/a.jpg"),
        ("a.jpg", "a.jpg"),
        ("", None),
        (" , ,", None),
    ],
)
def test_the_widest_of_a_set_is_taken(srcset: str, widest: str | None) -> None:
    assert widest_candidate(srcset) == widest


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='/a.jpg'>",
        "<img src='data:image/gif;base64,R0lG' data-src='/a.jpg'>",
        "<img src='/blank.gif' data-lazy-src='/a.jpg'>",
        "<img src='/loading.svg' data-original='/a.jpg'>",
        "<img src='/a.jpg' srcset='/a.jpg 300w, /a-wide.jpg 1200w'>",
        "<img src='data:,' srcset='/b.jpg 300w, /a.jpg 1200w'>",
        "<picture><source data-srcset='/a.jpg 800w'><img alt='배'></picture>",
        "<img src='data:,' data-src-fg='/a.jpg'>",
        "<img data-flickity-lazyload-srcset='/b.jpg 1x, /a.jpg 2x'>",
        "<img src='data:,' data-my-original='/a.jpg'>",
        "<picture><source data-flickity-lazyload-srcset='/a.jpg 1x'><img></picture>",
        "<img src='data:,' class='lazy'><noscript><img src='/a.jpg'></noscript>",
        "<img data-src='/a.jpg'><noscript><img src='/a.jpg'></noscript>",
        "<img data-pagespeed-lazy-src='/a.jpg' src='/pagespeed_static/1.gif'>",
        "<img class='lazy' data-lazy='/a.jpg' src='/images/loading.gif'>",
        "<img data-lazy='true' src='/a.jpg'>",
        "<img src='data:,' data-lazy-src='/a-80x60.jpg' data-lazy-srcset='/a-80x60.jpg 80w, /a.jpg 160w'>"
        "<noscript><img src='/a-80x60.jpg'></noscript>",
        "<amp-img src='/a.jpg'></amp-img>",
        "<img src='/a.jpg'><p><img src='/a.jpg'></p>",
        "<a data-linkdata='{\"src\": \"/a.jpg\"}'><img src='/a.jpg?type=w80_blur'></a>",
        "<img src='https://cdn.example/freeze/max/60/a.jpg'><img src='/a.jpg'>",
        # Serendipity's caption is a comment of the image.
        "<div class='serendipity_imageComment_right'><div class='serendipity_imageComment_img'>"
        "<img src='/a.jpg'></div><div class='serendipity_imageComment_txt'>물이 들어온 자리</div></div>",
    ],
)
def test_a_picture_is_found_however_it_is_loaded(markup: str) -> None:
    assert urls(markup) == ["/a.jpg"]


def test_what_src_says_whole_is_not_put_together_from_a_path() -> None:
    whole = "https://pics.example/user/a.jpg"
    assert urls(f"<img data-src='/user/a.jpg' src='{whole}?caw=800'>")[0].startswith(whole)
    (full,) = urls("<img data-src='/user/a.jpg' src='/user/a.jpg.lqip.jpg'>")
    assert full.endswith("/user/a.jpg")


@pytest.mark.parametrize(
    "name",
    [
        "/room-white.jpg", "/segment-tree-lazy.svg", "/seats-empty.png",
        "/white-dress.jpg", "/loading-dock.webp", "/google-pixel_8.jpg", "/clear-sky.png",
        "/room-white.gif", "/google-pixel-8.png", "/mill-logo-transparent.png",
    ],
)  # fmt: skip
def test_a_picture_is_no_placeholder_for_a_word_of_its_name(name: str) -> None:
    assert urls(f"<img src='{name}'>") == [name]


def test_such_a_name_is_a_placeholder_where_another_address_waits() -> None:
    assert urls("<img src='/clear_bg.png' data-photo-src='/a.jpg'>") == ["/a.jpg"]


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='/lazy.svg'><img src='/ico_trans.gif'><img src='/img-placeholder.png'>",
        "<img src='/ajax-loader.gif'><img src='/white_10x10.png'><img src='/pixel.png'>",
        "<img src='/pixel.gif' width=1 height=1>",
        "<img src='/count?id=3' width=1>",
        "<img src='/a.jpg' width=16 height=16px>",
        "<img src='/profile/haram.png' width=40>",
        "<img src='/a.jpg' width=0 height=0>",
        "<a data-linkdata='{&quot;src&quot;:'><img src='data:,'></a>",
        "<img src='data:image/gif;base64,R0lG'>",
        "<img src='/img/spacer.gif'>",
        "<img class='emoji' src='/e.png'>",
        "<img class='se-sticker-image' src='/s.png'>",
        "<img alt='주소 없음'>",
        "<div class='related'><img src='/thumb.jpg'></div>",
        "<img src='javascript:alert(1)'>",
        "<img src='http://['>",
        "<img src='https://pixel.wp.com/g.gif?v=ext&blog=1'>",
        "<img src='https://www.facebook.com/tr?id=1&ev=PageView' style='display:none'>",
        "<a rel='license' href='/by-sa'><img src='/88x31.png' alt='a licence'></a>",
        "<a href='http://www.kogl.or.kr/info/licenseType1.do'><img src='/kogl1.png'></a>",
        "<div class='c-balloon__icon -circle'><img class='iconImg' src='/me.png'></div>",
        "<div class='p-blogCard'><figure><img src='/t.jpg'></figure><a class='title' href='/b'>글</a></div>",
        "<div class='popup'><a href='/shop'><img src='/offer.jpg'></a></div>",
        "<div class='popup'><img src='/offer.jpg'></div>",
        "<div class='related lightbox'><a href='/full.jpg'><img src='/thumb.jpg'></a></div>",
        "<a class='lightbox' href='#close'><img src='/full.jpg'></a>",
    ],
)
def test_what_is_no_picture_of_the_post_is_left_out(markup: str) -> None:
    assert urls(markup) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<figure class='wp-block-image wp-lightbox-container'><img src='/a.jpg'>"
        "<button class='lightbox-trigger' type='button'></button></figure>",
        "<figure><button class='lightbox'><span>View fullsize</span><img src='/a.jpg'></button></figure>",
        "<div class='popup-gallery'><a href='/full.jpg'><img src='/a.jpg'></a></div>",
        "<p><a class='image-popup' href='/view/a'><img src='/a.jpg'></a></p>",
        "<div class='image-overlay'><img src='/a.jpg'></div>",
    ],
)
def test_how_a_picture_is_looked_at_says_nothing_against_it(markup: str) -> None:
    post = read(f"<body><div class='post-content'>{PROSE}{markup}{PROSE}</div></body>")
    assert [image.url for image in post.images] == ["https://blog.example/a.jpg"]
    assert "View" not in post.body_text


def test_alt_caption_and_size_are_kept() -> None:
    (image,) = images(
        "<figure><img src='/a.jpg' alt=' 나루의\n배 ' width=640 height='480px'>"
        "<figcaption>봄 <b>나루</b></figcaption></figure>"
    )
    assert (image.alt, image.caption) == ("나루의 배", "봄 나루")
    assert (image.width, image.height) == (640, 480)


def test_what_an_editor_says_around_a_picture_is_its_alt_and_a_face_is_none_of_the_posts() -> None:
    tistory = "<span data-url='/a.jpg' data-alt='나루의 배'><img src='/a.jpg'></span>"
    face = "<div class='avatar-image'><img src='/face.jpg' alt='글쓴이 사진'></div>"
    sign = "<img src='https://stat100.ameba.jp/blog/ucs/img/char/char3/001.png' width=24>"
    figure = "<figure><img src='/b.jpg'><figcaption>봄 나루<p>새벽에</p></figcaption></figure>"
    found = images(f"{face}<p>{tistory}</p><p>안녕하세요 {sign}</p>{figure}")
    assert [(image.alt, image.caption) for image in found] == [
        ("나루의 배", ""),
        ("", "봄 나루 새벽에"),
    ]


def test_the_copy_for_browsers_without_scripts_stands_for_its_preview() -> None:
    preview = "<img src='/a.jpg?w=40' alt='바다' width=640>"
    # Farther below another size of it stands for nothing.
    others = "<img src='/b.jpg'><noscript><img src='/a.jpg?w=9' alt='배'></noscript>"
    copied = f"<p>{preview}<noscript><img src='/a.jpg?w=1200'></noscript></p>{others}"
    first = read(f"<article>{PROSE}{copied}").images[0]
    assert first.observed_url == "https://blog.example/a.jpg?w=1200"
    assert (first.alt, first.width) == ("바다", 640)


def test_a_picture_that_is_shown_twice_keeps_the_first_words_for_it() -> None:
    shown = "<img src='/a.jpg'><p>x</p><img src='/a.jpg' alt=나루><img src='/a.jpg' alt=배>"
    assert [image.alt for image in images(shown)] == ["나루"]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><noscript><img src='/a.jpg'></noscript><img data-src='/a.jpg' src='/a.jpg?format=100w'>"
        "<figcaption>봄 나루</figcaption></figure>",
        "<table class=tr-caption-container><tr><td><a href='/s1600/a.jpg'><img src='/a.jpg'></a></td></tr>"
        "<tr><td class=tr-caption>봄 나루</td></tr></table>",
        "<figure><noscript><img src='/a.jpg'></noscript><img src='data:image/gif;base64,R0/w'>"
        "<figcaption>봄 나루</figcaption></figure>",
        "<figure><img src='data:,' data-lazy-srcset='/a-8x6.jpg 8w, /a.jpg 16w' data-lazy-src='/a-8x6.jpg'>"
        "<noscript><img src='/a-8x6.jpg'></noscript><figcaption>봄 나루</figcaption></figure>",
        # As Markdown writes it: set off beside the picture, and nothing else in the paragraph.
        "<p><a href='/a.jpg'><img src='/a.jpg'></a><em>봄 나루</em></p>",
        "<p><img src='/a.jpg'><br><em>봄 나루</em></p>",
        "<table><tr><td><img src='/a.jpg'></td></tr><tr><td><p>봄 나루</p></td></tr></table>",
    ],
)
def test_a_caption_is_known_in_tables_and_beside_a_copy_for_browsers_without_scripts(
    markup: str,
) -> None:
    element = next(image for image in fragment(markup).iter("img") if image.get("src"))
    image = image_of(element, "https://blog.example/")
    assert image is not None
    assert image.caption == "봄 나루"


@pytest.mark.parametrize(
    "markup",
    [
        "<p><img src='/a.jpg'> 강을 건너며 <em>봄 나루</em></p>",
        "<p><img src='/a.jpg'><strong>봄 나루</strong></p>",
        "<div><img src='/a.jpg'><em>봄 나루</em><p>강을 건너며.</p></div>",
        "<table><tr><td><img src='/a.jpg'></td></tr><tr><td>봄</td></tr><tr><td>나루</td></tr></table>",
        "<table><tr><td><img src='/a.jpg'></td></tr><tr><td>평점</td><td>4.5</td></tr></table>",
        "<table><tr><td><img src='/a.jpg'></td></tr><tr><th>상품명</th></tr></table>",
        "<table><tr><td><img src='/a.jpg'></td></tr><tr><td>봄이다. 나루에 갔다. 또 가자.</td></tr></table>",
        "<table><tr><td><img src='/a.jpg'></td></tr><tr><td><a href='/s'>사러 가기</a></td></tr></table>",
    ],
)
def test_a_word_that_is_set_off_in_a_text_is_no_caption(markup: str) -> None:
    image = image_of(next(fragment(markup).iter("img")), "https://blog.example/")
    assert image is not None
    assert image.caption == ""


def test_a_caption_in_boxes_is_kept_where_its_words_are_none_of_the_body() -> None:
    # As Squarespace writes it.
    figure = (
        "<figure><div><img src='/a.jpg'></div><figcaption class=image-caption-wrapper>"
        "<div class=image-caption><p>{}</p></div></figcaption></figure>"
    )
    told = (
        ("The stove", "The stove"),
        # A headline on another post's picture.
        ("<a href='/2'>The stove</a>", ""),
    )
    for said, caption in told:
        content = fragment(f"<p>Words.</p>{figure.format(said)}")
        blocks = blocks_of(content)
        copy = deepcopy(content)
        keep_held(copy, twins_of(content, copy), blocks, [True, False], "https://blog.example/")
        assert [whole_text(one) for one in copy.iter("figcaption")] == [caption]


def test_a_line_that_points_at_a_picture_is_its_caption_beside_one_that_has_another() -> None:
    first = "<div class='wp-caption'><img src='/a.jpg'><p class='wp-caption-text'>하나</p></div>"
    second = "<p><img src='/b.jpg'></p><p><span>▲ 둘째 사진</span></p>"
    found = images(f"<div>{first}<p>강을 건너며.</p>{second}</div>")
    assert [image.caption for image in found] == ["하나", "▲ 둘째 사진"]


@pytest.mark.parametrize(("box", "caption"), [("image center", "봄 나루"), ("text", "")])
def test_the_only_words_in_a_box_called_that_of_a_picture_are_its_caption(
    box: str, caption: str
) -> None:
    (image,) = images(f"<div class='{box}'><img src='/a.jpg'><p class='popisek'>봄 나루</p></div>")
    assert image.caption == caption


@pytest.mark.parametrize("shown", ["src", "src='/wait.gif' data-src"])
def test_a_caption_of_several_pictures_is_given_to_none(shown: str) -> None:
    found = images(
        f"<figure><img {shown}='/a.jpg'><img {shown}='/b.jpg'><figcaption>둘</figcaption></figure>"
    )
    assert [image.caption for image in found] == ["", ""]


def test_what_the_page_shows_is_kept_beside_the_lasting_address() -> None:
    (image,) = images("<img src='https://i0.wp.com/photos.example/a.jpg?w=300'>")
    assert image.url == "https://photos.example/a.jpg"
    assert image.observed_url == "https://i0.wp.com/photos.example/a.jpg?w=300"


def test_the_declared_picture_leads_and_keeps_the_alt_of_the_body() -> None:
    found = images(
        "<img src='/a.jpg' alt='하나'><img src='/b.jpg' alt='둘'>",
        head="<meta property='og:image' content='https://blog.example/b.jpg'>",
    )
    assert [(image.alt, image.role) for image in found] == [("하나", "body"), ("둘", "lead")]


def test_without_a_declaration_the_first_picture_leads() -> None:
    assert [image.role for image in images("<img src='/a.jpg'><img src='/b.jpg'>")] == [
        "lead",
        "body",
    ]


@pytest.mark.parametrize(
    "shown",
    [
        "<header><img src='/cover.jpg' alt='표지'></header>",
        "<div class='cover' style=\"background-image: url('/cover.jpg')\"></div>",
    ],
)
def test_a_declared_cover_above_the_body_counts(shown: str) -> None:
    found = images(
        "<img src='/a.jpg'>",
        head="<meta property='og:image' content='/cover.jpg'>",
        before=shown,
    )
    assert found[0].url == "https://blog.example/cover.jpg"
    assert found[0].role == "lead"
    assert found[1].role == "body"


def test_a_cover_between_title_and_body_is_a_picture_of_the_post_whatever_is_declared() -> None:
    post = read(
        "<meta property='og:image' content='/for-social-media.jpg'><article><h1>장마철 제습기</h1>"
        "<img src='/writer.jpg' width='60' height='60'><figure><img src='/cover.jpg'></figure>"
        f"<div class='post-content'>{PROSE}<img src='/a.jpg'></div></article>"
    )
    assert [(image.url.rpartition("/")[2], image.role) for image in post.images] == [
        ("cover.jpg", "body"),
        ("a.jpg", "body"),
    ]
    assert post.lead_image is not None
    assert post.lead_image.url == "https://blog.example/for-social-media.jpg"


@pytest.mark.parametrize(
    ("markup", "cover"),
    [
        ("<a href='https://radio.example/'><img src='/c.jpg'></a>", False),
        ("<a href='/writers/keller'><img src='/c.jpg'></a>", False),
        ("<figure><a href='/gallery'><img src='/c.jpg'></a></figure>", True),
        ("<a href='/c-large.jpg'><img src='/c.jpg'></a>", True),
        ("<a href='#top'><img src='/c.jpg'></a>", True),
        ("<div class='author-image'><figure><img src='/c.jpg'></figure></div>", False),
        ("<img src='/mark.svg'>", False),
        ("<img src='/img/arrow-right.png'>", False),
        ("<div><img src='/m.jpg' width='40'><p>2024. 7. 22. 바다소년</p></div>", False),
        # Captions state days, too.
        ("<div><img src='/c.jpg' width='700'><p>안목해변, 2024년 7월 22일</p></div>", True),
        ("<div class='picBox'><img src='/c.jpg'><p>안목해변, 2024년 7월 22일</p></div>", True),
        ("<div><img src='/c.jpg' alt='바다, 2024.7.22.'><p>바다, 2024.7.22.</p></div>", True),
    ],
)
def test_what_leads_elsewhere_between_title_and_body_is_no_cover(markup: str, cover: bool) -> None:
    post = read(
        f"<article><h1>장마철 제습기</h1>{markup}<div class='post-content'>{PROSE}</div></article>"
    )
    assert bool(post.images) is cover


def test_a_cover_counts_beside_a_declared_picture_of_the_body() -> None:
    post = read(
        "<meta property='og:image' content='/a.jpg'><article><h1>장마철 제습기</h1>"
        "<img src='/writer.jpg'><figure><img src='/cover.jpg'></figure>"
        f"<div class='post-content'>{PROSE}<img src='/a.jpg'></div></article>"
    )
    assert [(image.url.rpartition("/")[2], image.role) for image in post.images] == [
        ("cover.jpg", "body"),
        ("a.jpg", "lead"),
    ]


def test_a_declared_picture_that_is_shown_at_another_size_is_found() -> None:
    found = images(
        "<img src='/a.jpg'>",
        head="<meta property='og:image' content='/1200x630/harbour-at-dawn.jpg'>",
        before="<figure><img src='/w800/harbour-at-dawn.jpg'></figure>",
    )
    assert found[0].url == "https://blog.example/w800/harbour-at-dawn.jpg"


def test_a_declared_picture_in_an_element_of_the_sites_own_is_found() -> None:
    shown = "<my-image data-srcset='/300/harbour-lights.jpg 300w, /900/harbour-lights.jpg 900w'>"
    post = read(
        "<head><meta property='og:image' content='https://blog.example/harbour-lights.jpg'></head>"
        f"<body><h1>T</h1><div>{shown}</my-image></div><article>{'<p>Some words here.</p>' * 20}"
        "</article></body>"
    )
    assert [image.observed_url for image in post.images] == [
        "https://blog.example/900/harbour-lights.jpg"
    ]


def test_pictures_behind_the_body_are_those_of_other_posts() -> None:
    post = read(
        f"<meta property='og:image' content='/b.jpg'><article><div class='post-content'>{PROSE}"
        "<img src='/a.jpg'></div><div><img src='/b.jpg'></div></article>"
    )
    assert [image.url for image in post.images] == ["https://blog.example/a.jpg"]


def test_a_declared_picture_that_is_shown_nowhere_is_no_picture_of_the_post() -> None:
    assert images("", head="<meta property='og:image' content='/default-logo.png'>") == ()


def test_the_widest_form_is_kept_beside_the_one_shown() -> None:
    first, second = images(
        "<img src='/a.jpg' srcset='/a.jpg 300w, /a-wide.jpg 1200w'>"
        "<img src='/b.jpg' srcset='/b.jpg?w=300 300w, /b.jpg?w=900 900w'>"
    )
    assert first.widest_url == "https://blog.example/a-wide.jpg"
    assert second.widest_url == ""  # the same picture at another size


def test_a_link_to_the_picture_itself_is_its_widest_form() -> None:
    first, second = images(
        "<a href='/s1600/harbour'><img src='/s320/harbour'></a>"
        "<a href='/2/1234.jpg'><img src='/2/1234-s.jpg'></a>"
    )
    assert first.widest_url == "https://blog.example/s1600/harbour"
    assert second.widest_url == "https://blog.example/2/1234.jpg"


@pytest.mark.parametrize(
    ("target", "shown", "is_full"),
    [
        ("/covers/other-book.jpg", "/my-photo.jpg", False),
        ("https://de.wikipedia.org/wiki/Datei:Fox.jpg", "/img/Fox.jpg", False),
        ("https://de.wikipedia.org/wiki/Datei%3AThe_Red_Fox.jpg", "/The_Red_Fox.jpg", False),
        ("/2024/harbour-at-night/", "/img/harbour-at-night.jpg", False),
        ("https://other.example/a.jpg", "/a.jpg", False),
        ("/up/a.jpg", "/up/a-300x200.jpg", True),
        ("/up/53_b.jpg", "/up/53_m.jpg", True),
        ("/s1600/a.jpg", "/s320/a.jpg", True),
    ],
)
def test_a_link_to_another_picture_or_to_a_page_is_no_widest_form(
    target: str, shown: str, is_full: bool
) -> None:
    (image,) = images(f"<a href='{target}'><img src='{shown}'></a>")
    assert image.widest_url == (f"https://blog.example{target}" if is_full else "")


def test_a_declared_picture_that_is_shown_nowhere_still_stands_for_the_post() -> None:
    post = read(
        "<head><meta property='og:image' content='/cover.jpg'></head>"
        f"<body><div class='post-content'>{PROSE}<img src='/a.jpg'></div></body>"
    )
    assert [(image.url, image.role) for image in post.images] == [
        ("https://blog.example/a.jpg", "body")
    ]
    assert post.declared_image is not None
    assert post.lead_image == post.declared_image
    assert (post.declared_image.url, post.declared_image.role) == (
        "https://blog.example/cover.jpg",
        "declared",
    )


def test_a_blurred_preview_gives_way_to_the_picture_in_noscript() -> None:
    assert urls("<img src='/max/60/a.jpg'><noscript><img src='/max/1600/a.jpg'></noscript>") == [
        "/max/1600/a.jpg"
    ]


def test_a_figure_that_a_script_fills_has_the_picture_of_its_microdata() -> None:
    figure = (
        "<figure itemscope itemid='https://blog.example/a.jpg' itemtype='http://schema.org/ImageObject'>"
        "%s<figcaption>The boat.</figcaption></figure>"
    )
    assert urls(figure % "") == ["/a.jpg"]
    assert urls(figure % "<img src='/b.jpg'>") == ["/b.jpg"]


@pytest.mark.parametrize(
    ("target", "stays"),
    [("href='/wiki/File:Boat.jpg'", True), ("role='presentation'", True), ("href='/other'", False)],
)
def test_a_picture_that_leads_to_itself_stays_though_its_words_are_cut(
    target: str, stays: bool
) -> None:
    page = fragment(
        f"<p>The boat went down the river.</p><div><a {target}><img src='/t.jpg'></a>"
        "<div><a href='/other'>Boats</a></div></div><p>Nobody saw it again.</p>"
    )
    blocks, content = blocks_of(page), deepcopy(page)
    held = [block.linked == 0 for block in blocks]
    keep_held(content, twins_of(page, content), blocks, held, "https://blog.example/")
    assert (content.find(".//img") is not None) is stays
    assert "Boats" not in whole_text(content)


@pytest.mark.parametrize(
    ("markup", "stays"),
    [
        ("<figure><img src='/a.jpg'><figcaption>by <a href='//cc.example/j'>Jo</a></figcaption></figure>", True),
        ("<div><a href='//cc.example/1'><img src='/a.jpg'></a><p class='credit'><a href='//cc.example/j'>Jo</a></p></div>", True),
        ("<figure><img src='/a.jpg'><figcaption><a href='/more'>More of it</a></figcaption></figure>", True),
        ("<figure><a href='/b'><img src='/a.jpg'></a><figcaption><a href='/b'>A post</a></figcaption></figure>", False),
        ("<div><a href='/b'><img src='/a.jpg'></a><p><a href='//cc.example/j'>Jo</a></p></div>", False),
        ("<table><tr><td><img src='/a.jpg'><td><tr><td><a href='/a-big.jpg'>large</a></table>", True),
    ],
)  # fmt: skip
def test_a_picture_stays_though_the_line_on_whose_it_is_goes(markup: str, stays: bool) -> None:
    page = fragment(f"<p>The boat went down the river.</p>{markup}<p>Nobody saw it again.</p>")
    blocks, content = blocks_of(page), deepcopy(page)
    held = [block.linked == 0 for block in blocks]
    keep_held(content, twins_of(page, content), blocks, held, "https://blog.example/")
    assert (content.find(".//img") is not None) is stays


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='wp-caption'><img src='/a.jpg'><p class='wp-caption-text'>by Jo</p></div>",
        "<figure><img src='/a.jpg'><figcaption><p>by Jo</p></figcaption></figure>",
        "<div><img src='/a.jpg'><div class='image-caption'><p>by Jo</p></div></div>",
        "<table><tr><td><img src='/a.jpg'><tr><td class='tr-caption'><a href='//cc.example/j'>by Jo</a></table>",
    ],
)
def test_a_caption_that_is_no_word_of_the_post_is_kept_for_its_picture(markup: str) -> None:
    page = fragment(f"<p>The boat went down the river.</p>{markup}<p>Nobody saw it again.</p>")
    blocks, content = blocks_of(page), deepcopy(page)
    held = [block.text != "by Jo" for block in blocks]
    keep_held(content, twins_of(page, content), blocks, held, "https://blog.example/")
    picture = image_of(next(content.iter("img")), "https://blog.example/")
    assert picture is not None
    assert picture.caption == "by Jo"
    assert text_lines(content) == ["The boat went down the river.", "Nobody saw it again."]


def test_the_picture_that_wordpress_calls_that_of_the_post_may_stand_above_its_title() -> None:
    figure = '<figure class="wp-block-post-featured-image">{}</figure>'
    own = figure.format('<img class="wp-post-image" src="/own.jpg" width="1600" height="900">')
    other = figure.format('<a href="/other/"><img src="/other.jpg" width="1600" height="900"></a>')
    page = (
        f"<body><main><ul><li>{other}</li></ul>{own}<h1>장마</h1>"
        f'<div class="entry-content">{PROSE}<img src="/rain.jpg"></div></main></body>'
    )
    post = read(page)
    assert post.lead_image is not None
    assert post.lead_image.url == "https://blog.example/own.jpg"
    headed = f"<div>{own}<h2><a href='/2024/07/22/a-post/'>장마</a></h2></div>"
    lead = read(page.replace(f"{own}<h1>장마</h1>", headed)).lead_image
    assert lead is not None
    assert lead.url == "https://blog.example/own.jpg"
    slide = f"<div>{own}<h2><a href='/other/'>제습기</a></h2></div>"
    for without in ("", slide):
        (only,) = read(page.replace(own, without)).images
        assert only.url == "https://blog.example/rain.jpg"


@pytest.mark.parametrize(
    ("alt", "lead"), [("장마철 제습기", "/cover.jpg"), ("달빛 서재", "/a.png"), ("", "/a.png")]
)
def test_a_picture_over_the_post_that_bears_its_title_is_its_lead(alt: str, lead: str) -> None:
    head = (
        "<title>장마철 제습기 | 달빛 서재</title><meta property='og:title' content='장마철 제습기'>"
        "<meta property='og:site_name' content='달빛 서재'><meta property='og:image' content='/a.png'>"
    )
    post = read(
        f"<head>{head}</head><body><header><img src='/cover.jpg' alt='{alt}'></header>"
        f"<div class='post-content'>{PROSE}</div></body>"
    )
    assert post.lead_image is not None
    assert post.lead_image.url == f"https://blog.example{lead}"


@pytest.mark.parametrize(
    "said", ["/a.jpg", "[/a.jpg, /b.jpg]", "{path: /a.jpg, alt: 배}", "{src: /a.jpg}", "[]"]
)
def test_front_matter_names_a_picture(said: str) -> None:
    source = f"---\ntitle: 나룻배\nimage: {said}\n---\n글\n"
    found = read(source, "https://blog.example/_posts/2024-07-22-a.md").images
    shown = [] if said == "[]" else ["https://blog.example/a.jpg"]
    assert [image.url for image in found] == shown


@pytest.mark.parametrize("name", ["banner", "promo", "social", "rating", "tooltip", "tools"])
def test_a_picture_that_leads_nowhere_is_the_posts_whatever_its_box_is_called(name: str) -> None:
    box = f"<div class='{name}'><img src='/harbour.jpg' width='800'></div>"
    (only,) = read(f"<div class='post-content'>{PROSE}{box}{PROSE}</div>").images
    assert only.url.endswith("/harbour.jpg")
    for sold in (
        "<a href='/shop'><img src='/o.jpg'></a>",
        "<img src='/star.svg'>",
        "<img src='/s.png' width='16'>",
        "<img src='/stars.png'>",
    ):
        box = f"<div class='{name}'>{sold}</div>"
        assert not read(f"<div class='post-content'>{PROSE}{box}{PROSE}</div>").images


def test_a_line_with_a_mark_right_below_a_picture_is_its_caption() -> None:
    for shown in (
        "<p><img src='/a.jpg'></p><p>▲ 붐비는 해변</p>",
        "<table><tr><td>&nbsp;</td><td><img src='/a.jpg'></td></tr><tr><td>▲ 붐비는 해변</td></tr></table>",
    ):
        (only,) = read(f"<div class='post-content'>{PROSE}{shown}{PROSE}</div>").images
        assert only.caption == "▲ 붐비는 해변"
    for other in ("▲ 다음 글에서 이어집니다", "▲ 목록으로", "▲ 은행 1.2%<br>▼ 철강 0.4%"):
        line = f"<p><img src='/a.jpg'></p><p>{other}</p>"
        (only,) = read(f"<div class='post-content'>{PROSE}{line}{PROSE}</div>").images
        assert not only.caption


def test_parts_of_a_caption_are_parted_and_hints_left_out() -> None:
    shown = "<figure><img src='/a.jpg'><figcaption><span>The har\u00adbour.</span><span>Ida Moss</span></figcaption></figure>"
    (only,) = read(f"<div class='post-content'>{PROSE}{shown}{PROSE}</div>").images
    assert only.caption == "The harbour. Ida Moss"
    for words in ("<span>H</span><sub>2</sub><span>O</span>", "<span>H</span><span>2O</span>"):
        shown = f"<figure><img src='/a.jpg'><figcaption>{words}</figcaption></figure>"
        (only,) = read(f"<div class='post-content'>{PROSE}{shown}{PROSE}</div>").images
        assert only.caption == "H2O"


def test_the_picture_that_a_site_declares_everywhere_leads_no_post() -> None:
    shown = f"<div class='post-content'>{PROSE}<img src='/a.jpg'>{PROSE}</div>"
    for name, lead in (
        ("/img/og-image.png", "/a.jpg"),
        ("/up/2024/07/og.png", "/a.jpg"),
        ("/og/a-post/og.png", "/og/a-post/og.png"),
        ("/api/posts/77/og.png", "/api/posts/77/og.png"),
    ):
        post = read(f"<head><meta property='og:image' content='{name}'></head><body>{shown}</body>")
        assert post.lead_image is not None
        assert post.lead_image.url.endswith(lead)


@pytest.mark.parametrize("name", ["jeju.jpg", "avatar-the-way-of-water.jpg"])
def test_a_cover_in_the_head_of_a_post_leads_beside_its_day(name: str) -> None:
    head = (
        f"<header><h1>제주</h1><p>2024.07.22</p><div><img src='/{name}' width='900'></div></header>"
    )
    post = read(f"<article>{head}<div class='post-content'>{PROSE}</div></article>")
    assert [image.url for image in post.images] == [f"https://blog.example/{name}"]


def test_a_cover_within_the_element_of_the_body_leads() -> None:
    cover = '<div class="field-image"><img src="/cover.jpg" width="800" height="600"></div>'
    page = (
        f"<h1>장마</h1><article><div>{cover}<div>{PROSE}<img src='/rain.jpg'></div></div></article>"
    )
    assert [image.role for image in read(f"<body>{page}</body>").images] == ["lead", "body"]


def test_a_cover_within_the_element_of_the_body_leads_before_a_sign_above_it() -> None:
    cover = "<div class='field-image'><img src='/cover.jpg' width='800' height='600'></div>"
    page = (
        "<article><div><p><img src='/flag.png'> KO</p><h1>장마</h1>"
        f"{cover}<div>{PROSE}</div></div></article>"
    )
    found = read(f"<body>{page}</body>").images
    assert [image.url.rpartition("/")[2] for image in found if image.role == "lead"] == [
        "cover.jpg"
    ]


def test_the_still_of_a_film_is_no_sign_of_a_site() -> None:
    still = "https://img.youtube.com/vi/dQwAbCd/default.jpg"
    post = read(f"<meta property='og:image' content='{still}'><h1>글</h1>{PROSE}")
    assert post.lead_image is not None
    assert post.lead_image.url == still


def test_the_face_of_whoever_wrote_is_let_go_with_what_is_said_of_them() -> None:
    face = (
        "<img src='/me.png' width=200><div class=name>김서연</div><div>두부처럼 말랑한 사람</div>"
    )
    said = "<div class=image-box__author>출처: 살림연구소</div>"
    picture = f"<div class=image-box><img src='/a.jpg'>{said}</div>"
    text = f"<h1>장마</h1><div>{PROSE}{picture}{PROSE}</div>"
    post = read(
        f"<div class=layout>{text}<div class=bio><div class=author>{face}</div></div></div>"
    )
    assert [image.url for image in post.images] == ["https://blog.example/a.jpg"]


def test_a_picture_beside_the_table_of_the_text_in_its_cell_is_the_posts() -> None:
    inner = f"<table><tr><td>{PROSE}</td></tr></table>"
    board = f"<table><tr><td><img src='/gamsung.jpg'><br>{inner}</td></tr></table>"
    facts = "<table><tr><td>이름</td><td>갯바위</td><td>조회 : 318</td></tr></table>"
    (image,) = read(f"<title>조행기</title>{facts}{board}").images
    assert image.url == "https://blog.example/gamsung.jpg"
