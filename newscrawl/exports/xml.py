"""Text as parts of an XML document, whatever characters came with it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# XML 1.0 has no way to write these at all.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return `text` without what XML cannot hold, its lines ended as XML ends them."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def element(name: str, text: str = "", **attributes: str) -> str:
    """Return an element; its text and the values of its attributes may hold anything."""
    said = "".join(f" {key}={quoteattr(writable(value))}" for key, value in attributes.items())
    return f"<{name}{said}>{escape(writable(text))}</{name}>" if text else f"<{name}{said}/>"


def cdata(name: str, text: str, **attributes: str) -> str:
    """Return an element whose text is a CDATA section, as WordPress writes them."""
    said = "".join(f" {key}={quoteattr(writable(value))}" for key, value in attributes.items())
    inner = writable(text).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}{said}><![CDATA[{inner}]]></{name}>"
