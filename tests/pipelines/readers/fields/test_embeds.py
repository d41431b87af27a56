"""Players of the body, by address and provider."""

from __future__ import annotations

import pytest

from tests.pipelines.readers.making import PROSE, read


@pytest.mark.parametrize(
    ("markup", "url", "provider"),
    [
        ("<iframe src='//www.youtube.com/embed/abcdef'></iframe>", "https://www.youtube.com/embed/abcdef", "youtube"),
        ("<div class='video-overlay'><iframe src='//www.youtube.com/embed/a'></iframe></div>", "https://www.youtube.com/embed/a", "youtube"),
        ("<iframe src='https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fwww.youtube.com%2Fembed%2Fa&amp;url=x'></iframe>", "https://www.youtube.com/embed/a", "youtube"),
        ("<iframe src='/embed/youtube?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Da'></iframe>", "https://www.youtube.com/watch?v=a", "youtube"),
        ("<iframe src='/embed?url=https%3A%2F%2Fbooks.example%2F'></iframe>", "https://blog.example/embed?url=https%3A%2F%2Fbooks.example%2F", "blog.example"),
        ("<iframe data-src='https://player.vimeo.com/video/1'></iframe>", "https://player.vimeo.com/video/1", "vimeo"),
        ("<lite-youtube videoid='abcdefg'></lite-youtube>", "https://www.youtube.com/embed/abcdefg", "youtube"),
        ("<video><source src='/a.mp4'></video>", "https://blog.example/a.mp4", "blog.example"),
    ],
)  # fmt: skip
def test_a_player_is_kept(markup: str, url: str, provider: str) -> None:
    (embed,) = read(
        f"<body><div class='post-content'>{PROSE}<div>{markup}</div></div></body>"
    ).embeds
    assert (embed.url, embed.provider) == (url, provider)


@pytest.mark.parametrize(
    "markup",
    [
        "<iframe src='about:blank'></iframe>",
        "<iframe src='https://googleads.g.doubleclick.net/x'></iframe>",
        "<div class='ad'><iframe src='https://x.example/'></iframe></div>",
        "<div class='popup'><iframe src='https://forms.example/news'></iframe></div>",
        "<lite-youtube videoid='../../x'></lite-youtube>",
    ],
)
def test_frames_that_are_no_content_are_not(markup: str) -> None:
    assert read(f"<body><div class='post-content'>{PROSE}{markup}</div></body>").embeds == ()


def test_the_archived_body_says_where_a_player_stood() -> None:
    post = read(
        f"<body><div class='post-content'>{PROSE}<iframe src='https://player.vimeo.com/video/1'>"
        "</iframe></div></body>"
    )
    assert '<a href="https://player.vimeo.com/video/1">' in post.body_html


@pytest.mark.parametrize("name", ["popup", "cookie", "cookie-placeholder", "gdpr-video"])
def test_what_asks_before_a_film_is_shown_holds_it(name: str) -> None:
    box = f"<div class='{name}'><iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe></div>"
    (only,) = read(f"<div class='post-content'>{PROSE}{box}{PROSE}</div>").embeds
    assert only.provider == "youtube"
