"""Which of the authors that readers name is believed, and when none is.

Heads name whoever owns the account, the site or the house. A name that a visitor is not told,
and that no second voice gives, stays in the evidence, and the post has no author.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from pipelines.readers.answer import Choice, Reader, ask, said, signature
from pipelines.readers.document import Document
from pipelines.readers.fields.authors import (
    READERS,
    card_author,
    entry_authors,
    front_matter,
    linked_author,
    meta_author,
    owner,
    page_data,
)
from pipelines.readers.names.persons import (
    FULL_NAME,
    Names,
    account_of,
    is_house,
    is_house_of_site,
    is_of_site,
)
from pipelines.readers.titles.head_lines import head_lines
from pipelines.readers.trees.lines import letters
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import text_of
from pipelines.readers.trust import DOUBTED
from pipelines.urls import site_of

#: Readers of what the head says, which no visitor sees.
_DECLARED = frozenset({linked_author, meta_author, owner})
#: Platforms, source files, page data and indexes know who wrote; these readers have to guess.
_GENERIC = frozenset(READERS) - {front_matter, page_data, entry_authors}
_INITIALS = re.compile(r"[A-Z]{2,3}")
#: A login.
_ACCOUNT = re.compile(r"[a-z][a-z\d._-]+")
#: A name of fewer letters is a part of other words too.
_BY_CHANCE, _BY_CHANCE_EAST = 5, 3
#: With which platforms speak of a member.
_HONOUR = re.compile(r"(?:さん|님)$")
_CASED = re.compile(r"[^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def choose_authors(
    name: str, readers: Sequence[Reader[Names]], document: Document
) -> Choice[Names]:
    """Return the first answer that need not be doubted; what was doubted stays as evidence."""
    choice: Choice[Names] = Choice()
    answers = [(one, found) for one in readers if (found := ask(one, document, choice.warnings))]
    vouched: dict[str, bool] = {}
    for reader, found in answers:
        for writer in found if reader in _DECLARED else ():
            known = vouched.get(writer.casefold(), False)
            vouched[writer.casefold()] = known or _is_vouched(writer, reader, answers, document)
    whole = any(all(map(FULL_NAME.fullmatch, found)) for _, found in answers)
    for reader, found in answers:
        believed = found
        if whole and reader in _GENERIC and all(map(_INITIALS.fullmatch, found)):
            believed = ()  # `JF`, `AFP`: somewhere else the page says who that was
        if reader in _GENERIC and all(
            not vouched.get(writer.casefold(), True) or is_house_of_site(writer, document)
            for writer in found
        ):
            believed = ()
        chosen = not choice.reader and bool(believed)
        if chosen:
            choice.value, choice.reader = believed, signature(reader)
        sure = None if believed else DOUBTED
        choice.evidence.append(said(name, found, signature(reader), sure, chosen=chosen))
    return choice


def _is_vouched(
    writer: str,
    reader: Reader[Names],
    answers: Sequence[tuple[Reader[Names], Names]],
    document: Document,
) -> bool:
    """Return whether the page shows a declared name, or a second voice gives it."""
    account = account_of(document)
    if account and letters(writer) == letters(account):
        return True
    if reader is linked_author and _ACCOUNT.fullmatch(writer) and not is_of_site(writer, document):
        # Who describes his site to search engines has a name, not only a login.
        return _leads_to_account(writer, document)
    key = writer.casefold()
    named = {other for other, found in answers if key in map(str.casefold, found)}
    if entry_authors in named or named - _GENERIC or {meta_author, card_author} <= named:
        return True
    if named - _DECLARED - {card_author}:
        return True
    if is_house(writer):
        return False
    # Whom a byline names beside it wrote the post: the site's owner has a profile, too.
    declared_alone = all(other in _DECLARED for other, _ in answers)
    if reader is linked_author or (reader is owner and is_of_site(writer, document)):
        return _is_shown(writer, document) or (
            declared_alone and reader is linked_author and _has_profile(writer, document)
        )
    if declared_alone and reader is meta_author and _has_profile(writer, document):
        return True
    head = head_lines(document)
    if any(letters(writer) in letters(line.text) for line in (*head.before, *head.after)):
        return True
    # Where no byline names anybody, a whole name elsewhere on the page is the writer's.
    alone = declared_alone and (meta_author, (writer,)) in answers
    return reader is meta_author and alone and _is_told_of(writer, document)


def _is_told_of(writer: str, document: Document) -> bool:
    """Return whether the page has a whole name anywhere but in its imprint.

    Who is named there, and who is named with others, made the site.
    """
    if FULL_NAME.fullmatch(writer) is None or is_of_site(writer, document):
        return False
    wanted = letters(writer)
    if wanted in "".join(map(letters, document.meta.get("copyright", ()))):
        return False
    return any(
        wanted in block.letters and not _IMPRINT.search(block.text) for block in document.blocks
    )


def _leads_to_account(writer: str, document: Document) -> bool:
    """Return whether a line by the title leads from a login to its page: `/users/kotelnik/`."""
    head = head_lines(document)
    written = re.compile(rf"@?{re.escape(writer)}(?:\s?[(（][^)）]*[)）])?")
    return any(
        written.fullmatch(text_of(link))
        and (link.get("href") or "").rstrip("/").endswith(f"/{writer}")
        for line in (*head.before[:1], *head.after[:_NEAR])
        for link in line.element.iter("a")
    )


#: Lines below a title that are its byline.
_NEAR = 4

_IMPRINT = re.compile(
    r"©|\(c\)|copyright|rights? reserved|rechte vorbehalten|tous droits|impressum|imprint|webmaster"
    r"|web ?design|powered by|verantwortlich|inhaber|colophon|저작권|운영자|著作権|版权",
    re.IGNORECASE,
)


def _has_profile(writer: str, document: Document) -> bool:
    """Return whether the page leads to a profile elsewhere that bears the whole name of a person.

    `Ida Moss`, whom the head alone names, and `https://github.com/idamoss` in the footer.
    """
    if FULL_NAME.fullmatch(writer) is None or is_of_site(writer, document):
        return False
    own, bare = site_of(document.url), letters(writer)
    for link in select(document.tree, "a[href^=http]")[:_LINKS]:
        target = document.target_of(link)
        if target is not None and site_of(target) != own:
            parts = [part for part in urlsplit(target).path.split("/") if part]
            if not parts or len(parts) > _STEPS or _OF_HOUSES.search(target):
                continue
            if letters(unquote(parts[-1])) == bare:
                return True
    return False


#: Links that are looked at, and steps of the address of a profile: `/in/idamoss`.
_LINKS, _STEPS = 600, 2
#: Where shops and agencies have their pages as persons have.
_OF_HOUSES = re.compile(r"//(?:[\w-]+\.)?facebook\.com/|/(?:company|pages|groups|channel|c|shop)/")


def _is_shown(writer: str, document: Document) -> bool:
    bare = letters(_HONOUR.sub("", writer))
    # Han and Hangul say in three signs what takes six letters, and part no words.
    if len(bare) >= (_BY_CHANCE if _CASED.search(bare) else _BY_CHANCE_EAST):
        return bare in "".join(block.letters for block in document.blocks)
    # `\b` does not stand behind the vowel signs that end words of Indic scripts.
    word = re.compile(rf"(?<!\w){re.escape(writer)}(?!\w)", re.IGNORECASE)
    return any(word.search(block.text) for block in document.blocks)
