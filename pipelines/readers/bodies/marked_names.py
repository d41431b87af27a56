"""Words in class and id names by which pages mark what is no part of the post."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.readers.trees.name_patterns import any_of, hyphened

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
