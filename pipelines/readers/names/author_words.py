"""Words for who writes, as labels before a name: those that several readers look for."""

#: Labels of Korean, Japanese and Chinese pages.
EASTERN = "글쓴이|작성자|저자|필자|ライター|執筆者?|投稿者|著者|筆者|作者|撰文|記者|记者"
#: What reporters of Korean papers are called before 기자.
KOREAN_RANKS = (
    "객원|경제|국제|글로벌|디지털|문화|사진|사회|산업|선임|수석"
    "|수습|스포츠|시민|의학|인턴|전문|정치|탐사"
)
#: Nothing but a colon, or a cell of its own, tells such a label from a word.
BEFORE_COLON = (
    "게시자|닉네임|发布[者人]|發[佈布][者人]|发表人|發表人|公告人|文責|作成者|المؤلف|بواسطة|ავტორი|লেখক|எழுதியவர்|लेखक"
    "|autora|autore|autrice|rédact(?:eur|rice)|redactora?|verfasser(?:in)?|författare|skribent|forfatter"
    "|người (?:đăng|viết)|(?:опубликовал|разместил|добавил|написал|опублікував|написав)а?|dodała?"
    "|opublikowała?|napisała?|ekleyen|gönderen"
)
#: `The writer` in languages of Europe where it stands in sentences, too.
WRITER = r"kirjoittaja|redaktor(?:ka)?|szerző|συντάκτ(?:ης|ρια)|аутор|հեղինակ"
#: `Writes` and `wrote`, which sentences say of anybody's work.
WROTE = (
    r"írta|kirjoittanut|napisa(?:o|la)|napsala?|piše|scris de|skrevet(?: a[vf])?|skriven av"
    r"|γράφ(?:ει|ουν)(?:\s+[οη]ι?)?|пише"
)
