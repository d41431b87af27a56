"""Words in class and id names by which pages mark what is no part of the post."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.readers.trees.name_patterns import any_of, hyphened

#: Words in class and id names by which pages mark what is surely not the post. A word must
#: stand alone or between hyphens, underscores or capitals: `post-share`, `relatedPosts`.
_SURE = """
    ad addthis addtoany adfit ads adspot adsbygoogle adsense adslot adunit advert advertisement
    adverts another-category author-bio author-box blog-related breadcrumb breadcrumbs
    cmt commentlist comments container-postbtn dable disqus guestbook header-anchor
    jp-relatedposts kakao-ad more-articles more-posts more-stories newsletter nextprev
    outbrain pager pagination paging post-nav postnav prevnext print-only qrcode
    reklam related-articles related-posts related-stories relatedposts respond revenue-unit
    screen-reader sharedaddy sharer sharethis sharing skiplink sns sr-only subscribe
    subscription-widget taboola tag-cloud visually-hidden wabtn yarpp
"""
#: Words that often mark what is not the post, and now and then the post itself.
_LIKELY = """
    about-author adbox adcontainer advertisements advertising also-like article-meta
    article-tags author-card author-info author-profile banner banners btn-share
    button-wrapper byline bylines call-to cat-links comment consent cookie cookies dfp
    donate donation entry-footer entry-info entry-meta entry-metadata entry-tags
    entrymeta ez-toc feedback gdpr hashtag hashtags lightbox like-button login mailchimp
    modal nav navigation next-article next-post no-print overlay paywall popup
    post-categories post-footer post-info post-meta post-metadata post-next post-prev
    post-tags postmeta prev-post previous-post promo promotion rating ratings reaction
    reactions read-more readmore recommend recommendation recommendations recommended
    recommends related replies reply share shares signup skip-link social socials
    sponsor sponsored subscriber subscription subscriptions tag-links tag-list tagcloud
    taglist tags-list toolbar tools tooltip wp-block-buttons you-may
"""


def _marks(names: str) -> re.Pattern[str]:
    # Names are searched with a hyphen before them: what may be a beginning is looked for slowly.
    return re.compile(rf"[-_\s]{any_of(names.split())}(?=\d{{0,2}}(?:$|[-_\s]))")


_SURE_MARK, _LIKELY_MARK = _marks(_SURE), _marks(_LIKELY)
#: Characters of class and id names that are looked at.
MAX_NAMES = 400
#: Made-up ids such as `SE-1e5ae06b-ad4b-aa05`: their letters mean nothing.
_NUMBER = re.compile(r"[0-9a-fA-F]{6,}(?:-[0-9a-fA-F]{3,})+")

#: Serendipity's captions are comments of an image.
_OF_PICTURE = re.compile(r"(?:[Ii]mage|[Pp]hoto|[Pp]icture)[-_]?[Cc]omment")


def is_surely_marked(names: str) -> bool:
    """Return True when class or id names leave no doubt: not part of the post."""
    return _marked(names[:MAX_NAMES]) == "surely"


def is_marked(names: str) -> bool:
    """Return True when class or id names say: hardly part of the post."""
    return bool(_marked(names[:MAX_NAMES]))


# Asked for cut names alone: a page may have megabytes of them, and they are kept.
@lru_cache(maxsize=8192)
def _marked(names: str) -> str:
    names = f"-{hyphened(_OF_PICTURE.sub('', _NUMBER.sub('', names)))}"
    if _SURE_MARK.search(names):
        return "surely"
    return "likely" if _LIKELY_MARK.search(names) else ""
