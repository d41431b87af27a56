"""Words of a page that says that something is missing, or is not for everyone."""

from __future__ import annotations

import re

ERROR_WORDS = re.compile(
    r"\b404\b|\b410\b|not found|page (?:doesn.t|does not) exist|no longer (?:available|exists)|"
    r"찾을 수 없|존재하지 않|삭제되었거나|삭제된 (?:글|페이지|게시물)|잘못된 (?:주소|접근)|"
    r"見つかりません|"
    r"存在しません|找不到|不存在|nicht gefunden|introuvable|no encontrad|não encontrad|не найдена",
    re.IGNORECASE,
)
WITHHELD_WORDS = re.compile(
    r"보호되어 있는 글|비밀번호를 입력|이웃에게만|"
    r"비공개(?:로)?\s*(?:(?:설정|전환|처리)?된\s*)?(?:글|포스트|게시물|블로그)|"
    r"서로이웃|이웃공개|공개되지 않|"
    r"password[- ]protected|protected post|enter (?:the|your) password|members[- ]only|"
    r"this post is (?:private|for)|"
    r"パスワードを入力|限定公開|请输入密码|passwortgeschützt|protégé par un mot de passe|"
    r"열람(?:이|할 수) (?:제한|없)|볼 수 없는 (?:글|포스트)|접근(?:이|할 수) (?:제한|없)",
    re.IGNORECASE,
)


def is_notice(text: str) -> bool:
    """Return True when `text` says that something is missing, or is not for everyone."""
    return bool(ERROR_WORDS.search(text) or WITHHELD_WORDS.search(text))
