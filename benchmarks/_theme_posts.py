"""The posts that every theme is given: Markdown, and what is true of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

SEOUL = timezone(timedelta(hours=9))
WRITER = "한지우"
#: By language: words, sentences of them, headings, titles, tags, a category.
WORDS = {
    "ko": "도서관 자전거 정류장 시장골목 커피 정원 목공방 라디오 우체국 기차역 수첩 사진기 책장",
    "ja": "図書館 自転車 停留所 商店街 珈琲豆 庭仕事 木工所 郵便局 手帳 写真機 本棚 万年筆",
    "zh": "图书馆 自行车 公交站 菜市场 咖啡豆 花园 木工坊 邮局 火车站 笔记本 照相机 书架",
    "en": "library bicycle harbour market kitchen garden workshop station notebook camera trail",
    "de": "Bahnhof Garten Hafen Marktplatz Werkzeug Leuchtturm Füllhalter Waldweg Briefkasten Ofen",
}
SENTENCES = {
    "ko": (
        "지난 몇 해 동안 {}에서 {}까지 걸어 다니며 적어 둔 기록을 다시 꺼내 보았다.",
        "{}을 고를 때 먼저 보는 것은 오래 쓸 수 있는지였고, {}은 기대보다 나았다.",
        "비가 오는 날이면 {}에 앉아 {}을 정리하는 시간이 가장 좋다고 그는 말했습니다.",
    ),
    "ja": (
        "この数年のあいだ、{}から{}まで歩きながら書きためた記録を、あらためて読み返してみました。",
        "{}を選ぶときに最初に見るのは値段ではなく、長く使えるかどうかで、{}は期待以上でした。",
    ),
    "zh": (
        "过去几年里，我从{}一路走到{}，把沿途的见闻都记在了这本小册子上，这次终于整理出来。",
        "挑选{}的时候，首先要看的不是价格，而是能不能用得久，在这一点上{}比预想的好得多。",
    ),
    "en": (
        "For the past years I kept notes on every walk from the {} to the {}, and read them now.",
        "On rainy days there is nothing better than sitting by the {} and sorting out the {}.",
    ),
    "de": (
        "In den letzten Jahren habe ich jeden Weg vom {} bis zum {} aufgeschrieben.",
        "An Regentagen gibt es nichts Schöneres, als am {} zu sitzen und den {} in Ruhe zu ordnen.",
    ),
}
HEADINGS = {
    "ko": ("왜 시작했나", "준비한 것들", "설정 방법", "정리하며"),
    "ja": ("はじめに", "用意したもの", "設定のしかた", "まとめ"),
    "zh": ("缘起", "准备工作", "配置方法", "小结"),
    "en": ("Why I started", "What you need", "Setting it up", "Wrapping up"),
    "de": ("Warum überhaupt", "Was man braucht", "Einrichtung", "Fazit"),
}
TITLES = {
    "ko": "동네 도서관에서 보낸 여름/자전거로 섬진강 완주하기: 사흘의 기록"
    "/리눅스 서버 이전기 - 3년 만의 이사"
    "/집에서 만드는 핸드드립 커피/2024년 상반기 회고/[서평] 느리게 걷는 법"
    "/파이썬으로 가계부 자동화하기"
    "/제주 올레 7코스를 걷다 | 첫째 날/고양이와 함께 산 지 10년/만년필 다섯 자루 비교"
    "/작은 검색 엔진 만들기 (1)/전주 한옥마을 1박 2일/아침 산책",
    "ja": "京都の古本屋めぐり/ラズパイで温度計を作る/珈琲豆の焙煎メモ",
    "zh": "从零开始搭建个人博客/西湖边的三个早晨/《深入理解计算机系统》读书笔记",
    "en": "Moving a blog off a shared host/What I learned from repairing radios/A week in Lisbon",
    "de": "Mein erster Gemüsegarten/Radtour entlang der Elbe",
}
TAGS = {
    "ko": ("일상", "여행", "리눅스", "커피", "Python"),
    "ja": ("旅行", "工作", "珈琲"),
    "zh": ("随笔", "教程", "读书"),
    "en": ("Travel", "Repair", "DevOps"),
    "de": ("Garten", "Reise"),
}
SHELVES = {
    "ko": ("생활", "개발"),
    "ja": ("日本語",),
    "zh": ("中文",),
    "en": ("English",),
    "de": ("Deutsch",),
}


@dataclass(slots=True, kw_only=True)
class Written:
    """A made-up post: how it is written, and what is true of it."""

    title: str
    slug: str
    language: str
    published: datetime
    modified: datetime
    tags: list[str]
    category: str
    description: str
    cover: str
    markdown: str = ""
    #: What a visitor reads, a paragraph, item, cell or line of code each, in order.
    units: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    players: list[str] = field(default_factory=list)


def written() -> list[Written]:
    """Return the posts, the same ones every time."""
    chance = random.Random(11)
    named = [(language, title) for language in TITLES for title in TITLES[language].split("/")]
    days = [*range(len(named))]
    chance.shuffle(days)
    return [
        _Writer(chance, number, language, title, day).post
        for number, ((language, title), day) in enumerate(zip(named, days, strict=True))
    ]


class _Writer:
    """Writes one post; every unit of it bears a number of its own."""

    def __init__(
        self, chance: random.Random, number: int, language: str, title: str, day: int
    ) -> None:
        self.chance, self.language, self.serial = chance, language, 100 * number
        published = datetime(2021, 2, 3, tzinfo=SEOUL) + timedelta(
            days=67 * day, hours=(7 * day + 9) % 24, minutes=(13 * day + 7) % 60
        )
        self.post = Written(
            title=title,
            slug=f"note-{number}",
            language=language,
            published=published,
            modified=published + timedelta(days=9 + day % 4, hours=5, minutes=11),
            tags=chance.sample(TAGS[language], 2),
            category=chance.choice(SHELVES[language]),
            description=self.said(1),
            cover=f"/img/cover-{number}.png" if number % 4 != 3 else "",
        )
        self.parts: list[str] = []
        self.write(number)
        self.post.markdown = "\n\n".join(self.parts)

    def said(self, count: int) -> str:
        """Return so many sentences."""
        words = WORDS[self.language].split()
        found = []
        for _ in range(count):
            self.serial += 1
            one, other = self.chance.sample(words, 2)
            joint = "-" if self.language in ("en", "de") else ""
            sentence = self.chance.choice(SENTENCES[self.language])
            found.append(sentence.format(one, f"{other}{joint}{self.serial}"))
        return ("" if self.language in ("ja", "zh") else " ").join(found)

    def name(self) -> str:
        """Return two words that stand nowhere else."""
        self.serial += 1
        return f"{' '.join(self.chance.sample(WORDS[self.language].split(), 2))} {self.serial}"

    def add(self, markdown: str, *units: str) -> None:
        """Write a block of Markdown in which a visitor reads `units`."""
        self.parts.append(markdown)
        self.post.units += units

    def paragraph(self, sentences: int) -> None:
        """Write a paragraph of so many sentences."""
        text = self.said(sentences)
        self.add(text, text)

    def heading(self, place: int, level: int = 2) -> None:
        """Write one of the headings."""
        text = HEADINGS[self.language][place]
        self.add(f"{'#' * level} {text}", text)

    def linked(self, host: str) -> None:
        """Write a paragraph with a link, emphasis and code in it."""
        before, text = self.said(1), self.name()
        address = f"https://{host}/{self.post.slug}/{self.serial}"
        self.post.links.append((address, text))
        word = self.name()
        self.add(f"{before} [{text}]({address}) **{word}** `x_{self.serial}`",
                 f"{before} {text} {word} x_{self.serial}")  # fmt: skip

    def picture(self, *, captioned: bool) -> None:
        """Write a picture, with a caption as figures have it, or as Markdown has it."""
        address = f"/img/{self.post.slug}-{len(self.post.images)}.png"
        self.post.images.append(address)
        image = (
            f'<img src="{address}" alt="{self.name()}" loading="lazy" width="800" height="600" />'
        )
        if captioned:
            self.parts.append(f"<figure>{image}<figcaption>{self.name()}</figcaption></figure>")
        else:
            self.parts.append(f"![{self.name()}]({address})")

    def write(self, number: int) -> None:
        """Write the whole post."""
        self.paragraph(3)
        self.linked("example.org")
        self.heading(0)
        self.paragraph(3)
        items = [self.name() for _ in range(5)]
        self.add("- {}\n- {}\n  - {}\n  - {}\n- {}".format(*items), *items)
        self.paragraph(2)
        self.picture(captioned=False)
        self.paragraph(3)
        self.heading(1)
        if number % 3 != 1:
            rows = [[self.name() for _ in range(3)] for _ in range(3)]
            lines = [f"| {' | '.join(row)} |" for row in rows]
            self.add(
                "\n".join([lines[0], "|---|---|---|", *lines[1:]]),
                *(cell for row in rows for cell in row),
            )
        quoted = self.said(2)
        self.add(f"> {quoted}", quoted)
        self.paragraph(2)
        if number % 3 != 2:
            opened = f"    with open(path) as file_{number}:"
            code = [f"def read_{number}(path):", opened, f"        return list(file_{number})"]
            self.add("\n".join(["```python", *code, "```"]), *code)
            self.paragraph(2)
        self.heading(2, 3)
        self.picture(captioned=True)
        self.paragraph(2)
        if number % 4 == 1:
            summary, told = self.name(), self.said(1)
            opened = f"<details>\n<summary>{summary}</summary>\n\n{told}\n\n</details>"
            self.add(opened, summary, told)
        if number % 5 == 2:
            player = f"https://www.youtube.com/embed/vid{number:08d}"
            self.post.players.append(player)
            self.parts.append(f'<iframe width="560" height="315" src="{player}"></iframe>')
            self.paragraph(1)
        self.parts.append("---")
        self.heading(3)
        self.linked("example.com")
        self.paragraph(2)
