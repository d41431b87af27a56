"""Who signs a Chinese text: `月光日报记者 王建宁 张文平`, `（记者张三）`, `（袁源）`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipelines.readers.titles.head_lines import HeadLines
from pipelines.readers.trees.lines import Line

Names = tuple[str, ...]

#: Family names, some 300 of them: all but a few of a hundred writers bear one. Those that begin
#: many other words (全, 成, 时, 和, 明, 文) are left out.
_FAMILY = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧"
    "曹彭曾肖蕭萧田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾锺谭譚陆陸汪范金石廖贾賈"
    "夏韦韋付傅方白邹鄒孟熊秦邱丘江尹薛闫閆阎閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴"
    "莫孔向汤湯常温溫康施牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦"
    "俞左柳甘祝宁寧尚符舒阮柯纪紀梅童凌毕畢季裴霍涂塗苗谷盛曲翁冉骆駱蓝藍游辛靳柴蒙鲍鮑华華喻祁蒲"
    "房滕屈饶饒牟艾尤阳陽穆司卓古吉缪繆芦麦麥褚娄婁窦竇戚岑景党宫宮费費卜冷晏席卫衛柏宗瞿桂佟臧闵閔"
    "苟邬鄔卞姬仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏佘池苑迟遲邝鄺諸诸洪彭幸褟蔺藺连連"
)
_HAN = "[\u3400-\u9fff]"
NAME = rf"[{_FAMILY}]{_HAN}{{1,3}}"
PARTED = r"[\s、，,]+"
_ROLE = (
    "(?:记者|記者|通讯员|通訊員|实习生|實習生|特派员|撰稿人?|撰文|执笔人?|執筆人)"
    "(?!会|招待|站|证|协会|朋友|们|问)"
)
#: The names behind the word for who reported; `罗科苏盈发自北京`, `马俊峰/文`.
_SIGNED = re.compile(
    rf"{_ROLE}\s*[:：]?\s*({NAME}?(?:{PARTED}{NAME}?)*)"
    rf"(?=\s*(?:$|[/／|)）】〕\]]|[(（]|\s\d|{_HAN}{{2}}\d{{1,2}}日[电電]|文|发自|發自|报道|報道|摄|攝|{_ROLE}|{_HAN}{{2,4}}(?:报道|報道)))"
)
#: What stands before that word: brackets, a paper, a news agency with place and day.
_BEFORE = re.compile(r"^[^。！？!?；;:：]{0,24}$")
_ROLE_ANYWHERE = re.compile(_ROLE)
#: The word alone, grown together with two letters, is as likely a nickname: `记者江湖`.
_NICKNAME = re.compile(rf"{_ROLE}{_HAN}{{1,4}}$")
#: A line that holds such words and nothing else.
_ALONE = 45
#: In a paragraph they stand in its first words: `本报讯（记者 张三）`.
_OPENING = 60
_IN_BRACKETS = re.compile(rf"^[^。！？]{{0,30}}[(（〔【\[][^()（）]{{0,10}}?(?={_ROLE})")
#: `（袁源）` in a line of its own, `……吗？”（姚峰 上海报道）`.
_SIGNATURE = re.compile(rf"^[(（]({NAME}?)[)）]$")
_REPORTED = re.compile(rf"[(（]({NAME}?)\s+[^()（）]{{0,8}}(?:报道|報道|综合)[)）]$")
_SIGNATURE_CHARS = 24
_ANY_HAN = re.compile(_HAN)
#: A name in a row of facts: one of two letters is as likely a topic (金融, 高考).
WHOLE_NAME = re.compile(rf"[{_FAMILY}]{_HAN}{{2}}")
_LIST = re.compile(rf"{NAME}?(?:{PARTED}{NAME}?)+$")
_SPACED = re.compile(rf"([{_FAMILY}])\s+({_HAN})$")
#: What else a line tells behind the writer's name: `来源：月光网`.
CREDITS = re.compile(
    r"\s*(?:来源|來源|责任编辑|責任編輯|责编|编辑|編輯|译者|譯者|发布|發布|发表|發表|时间|時間|日期|阅读|閱讀|浏览|点击"
    r"|字号|访问统计)\S{0,4}\s*[:：].*$|\s(?:發表在|發表於|发表在|发表于)\s.*$"
)
#: Where they work, or the book it is from: `陈宁：月光大学`, `陈宁 出自[月光出版社]`.
_TAIL = re.compile(
    r"(?<=[\u3400-\u9fff])\s*(?:[:：\[【［《]|[(（](?=[^()（）]{1,4}[)）]?$)|\s(?:出自|发自|摘自)).*$"
    r"|(?<=[\u3400-\u9fff]{2})[/／](?=[\u3400-\u9fff]{5}).*$"
)


def signed_by(lines: HeadLines) -> Names:
    """Return the names under which a Chinese text is signed, near its title or at its end."""
    near = (*lines.after, *lines.under_lead)
    if not any(_ANY_HAN.search(line.text) for line in near):
        return ()
    return _reporters(near) or _reporters(lines.rest) or _signature((*near, *lines.rest))


def parted(text: str) -> Names:
    """Return the names in what stands behind a label such as `作者：`: `宋怡 杨志华` are two.

    One of two letters may be spaced out to the width of three: `赵 培`.
    """
    bare = _TAIL.sub("", CREDITS.sub("", text.strip()))
    if spaced := _SPACED.match(bare):
        return (spaced[1] + spaced[2],)
    return tuple(re.split(PARTED, bare)) if _LIST.match(bare) else (bare,)


def _reporters(lines: Sequence[Line]) -> Names:
    found: list[str] = []
    for line in lines:
        names = reporters_of(line.text) if _ROLE_ANYWHERE.search(line.text[:_OPENING]) else ()
        if names and not line.is_elsewhere:
            found += names
        elif found:
            break  # more of them stand in neighbouring lines
    return tuple(found)


def reporters_of(text: str) -> Names:
    """Return the names behind the words for who reported, in a line or a paragraph's opening."""
    opening = text[:_OPENING]
    if len(text) > _ALONE:
        if (bracket := _IN_BRACKETS.match(opening)) is None:
            return ()
        opening = re.split("[)）〕】\\]]", opening[bracket.end() :])[0]
    first = _ROLE_ANYWHERE.search(opening)
    if first is None or not _BEFORE.match(opening[: first.start()]) or _NICKNAME.match(text):
        return ()
    return tuple(name for match in _SIGNED.finditer(opening) for name in re.split(PARTED, match[1]))


def _signature(lines: Iterable[Line]) -> Names:
    for line in lines:
        if line.text[-1] not in ")）":
            continue
        end = line.text[-_SIGNATURE_CHARS:]
        match = _SIGNATURE.match(line.text) or _REPORTED.search(end)
        if match and not line.is_elsewhere:
            return (match[1],)
    return ()
