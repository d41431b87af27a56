"""What stands in a container and is no part of the post: share buttons, other posts, ads."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.readers.bodies.cards import is_card
from pipelines.readers.fields.embeds import is_player
from pipelines.readers.pictures.named_media import (
    NAMING,
    is_described,
    keep_images_of_noscript,
    show_described_pictures,
    show_named_media,
    show_old_players,
)
from pipelines.readers.pictures.pictures import PICTURE_FILE
from pipelines.readers.text.letters import letters_only
from pipelines.readers.trees.css_index import Index, matching
from pipelines.readers.trees.html import HEADINGS, names_of, squash, text_of, words
from pipelines.readers.trees.name_patterns import any_of, hyphened
from pipelines.readers.trees.selectors import needed_by
from pipelines.readers.trees.visibility import is_hidden

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.html import HtmlElement

#: Never text of a post, whatever they hold.
SILENT_TAGS = words(
    """script style template nav button select option textarea input label svg math canvas
    object embed applet dialog menu meta link title head base map area frameset frame"""
) - {"math"}
_SILENT_ROLES = words(
    """navigation complementary banner contentinfo dialog alertdialog search toolbar menu"""
)
#: Words in class and id names by which pages mark what is surely not the post. A word must
#: stand alone or between hyphens, underscores or capitals: `post-share`, `relatedPosts`.
_SURE = """
    sharing sharer sharedaddy sharethis addtoany addthis sns relatedposts yarpp outbrain taboola
    dable disqus comments commentlist cmt respond guestbook breadcrumb breadcrumbs
    pagination pager paging prevnext nextprev postnav newsletter subscribe adsbygoogle adfit adsense
    adslot adunit advertisement advert adverts ad ads skiplink
    post-nav another-category container-postbtn revenue-unit kakao-ad blog-related screen-reader
    sr-only visually-hidden print-only jp-relatedposts tag-cloud author-bio author-box
    related-posts related-articles related-stories more-posts more-articles more-stories
    header-anchor subscription-widget wabtn
"""
#: Words that often mark what is not the post, and now and then the post itself.
_LIKELY = """
    share shares social socials related recommend recommended recommends recommendation
    recommendations comment replies reply navigation nav subscription subscriptions signup
    subscriber advertisements advertising adbox adcontainer dfp
    sponsor sponsored promo promotion banner banners byline bylines postmeta entrymeta tagcloud
    taglist hashtag hashtags cookie cookies consent gdpr popup modal lightbox overlay
    rating ratings reactions reaction feedback toolbar tooltip tools donate donation paywall login
    post-metadata entry-metadata
    post-meta entry-meta article-meta post-info entry-info post-tags entry-tags article-tags
    tag-list tags-list tag-links cat-links post-categories post-footer entry-footer author-info
    author-card author-profile about-author no-print skip-link like-button btn-share read-more
    readmore also-like you-may next-post previous-post prev-post post-prev post-next next-article
    button-wrapper ez-toc wp-block-buttons mailchimp call-to
"""


def _marks(names: str) -> re.Pattern[str]:
    # Names are searched with a hyphen before them: what may be a beginning is looked for slowly.
    return re.compile(rf"[-_\s]{any_of(names.split())}(?=\d{{0,2}}(?:$|[-_\s]))")


_SURE_MARK, _LIKELY_MARK = _marks(_SURE), _marks(_LIKELY)
#: Characters of class and id names that are looked at.
MAX_NAMES = 400
#: Made-up ids such as `SE-1e5ae06b-ad4b-aa05`: their letters mean nothing.
_NUMBER = re.compile(r"[0-9a-fA-F]{6,}(?:-[0-9a-fA-F]{3,})+")
#: What is surely marked goes even when it is most of a page: a hundred comments below a note.
_SURE_SHARE = 0.9
#: What is likely marked goes up to this share: more is the post, whatever its class says.
_LIKELY_SHARE = 0.4
#: Tags left over in text: `</p></p>` written once too often becomes words for Markdown renderers.
_LEFT_OVER = re.compile(
    r"(?:\s*</?(?:p|div|span|br|b|i|u|strong|em|font|center|li|ul|td)\s*/?>)+\s*"
)
#: The filler of Hangul counts as a letter, and shows nothing.
FILLER = "\u3164"
_LETTER = re.compile(f"[^\\W_{FILLER}]")
_BLOCK = words("p div li blockquote h1 h2 h3 h4 h5 h6 figure section")
_CODE = ("pre", "code")
#: What goes when nothing is left in it.
EMPTIED = _BLOCK.union(_CODE)
_MEDIA = words(
    """img picture video audio iframe table hr td th math lite-youtube amp-youtube amp-iframe
    amp-img"""
)


def is_surely_marked(names: str) -> bool:
    """Return True when class or id names leave no doubt: not part of the post."""
    return _marked(names[:MAX_NAMES]) == "surely"


def is_marked(names: str) -> bool:
    """Return True when class or id names say: hardly part of the post."""
    return bool(_marked(names[:MAX_NAMES]))


# Asked for cut names alone: a page may have megabytes of them, and they are kept.
@lru_cache(maxsize=8192)
def _marked(names: str) -> str:
    names = f"-{hyphened(_NUMBER.sub('', names))}"
    if _SURE_MARK.search(names):
        return "surely"
    return "likely" if _LIKELY_MARK.search(names) else ""


def drop_junk(content: HtmlElement) -> None:
    """Cut from `content` what names itself as no part of the post."""
    whole = max(1, sum(map(len, content.itertext())))
    doubtful: list[tuple[int, HtmlElement]] = []
    for element in list(content.iterdescendants()):
        if element.getparent() is None:
            continue
        if element.tag in SILENT_TAGS:
            remove(element)
        elif is_junk(element):
            size = sum(map(len, element.itertext()))
            if size > _SURE_SHARE * whole or not is_junk(element, surely=True):
                doubtful.append((size, element))
            else:
                remove(element)
    budget = _LIKELY_SHARE * whole
    for size, element in sorted(doubtful, key=lambda pair: pair[0]):
        budget -= size
        if budget < 0:
            break
        remove(element)


#: Attributes that say nothing of what an element is.
PLAIN = words("href src alt title rel target width height lang loading srcset sizes datetime start")
#: Those by which `is_junk` and `is_card` know an element.
TELLING = words("class id role hidden style aria-hidden data-ke-type")
PLAIN_KEYS = frozenset(f"[{name}" for name in PLAIN)
_TIDIED = frozenset(("noscript", "ruby", "object", "embed"))


@dataclass(slots=True)
class Needs:
    """What there is to do in a copy of a container, for only the post to be left in it."""

    #: Selectors, of those asked about, that may match something.
    drop: tuple[str, ...] = ()
    #: The elements that these match.
    cut: tuple[HtmlElement, ...] = ()
    #: Whether `tidy` finds more than these, and the others anything in what is left.
    tidying: bool = False
    cards: bool = False
    junk: bool = False
    empty: bool = False

    @property
    def is_clean(self) -> bool:
        """Return True when there is nothing to do, and no need of a copy."""
        return not self.drop and not self.empty and self.is_only_cut

    @property
    def is_only_cut(self) -> bool:
        """Return True when nothing has to go but what is selected, and what is empty then."""
        return not (self.tidying or self.cards or self.junk)


def needs_of(container: HtmlElement, drop: Collection[str] = ()) -> Needs:
    """Return which of `tidy`, `simplify_cards`, `drop_junk`, `remove_empty` would do a thing."""
    found = Needs()
    present: set[str] = set()
    bearing: set[tuple[str | None, str | None]] = set()
    attributes: set[tuple[str, ...]] = set()
    junk: list[HtmlElement] = []
    for element in container.iterdescendants():
        tag = element.tag
        if tag in EMPTIED:
            text = element.text
            # Most blocks begin with a letter, and are not empty.
            if not (text and text[0].isalnum() and text[0] != FILLER):
                found.empty = found.empty or is_empty(element)
            if tag == "figure":
                found.tidying = found.tidying or is_described(element)
        elif tag == "table":
            found.empty = found.empty or is_bare(element)
        elif tag == "button" and _opens_picture(element):
            found.tidying = True
        elif tag in SILENT_TAGS:
            junk.append(element)
        elif tag in _TIDIED:
            found.tidying = True
        present.add(tag)
        keys = element.keys()
        if not keys or PLAIN.issuperset(keys):
            continue
        attributes.add(tuple(keys))
        if not NAMING.isdisjoint(keys):
            found.tidying = True
        if TELLING.isdisjoint(keys):
            continue
        if is_junk(element):
            junk.append(element)
        found.cards = found.cards or is_card(element)
        bearing.add((element.get("class"), element.get("id")))
    for keys in attributes:
        present.update([f"[{key}" for key in keys])
    for classes, identity in bearing:
        present.update([f".{name}" for name in (classes or "").split()])
        present.add(f"#{identity}")
    present.update(PLAIN_KEYS)
    found.drop = tuple(
        [css for css, needs in needed_by(tuple(drop)) if any(map(present.issuperset, needs))]
    )
    dropped = {element for css in found.drop for element in matching(container, css)}
    dropped.discard(container)
    found.cut = tuple(dropped)
    found.junk = any(
        element not in dropped and dropped.isdisjoint(element.iterancestors()) for element in junk
    )
    # What held nothing else is empty without it.
    found.empty = found.empty or any(one.getparent() is not container for one in dropped)
    return found


def remove(element: HtmlElement) -> None:
    """Take `element` out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)


def is_junk(element: HtmlElement, *, surely: bool = False) -> bool:
    """Return True when an element says of itself that it is not part of the post."""
    if not element.keys():
        return False  # most say nothing
    if element.get("role") in _SILENT_ROLES or is_hidden(element):
        return True
    if element.get("aria-hidden") == "true" and element.tag != "img":
        return element.find(".//img") is None
    names = names_of(element)
    if names == " " or element.tag in ("img", "body", "html"):
        return False  # a picture's class speaks of its place, not of its worth
    if element.tag in HEADINGS:
        names = names.replace("header-anchor", " ")  # one that can be linked to, not the link
    if not (is_surely_marked(names) if surely else is_marked(names)) or _is_heading_itself(element):
        return False
    said = _of_its_pictures(element)
    if said is not None and not is_marked(said.sub(" ", f"-{hyphened(names)}")):
        return False
    # In code a "comment" is a comment.
    return element.tag not in _CODE and next(element.iterancestors(*_CODE), None) is None


def _of_pictures(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[-_\s]){any_of(names.split())}(?=\d{{0,2}}(?:$|[-_\s]))")


#: Said of a picture, how it is looked at: what opens it at full size, and what lies over it.
_OPENS, _LIES_OVER = _of_pictures("lightbox popup modal overlay"), _of_pictures("lightbox overlay")
#: Said of a box for one picture that leads nowhere: what is to be sold or pressed is a link.
_SHOWS = _of_pictures(
    "lightbox overlay banner banners promo promotion social socials rating ratings tooltip tools"
)
#: Said of what asks before a film is shown.
_ASKS = _of_pictures("lightbox popup modal overlay cookie cookies consent gdpr")


def _of_its_pictures(element: HtmlElement) -> re.Pattern[str] | None:
    """Return the words that speak, among the names of `element`, of the pictures that it shows.

    A film is one, too.
    """
    if next(element.iterdescendants("img", "video", "iframe"), None) is None:
        return None
    if element.tag == "figure":
        return _OPENS
    if element.tag == "a":
        # One to a place of the page closes what lies over it.
        return None if (element.get("href") or "#").startswith("#") else _OPENS
    links = [link for link in element.iter("a") if link.find(".//img") is not None]
    if not links:
        if _LETTER.search("".join(element.itertext())):
            return None
        if _is_player(element):
            return _ASKS
        return _SHOWS if _is_large_picture(element) else _LIES_OVER
    files = ((link.get("href") or "").partition("?")[0] for link in links)
    return _OPENS if all(map(PICTURE_FILE.search, files)) else None


def _is_player(box: HtmlElement) -> bool:
    """Return whether a box shows a film of a house whose players stand in posts, and no picture."""
    frames = list(islice(box.iter("iframe"), 2))
    address = (frames[0].get("data-src") or frames[0].get("src") or "") if len(frames) == 1 else ""
    return is_player(f"https:{address}" if address.startswith("//") else address)


def _is_large_picture(box: HtmlElement) -> bool:
    pictures = list(islice(box.iter("img", "iframe", "video", "a"), 2))
    if len(pictures) != 1 or pictures[0].tag != "img":
        return False
    # Stars, marks and buttons are seldom said to be of any size.
    stated = [pictures[0].get(side) or "" for side in ("width", "height")]
    sizes = [int(size) for size in stated if size.isdigit()]
    return min(sizes, default=0) >= _SMALL


#: CSS pixels of a side; signs and stars are smaller.
_SMALL = 150


def _is_heading_itself(element: HtmlElement) -> bool:
    """Return whether a link to a heading holds its words (VuePress): no sign beside it."""
    heading = element.getparent()
    if element.tag != "a" or heading is None or heading.tag not in HEADINGS:
        return False
    if any(link is not element for link in islice(heading.iterchildren("a"), 2)):
        return False  # of 10,000 links none is looked at
    own = letters_only("".join(element.itertext()))
    return bool(own) and own == letters_only("".join(heading.itertext()))


def copy_of(container: HtmlElement, drop: Collection[str] = ()) -> HtmlElement:
    """Return a copy of `container` to work on. The page itself stays as it was.

    `drop` are CSS selectors of a platform's own junk.
    """
    content = deepcopy(container)
    tidy(content, drop)
    return content


_FEW = 3


def tidy(content: HtmlElement, drop: Collection[str] = ()) -> None:
    """Cut from a fresh copy what `drop` selects, keep pictures of <noscript>, drop readings."""
    content.tail = None
    # An index costs as much as a few searches.
    index = Index(content) if len(drop) > _FEW else None
    for css in drop:
        for element in index.select(content, css) if index else matching(content, css):
            remove(element)
    keep_images_of_noscript(content)
    show_old_players(content)
    for player in content.iter("iframe", "video", "audio"):
        # What browsers without players would show: nobody sees it.
        player.text = None
        for inside in player.iterdescendants():
            inside.text = inside.tail = None
    show_described_pictures(content)
    show_named_media(content)
    for button in [button for button in content.iter("button") if _opens_picture(button)]:
        button.tag = "span"
        button.attrib.clear()
        for inside in button.iter():
            inside.text = None
        for inside in button.iterdescendants():
            inside.tail = None
    for ruby in list(content.iter("ruby")):
        # Readings stand in the text only where the page gives them brackets to stand in.
        if ruby.find("rp") is None:
            for reading in list(ruby.iter("rt")):
                remove(reading)


def _opens_picture(button: HtmlElement) -> bool:
    """Return whether a button is the picture of a figure, and shows it at full size."""
    figure = next(button.iterancestors("figure"), None)
    return figure is not None and button.find(".//img") is not None


def remove_empty(content: HtmlElement) -> bool:
    """Remove spacers and what stray tags left: blocks with neither words nor media.

    Return whether letters went with them: those of tags that are written out.
    """
    had_letters = False
    # Depth first from the end, so that a block of empty blocks goes too.
    for element in reversed(list(content.iterdescendants(*EMPTIED))):
        if is_empty(element):
            had_letters = had_letters or bool(letters_only("".join(element.itertext())))
            remove(element)
    for table in list(content.iterdescendants("table")):
        if is_bare(table):
            remove(table)
    return had_letters


def is_bare(table: HtmlElement) -> bool:
    """Return whether a table has neither a cell nor a word."""
    return next(table.iterdescendants("td", "th"), None) is None and not text_of(table)


def is_empty(element: HtmlElement) -> bool:
    if (words := element.text) and "<" not in words and _LETTER.search(words):
        return False  # it begins with words: the usual case, and nothing more to look at
    for part in element.itertext() if len(element) else (words or "",):
        # A list begins with a line feed, a paragraph with a link: then with words.
        if first := part.lstrip()[:1]:
            if first != "<" and ord(first) not in _INVISIBLE:
                return False
            break
    else:
        return not _holds_media(element)
    text = _beginning(element, _SHORT)
    if len(text) > _SHORT:
        return False
    if "<" in text and _LEFT_OVER.fullmatch(text) and not _holds_code(element):
        return element.tag not in _CODE
    return not squash(text.translate(_INVISIBLE)) and not _holds_media(element)


#: What is longer is words.
_SHORT = 400


def _beginning(element: HtmlElement, length: int) -> str:
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > length:
            break
    return text


#: Letters that show nothing: zero-width space, joiners' mark, soft hyphen, byte order mark.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad\u200e\u200f\u3164"))


def _holds_media(element: HtmlElement) -> bool:
    return any(node.tag in _MEDIA for node in element.iterdescendants())


def _holds_code(element: HtmlElement) -> bool:
    return any(node.tag in ("code", "pre", "kbd") for node in element.iterdescendants())
