"""Words before a date that say which one it is: of publication, or of the last change."""

from __future__ import annotations

import re

#: What stands before a date and says which one it is.
_PUBLISHED_LABEL = (
    r"입력\s*(?:일시|시간|날짜)?|등록\s*(?:일시|일자|일|시간)?|작성\s*(?:일시|일자|일|시간)?|발행\s*(?:일시|일자|일)?|"
    r"게시\s*(?:일시|일자|일)?|승인\s*(?:일시|시간)?|기사\s*입력|최초\s*(?:입력|등록|작성)|업로드\s*(?:일)?|날짜|"
    r"投稿日時?|公開日時?|掲載日?|配信日?|作成日時?|日付|发布(?:时间|日期|于)?|發[布佈](?:時間|日期|於)?|发表(?:时间|日期|于)?|發表(?:時間|日期|於)?|"
    r"(?:创建|創建|建立|撰写|撰寫|编写|編寫)(?:时间|時間|日期|于|於)|[写寫][于於]|時間|时间|日期|"
    r"published(?:\s+(?:on|at|date|by))?|post(?:ed)?\s+(?:on|at|in|date|time)|posted|"
    r"first published|date published|publication date|written(?:\s+on)?|created(?:\s+(?:on|at))?|"
    r"released|submitted(?:\s+on)?|veröffentlicht(?:\s+am)?|erschienen(?:\s+am)?|"
    r"erstellt(?:\s+am)?|geschrieben am|(?:publi|post)é(?:e)?(?:\s+le)?|"
    r"mis en ligne le|publicado(?:\s+(?:el|em))?|publicada|fecha|pubblicato(?:\s+(?:il|da))?|"
    r"geplaatst(?:\s+op)?|gepubliceerd(?:\s+op)?|опубликовано|дата|опублікувано|dodano|opublikowano|publicerad|"
    r"publisert|udgivet|julkaistu|yayınlanma(?:\s+tarihi)?|"
    r"تاریخ انتشار|منتشر شده در|تاريخ النشر|نُ?شرت?(?:\s+في)?|"
    r"ngày đăng|đăng lúc|เผยแพร่(?:เมื่อ)?|פורסם(?:\s+ב)?|publikováno|diterbitkan"
    r"|publicēts|avaldatud|objavljeno|објављено|публикувана?(?:\s+на)?|közzétéve|megjelent|publikované"
    r"|publicat(?:\s+(?:el|la|pe))?|birt|нийтэлсэн|julkaistu"
)
# Words too common to mean a date anywhere but at the head of the text.
_WEAK_LABEL = r"date|on|stand|vom|am|le|den|el|il(?! y a)|by"
_MODIFIED_LABEL = (
    r"(?:(?:최종|마지막(?:으로)?)\s*)?수정\s*(?:됨|일시|일자|일|시간)?|(?:최종|마지막|최근)\s*(?:업데이트|편집|변경)|업데이트(?:일)?|갱신(?:일)?|更新日時?|最終更新日?|"
    r"(?:(?:本文?|文章)?(?:最近|最后|最後|上次)(?:一次)?|文章)?(?:更新|修改|修订|修訂)(?:时间|時間|日期|于|於)?|"
    r"(?:(?:最近|最后|最後|上次)(?:编辑|編輯)|(?:编辑|編輯)(?=时间|時間|于|於))(?:时间|時間|于|於)?|"
    r"修正日?|(?:last\s+)?(?:updated|modified|edited|revised)(?:\s+(?:on|at))?|update|"
    r"aktualisiert(?:\s+am)?|zuletzt (?:geändert|aktualisiert)(?:\s+am)?|bearbeitet am|"
    r"mis(?:e)? à jour(?:\s+le)?|"
    r"modifié(?:\s+le)?|actualizado(?:\s+el)?|atualizado(?:\s+em)?|aggiornato(?:\s+il)?|bijgewerkt(?:\s+op)?|"
    r"обновлено|изменено|uppdaterad|oppdatert|aktualizacja|zaktualizowano|(?:son\s+)?güncelle(?:me|nme)(?:\s+tarihi)?|"
    r"آخر\s+تحديث|آخرین به‌روزرسانی|به‌روزرسانی|cập nhật(?:\s+lúc)?|อัปเดต(?:ล่าสุด|เมื่อ)?|แก้ไขล่าสุด|"
    r"עודכן(?:\s+ב)?"
    r"|aktualizováno|оновлено|diperbarui|atjaunināts|uuendatud|ažurirano|ажурирано|posodobljeno"
    r"|poslední úprava|ostatnio zmienione|останні зміни|frissítve"
    r"|päivitetty|actualitzat(?:\s+el)?|actualizat(?:\s+(?:la|pe))?"
)
_LABEL = re.compile(
    rf"(?<![^\W\d])(?:(?P<modified>{_MODIFIED_LABEL})|(?P<published>{_PUBLISHED_LABEL}|^(?:{_WEAK_LABEL})))"
    r"(?=[\s:.：|>\d(]|$)\s*[:.：|>]?\s*",
    re.IGNORECASE,
)


#: Said behind the date: Chinese `已于 2024-07-23 10:00:00 修改`, Japanese `2024/07/23に更新`.
_BEHIND = re.compile(
    r"(?:已|(?<![^\s,，|·>]))[于於]\s*(\d{4}\D\d{1,2}\D\d{1,2}[\d:\s]*)\s*"
    r"(?:(?P<published>(?:首次)?(?:发布|發佈|發布|发表|發表))|修改|更新|编辑|編輯)(?![于於])"
)
_JAPANESE_BEHIND = re.compile(
    r"(\d{4}\D\d{1,2}\D\d{1,2}日?(?:\s\d{1,2}:\d\d)?)\s?に(?:(?P<published>公開|投稿|作成)|更新|編集)"
    # In a sentence it may be said of a film, or be meant to come.
    r"(?=\W|\d|$|(?:し|され)ました)"
)
_DATED = re.compile(r"\d\D{1,3}\d")


def labelled(text: str) -> list[tuple[str, str]]:
    """Return (`published`, `modified` or "", text) for every stretch of `text`, split at labels."""
    if "于" in text and (behind := _BEHIND.search(text)):
        return [("published" if behind["published"] else "modified", behind[1])]
    if "に" in text and (dated := [*_JAPANESE_BEHIND.finditer(text)]):
        told = [("published" if one["published"] else "modified", one[1]) for one in dated]
        return [*told, *_split_before(_JAPANESE_BEHIND.sub("|", text))]
    return _split_before(text)


def _split_before(text: str) -> list[tuple[str, str]]:
    """Return what `labelled` does of labels that stand before what they are of."""
    parts: list[tuple[str, str]] = []
    place, label = 0, ""
    for match in _LABEL.finditer(text):
        parts.append((label, text[place : match.start()]))
        label = "modified" if match["modified"] else "published"
        place = match.end()
    parts.append((label, text[place:]))
    if (
        len(parts) > 2
        and not parts[-1][1].strip(" \t|)]")
        and all(_DATED.search(part) for _, part in parts[:-1])
    ):
        # `2024.07.22 09:30 입력 2024.07.22 11:00 수정`: each label stands behind its date.
        labels = [label for label, _ in parts[1:]]
        parts = list(zip(labels, (part for _, part in parts[:-1]), strict=True))
    return [(label, part.strip(" \t|·•,/()[]-–—:")) for label, part in parts if part.strip()]


def without_labels(text: str) -> list[str]:
    """Return the stretches of `text` that may hold its date, those labelled as an edit last."""
    parts = labelled(text)
    kept = [part for label, part in parts if label != "modified" and re.search(r"\w", part)]
    kept += [part for label, part in parts if label == "modified" and re.search(r"\w", part)]
    return kept or [text]
