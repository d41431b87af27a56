"""The pictures of a post: those in its body, and the one that leads it."""

from __future__ import annotations

from dataclasses import replace

from pipelines.items import Image
from pipelines.readers.document import Document
from pipelines.readers.pictures.covers import cover, featured, named_cover
from pipelines.readers.pictures.leads import shown_outside
from pipelines.readers.pictures.picture_urls import is_one_picture
from pipelines.readers.pictures.pictures import is_same_at_other_size


def in_body(document: Document) -> tuple[Image, ...]:
    """Return the pictures of the body in order, each address once."""
    found: dict[str, Image] = {}
    for element, image in zip(document.frames, document.pictures, strict=True):
        if len(found) >= document.options.max_images:
            break
        if image is None:
            continue
        if (known := found.get(image.url)) is None:
            last = next(reversed(found), "")
            if element.get("data-noscript") and last:
                if _file(last) == _file(image.url):
                    del found[last]  # the blurred preview that stands until the script has run
                elif is_same_at_other_size(last, image.url):
                    continue  # the copy of one that has the widest of its set
            found[image.url] = image
        elif element.get("data-noscript") and known is found[next(reversed(found))]:
            # What is shown without a script: the preview before it is the same at a lesser size.
            found[image.url] = replace(
                image,
                alt=image.alt or known.alt,
                caption=image.caption or known.caption,
                widest_url=image.widest_url or known.widest_url,
                width=image.width or known.width,
                height=image.height or known.height,
            )
        elif image.alt and not known.alt:
            found[image.url] = replace(known, alt=image.alt)
    return tuple(found.values())


def _file(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def images(document: Document) -> tuple[Image, ...] | None:
    """Return the pictures of the post: a lead first when one stands for it, then the body's."""
    found = list(in_body(document))
    lead = document.declared_lead
    place = next((at for at, image in enumerate(found) if lead and image.url == lead.url), None)
    is_shown = place is not None or bool(
        lead and any(is_one_picture(image.url, lead.url) for image in found)
    )
    if place is not None:
        found[place] = replace(found[place], role="lead")
    # One that is shown at another size in the body stays that: both addresses are kept.
    shown = None if is_shown else shown_outside(document, lead)
    shown = shown or cover(document, apart=is_shown)
    if shown is None and lead is None:
        shown = featured(document)
    if shown is None and not is_shown and (named := named_cover(document)):
        # The declared picture, which nobody sees, is the one of the blog.
        shown, lead = named, None
    held = None
    if shown is not None:
        same = (at for at, image in enumerate(found) if is_one_picture(image.url, shown.url))
        held = next(same, None)
    if shown is not None and held is None:
        is_lead = lead is None or shown.url == lead.url
        found.insert(0, replace(shown, role="lead" if is_lead else "body"))
    elif found and lead is None:
        found[held or 0] = replace(found[held or 0], role="lead")
    return tuple(found) or None


READERS = (images,)
