"""Documents out of a few lines of HTML, for tests of readers."""

from __future__ import annotations

from datetime import UTC, datetime

from pipelines.items import Entry, Fetch, Page, Post
from pipelines.readers.document import Document
from pipelines.readers.post import read_post

#: When every page of these tests was fetched: a Thursday, noon in Seoul.
FETCHED = datetime(2024, 7, 25, 3, 0, tzinfo=UTC)


def page(
    html: str,
    url: str = "https://blog.example/2024/07/22/a-post/",
    *,
    site: str = "https://blog.example/",
    status: int = 200,
    entries: tuple[Entry, ...] = (),
    platform: str = "",
    server_date: datetime | None = None,
) -> Page:
    """Return a fetched page that holds `html`."""
    body = html.encode()
    fetch = Fetch(
        url=url,
        final_url=url,
        status=status,
        content_type="text/html; charset=utf-8",
        fetched_at=FETCHED,
        body_bytes=len(body),
        server_date=server_date,
    )
    return Page(fetch=fetch, body=body, site=site, entries=entries, platform=platform)


def document(
    html: str, url: str = "https://blog.example/2024/07/22/a-post/", **more: object
) -> Document:
    """Return the document of a page that holds `html`."""
    return Document(page(html, url, **more))  # type: ignore[arg-type]


def read(html: str, url: str = "https://blog.example/2024/07/22/a-post/", **more: object) -> Post:
    """Return what the readers make of a page that holds `html`."""
    return read_post(page(html, url, **more))  # type: ignore[arg-type]


#: Enough words that nobody takes the page for an empty one.
PROSE = "".join(
    f"<p>장마가 길어지면서 집 안의 습기를 걱정하는 사람이 늘었습니다. 오늘은 {number}번째 방법을 적어 둡니다. "
    "창을 열어 두는 것만으로는 모자라고, 옷장과 신발장은 따로 말려야 합니다.</p>"
    for number in range(1, 7)
)
