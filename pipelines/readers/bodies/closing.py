"""What pages print below a body and is no part of it: other posts to read, headings of nothing."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipelines.readers.text.letters import length_of, letters_only
from pipelines.readers.trees.html import HEADINGS, remove
from pipelines.readers.trees.page_blocks import Block, blank, blocks_of

#: How posts like this one are announced: said only beside the one that is read.
ALIKE = (
    # Korean
    r"관련\s?(?:글|포스트|기사|게시물|콘텐츠)|(?:함께|같이)\s?(?:읽|볼|보(?:면|기))"
    # English
    r"|related(?:\s|:|$)|see also|read next|you (?:may|might) (?:also|like)"
    # German, French, Spanish, Portuguese, Italian, Russian
    r"|auch interessant|das könnte|à lire aussi|voir aussi|vous aimerez|te puede interesar"
    r"|leia também|leggi anche|читайте также"
    # Japanese, Chinese
    r"|関連(?:記事|する|リンク)|あわせて読み|相关(?:文章|阅读)|相關|延伸閱讀"
)
#: How lists of other posts are announced. The words alone prove nothing: links must follow.
_OTHER_POSTS = re.compile(
    rf"^\W*({ALIKE}"
    # Korean
    r"|이\s?(글과|카테고리의)|다른\s?글"
    r"|추천\s?(글|포스트)|최근\s?(글|포스트)|인기\s?글|더\s?보기|.{1,30}\s?의\s?다른\s?글"
    # English
    r"|read (also|more)|more (from|posts|articles|stories|on)"
    r"|you (may|might)|also (read|on)|recommended|further reading|don.t miss"
    r"|(popular|latest) (posts|news)|popular now"
    # German, French, Spanish, Portuguese, Italian, Polish, Russian
    r"|mehr (zum|zu|aus|von)\b|lesen sie (auch|mehr)|passend dazu"
    r"|lire aussi|à lire|sur le même sujet|articles? (liés|similaires)"
    r"|lee (también|además)|relacionad[oa]s|ver también|leia mais"
    r"|veja também|potrebbe interessarti|(czytaj|zobacz) (też|także|również)"
    # Japanese, Chinese
    r"|おすすめ|人気記事|相关(新闻|推荐)|推荐阅读"
    # Hindi, Thai, Arabic, Hebrew, Indonesian, Vietnamese, Turkish
    r"|(?P<needs_links>(यह|ये) भी पढ़ें|संबंधित (लेख|खबर)|อ่านเพิ่มเติม|บทความที่เกี่ยวข้อง"
    r"|اقرأ أيض|(مقالات|مواضيع) ذات صلة"
    r"|קראו גם|אולי יעניין|כתבות נוספות|baca juga|artikel terkait|xem thêm|bài viết liên quan"
    r"|ayrıca (okuyun|bakınız)|benzer (yazılar|haberler))"
    r")",
    re.IGNORECASE,
)
_ANNOUNCEMENT_CHARS = 60
#: Who answers for the page, as Chinese papers sign it: `责任编辑：方小满`.
_EDITOR = re.compile(
    r"\W{0,2}\w{0,6}(?:责任编辑|責任編輯|责编|責編|编辑|編輯)\s*[:：]\s*\S{1,8}(?:\s\S{1,4})?"
)
#: Whose the words are, as Korean papers say below each report: `ⓒ 하늘일보, 무단 전재 금지`.
_RIGHTS = re.compile(
    r"\W{0,4}(?:(?:저작권자?|copyright|ⓒ|©|\(c\)).{0,80}?)?(?:무단\s*(?:전재|복제|배포)|재배포)"
    r".{0,40}금(?:지|함|합니다)\W{0,6}",
    re.IGNORECASE,
)
#: The way back that is pressed there: `返回首页>>`.
_WAY_BACK = re.compile(
    r"\W{0,3}(?:返回|回到|back to|return to|zurück zu[rm]?|retour à l['’a])\s?"
    r"(?:网站|網站)?(?:首页|首頁|列表|目录|目錄|顶部|top|home(?:page)?|startseite|accueil)\W{0,4}",
    re.IGNORECASE,
)
#: A page with more of them is made to harm.
_MAX_LISTS = 20
_PIECES = frozenset(("li", "td", "th", "dt", "dd"))


def drop_closing(content: HtmlElement) -> None:
    """Remove from `content` lists of other posts, headings of nothing, and who answers for it."""
    blocks = blocks_of(content)
    dropped: set[int] = set()
    lists = 0
    for place, block in enumerate(blocks):
        if place in dropped or not is_announcement(block):
            continue
        end = place + 1
        while end < len(blocks) and blocks[end].linked > 0.6 * len(blocks[end].letters):
            end += 1
        lists += 1
        # A sentence of the author's may be the last, or point at one thing that follows it.
        few = 2 if is_sentence(block.text) else 1
        ends = end == len(blocks) and (end - place > few or not _needs_links(block))
        if lists <= _MAX_LISTS and (end - place > 2 or ends):
            dropped.update(range(place, end))
            until = blocks[end].owner if end < len(blocks) else None
            _drop_pictures(content, block.owner, until)
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 1 - _MAX_LISTS), -1):
        if place in dropped:
            continue
        block = blocks[place]
        heading = block.owner.tag in HEADINGS and not _media_follows(block.owner)
        text = block.text.strip()
        told = any(end.fullmatch(text) for end in (_EDITOR, _RIGHTS, _WAY_BACK))
        if (not heading or _tells(block.text)) and not told:
            break
        dropped.add(place)
    if len(dropped) == len(blocks):
        return  # a page of one heading has that heading
    for place in dropped:
        blank(blocks[place])


def is_announcement(block: Block) -> bool:
    """Return whether a block says that a list of other posts follows."""
    # With a link in it, it is a sentence of the author's: "See also this".
    short = len(block.text) <= _ANNOUNCEMENT_CHARS and not block.linked
    return short and bool(_OTHER_POSTS.search(block.text))


def _needs_links(block: Block) -> bool:
    """Return whether the words of an announcement may begin a sentence: links prove it alone."""
    if (match := _OTHER_POSTS.search(block.text)) is None or block.owner.tag in _PIECES:
        return True  # the last item of the author's list
    return match["needs_links"] is not None or is_sentence(block.text)


def is_sentence(text: str) -> bool:
    """Return whether a line ends as a sentence does, and not as `You may like ...` does."""
    return _SENTENCE.search(text.rstrip()[-_END:]) is not None


def _tells(text: str) -> bool:
    """Return whether a heading is a sentence that neither asks nor calls for anything.

    `Leave a comment.` and `Comments are closed.` are short.
    """
    told = is_sentence(text) and not (_ASKS.search(text[-_END:]) or _CALLS.search(text))
    return told and length_of(letters_only(text)) >= _TOLD


#: Characters of the end of a line that are looked at: of 100,000 marks each would begin an end.
_END = 60
#: Letters of a sentence that tells something.
_TOLD = 20
_ASKS = re.compile(r"[!?！？؟]\W*$")
#: What readers are called upon to do for the blog, as a line below its posts says.
_CALLS = re.compile(
    r"(?:구독|공감|좋아요|댓글|이웃|팔로우|추천|공유)(?=.{0,40}(?:세요|십시오|바랍니다|부탁|시면))"
    r"|(?:フォロー|登録|コメント|シェア|いいね)(?=.{0,40}(?:ください|下さい|お願い))"
    r"|(?:订阅|訂閱|关注|關注)(?:我|本)"
    r"|\b(?:subscribe (?:to|for|now|here|below)|follow (?:me|us) on|"
    r"share (?:it|this)\b.{0,30} with|(?:my|our|the) newsletter|"
    r"abonnier\w* .{0,30}(?:newsletter|kanal|blog)|abonnez-vous|"
    r"suscr[ií]bete|inscreva-se|iscriviti)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?<![.…])[.!?。！？．؟।](?![.…])[^\w.…]*$|(?<=[가-힣])(?:[니였았했겠]다|[아어세에네해]요|습니까)\W*$"
)


def _drop_pictures(content: HtmlElement, start: HtmlElement, end: HtmlElement | None) -> None:
    inside = False
    for element in list(content.iter()):
        if element is end:
            return
        inside = inside or element is start
        if inside and element.tag in ("img", "picture", "amp-img"):
            remove(element)


def _media_follows(element: HtmlElement) -> bool:
    return bool(element.xpath("following::*[self::img or self::iframe or self::video or self::hr]"))
