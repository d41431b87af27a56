"""Media that a body only names: shown where the names are understood, passed by where not."""

from __future__ import annotations

import pytest

from pipelines.readers.pictures.named_media import show_named_media
from pipelines.readers.trees.parsing import parse


def shown(data: str) -> list[str]:
    content = parse(f"<body><div data-app='{data}'><p>글</p></div></body>").find(".//body")
    assert content is not None
    show_named_media(content)
    return [element.get("src") or "" for element in content.iter("img", "iframe")]


def test_pictures_and_players_in_the_data_of_a_block_are_shown_in_order() -> None:
    data = '{"images": [{"url": "https://i.example/1.png"}, {"url": "https://i.example/2.png"}]}'
    assert shown(data) == ["https://i.example/1.png", "https://i.example/2.png"]
    player = '{"type": "video", "url": "https://v.example/1", "note": "\\"video\\""}'
    assert shown(player) == ["https://v.example/1"]


@pytest.mark.parametrize(
    "data",
    [
        '{"images": 5}',
        '{"images": {"url": "https://i.example/1.png"}}',
        '{"images": ["https://i.example/1.png", {"url": 3}, {}, null]}',
        '["images"]',
        '{"images": [',
        '{"images": ' + "[" * 20_000,
    ],
)
def test_data_of_another_kind_show_nothing_and_harm_nothing(data: str) -> None:
    assert shown(data) == []
