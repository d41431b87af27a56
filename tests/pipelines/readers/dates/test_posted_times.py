"""The time of day that stands below a post, and its day above it."""

from __future__ import annotations

import pytest

from tests.pipelines.readers.making import PROSE, read

HEAD = "<title>장마철 제습기</title><h2 class='date-header'>2024. 7. 22.</h2><h3>장마철 제습기</h3>"


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("<p>Posted by Hannah Keller at <a href='#'>9:30 PM</a></p>", "2024-07-22T21:30:00"),
        ("<p>posted by 海子 at 09:30| Comment(0)</p>", "2024-07-22T09:30:00"),
        ("<p>posted by Hannah Keller @ 9:30 AM</p>", "2024-07-22T09:30:00"),
        # A list, a comment, and midnight that only says no time.
        ("<p>Posted by A at 9:30 AM</p><p>Posted by B at 9:40 AM</p>", "2024-07-22"),
        ("<p>Posted by: Bob at 9:30 AM</p>", "2024-07-22"),
        (
            "<h4>1 Response</h4><ol><li><p>Nice!</p><p>Posted by Bob at 9:30 AM</p></ol>",
            "2024-07-22",
        ),
        ("<p>Posted on the wall at 5:30 was a note.</p>", "2024-07-22"),
        ("<p>posted by Hannah Keller at 00:00</p>", "2024-07-22"),
    ],
)
def test_a_post_has_the_time_of_day_in_the_line_below_it(line: str, moment: str) -> None:
    post = read(f"<html lang='en'>{HEAD}{PROSE}{line}", "https://blog.example/p/1")
    assert post.published is not None
    assert post.published.isoformat() == moment
