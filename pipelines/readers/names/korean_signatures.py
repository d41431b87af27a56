"""How Korean reports are signed: `뉴스 서윤덕입니다.`, or a name and an address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.readers.trees.lines import Line

#: Characters of such a line.
_LONGEST = 60
#: `KBS 뉴스 서윤덕입니다.`, `MBC뉴스 김현지입니다.`
_SIGNED_OFF = re.compile(
    r"(?:[A-Z][A-Za-z]{1,7}\s?(?:뉴스|투데이)?|[가-힣]{2,8}(?:방송|\s?뉴스|TV))[,\s]\s*([가-힣]{2,4})입니다\.?"
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: What stands beside a name: the house in capitals, what its bearer does, marks.
_BESIDE = re.compile(
    r"\b[A-Z][A-Za-z]{1,7}\b|(?:선임|수석|전문|객원|인턴|수습|시민|논설|편집)?(?:기자|특파원|위원|PD|앵커)"
    r"|[가-힣]{2,8}(?:일보|신문|뉴스|방송|통신|데일리|투데이)|[^\w\s]"
)
#: Names begin with one of few, and most have three letters.
FAMILY_NAME = (
    "[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천"
    "방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국]"
)
KOREAN_NAME = re.compile(f"{FAMILY_NAME}[가-힣]{{2}}")
#: `달빛기자`: without a space papers set the word behind a family name, or behind a whole name.
PEN_NAME = re.compile(f"(?!{FAMILY_NAME})[가-힣]{{2,4}}(?:기자|작가)")
#: Words that begin like names do, with an address beside them.
_NO_NAME = re.compile(
    r"이메일|문의|제보|구독|광고|홈페이지|고객|주소|전화|연락|신청|접수|[은는이가을를로]$"
)


def korean_signature(lines: Iterable[Line]) -> tuple[str, ...]:
    """Return who signs a report, from the first line below its text that does nothing else."""
    for line in lines:
        text = line.text
        if len(text) > _LONGEST or not ("@" in text or "입니다" in text) or line.is_elsewhere:
            continue
        if match := _SIGNED_OFF.fullmatch(text):
            return (match[1],)
        words = _BESIDE.sub(" ", _ADDRESS.sub(" ", text)).strip() if "@" in text else ""
        if KOREAN_NAME.fullmatch(words) and not _NO_NAME.search(words):
            return (words,)
    return ()
