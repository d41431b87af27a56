"""Pictures and players that a body only names, or hides in `noscript`, shown as elements."""

from __future__ import annotations

import json
import re

from lxml.html import HtmlElement


def show_old_players(content: HtmlElement) -> None:
    """Put a frame in the place of each player that is a plugin."""
    # Until about 2015 editors wrote players as plugins: the address is what is left of them.
    for plugin in list(content.iter("object", "embed")):
        parent = plugin.getparent()
        if parent is None or next(plugin.iterancestors("object"), None) is not None:
            continue
        if address := _played(plugin):
            frame = plugin.makeelement("iframe", {"src": address})
            frame.tail = plugin.tail
            parent.replace(plugin, frame)


def _played(plugin: HtmlElement) -> str:
    """Return the address that a plugin plays; empty when it is a picture, or nothing is known."""
    inner = next(plugin.iterdescendants("iframe", "embed"), plugin)
    said = [inner.get("src"), plugin.get("data"), plugin.get("src")]
    for setting in plugin.iter("param"):
        if (setting.get("name") or "").lower() in ("movie", "src", "filename", "url"):
            said.append(setting.get("value"))
    sort = f"{inner.get('type') or ''} {plugin.get('type') or ''}"
    address = next((one.strip() for one in said if one and one.strip()), "")
    is_player = _PLAYED.search(sort) or _PLAYED_FILE.search(address) or "classid" in plugin.attrib
    return address if is_player else ""


_PLAYED = re.compile(r"flash|shockwave|video/|audio/|mplayer", re.IGNORECASE)
_PLAYED_FILE = re.compile(
    r"\.(?:swf|flv|wmv|avi|mp4|mov|asf|asx|wma|mp3)(?:$|[?#])|youtube\.com/v/", re.IGNORECASE
)


def show_described_pictures(content: HtmlElement) -> None:
    """Put the picture into each figure that only describes one."""
    # A script fills these figures: until then their microdata alone say where the picture lies.
    for figure in content.iter("figure"):
        if is_described(figure):
            figure.insert(0, figure.makeelement("img", {"src": figure.get("itemid") or ""}))


#: Where Naver's editors before 2015, and Brunch's galleries and players, name what a script shows.
_THUMBED, _BLOCK_DATA = "thumburl", "data-app"
NAMING = frozenset((_THUMBED, _BLOCK_DATA))


def show_named_media(content: HtmlElement) -> None:
    """Put the pictures and players into the elements whose data name them."""
    for span in list(content.iter("span")):
        address = span.get(_THUMBED)
        if address and span.find(".//img") is None:
            span.insert(0, span.makeelement("img", {"src": address}))
    for block in list(content.iter("div")):
        if (said := block.get(_BLOCK_DATA)) and ('"images"' in said or '"video"' in said):
            for tag, address in reversed(_named_in(said)):
                if block.find(f".//{tag}") is None or block[0].get(_BLOCK_DATA) == "":
                    block.insert(0, block.makeelement(tag, {"src": address, _BLOCK_DATA: ""}))


def _named_in(said: str) -> list[tuple[str, str]]:
    """Return what the data of a block show: a tag for each, and its address."""
    try:
        data = json.loads(said)
    except (ValueError, RecursionError):
        return []
    if not isinstance(data, dict):
        return []
    pictures = data.get("images")
    listed = pictures if isinstance(pictures, list) else []
    found = [("img", one.get("url")) for one in listed if isinstance(one, dict)]
    if data.get("type") == "video":
        found.append(("iframe", data.get("url")))
    return [(tag, url) for tag, url in found if isinstance(url, str) and url.strip()]


def is_described(figure: HtmlElement) -> bool:
    """Return whether the microdata of a figure name a picture that is not in it."""
    return (
        (figure.get("itemid") or "").startswith("http")
        and (figure.get("itemtype") or "").endswith("/ImageObject")
        and figure.find(".//img") is None
    )


def keep_images_of_noscript(content: HtmlElement) -> None:
    """Leave of each `noscript` its pictures alone, marked, in a `span`."""
    # Lazy loaders put a placeholder first and the real picture into <noscript>.
    for element in list(content.iter("noscript")):
        images = list(element.iter("img"))
        element.text = None
        for child in list(element):
            element.remove(child)
        for image in images:
            image.tail = None
            image.set("data-noscript", "1")
            element.append(image)
        element.tag = "span"
