"""Markdown reads as it does on the blogs that it comes from."""

from __future__ import annotations

import pytest

from pipelines.readers.data.markdown import render_markdown, without_liquid


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ('**"동맹"**은 강하다', "<strong>&quot;동맹&quot;</strong>은"),
        ("그는 **(웃으며)**라고 했다", "<strong>(웃으며)</strong>라고"),
        ("今日は**「朝市」**です", "<strong>「朝市」</strong>です"),
        ("plain **bold** text", "<strong>bold</strong>"),
    ],
)
def test_bold_beside_korean_letters_is_bold(text: str, bold: str) -> None:
    assert bold in render_markdown(text)


def test_stars_between_spaces_stay_stars() -> None:
    assert "<em>" not in render_markdown("2 * 3 * 4")
    assert "<strong>" not in render_markdown("가 ** 나 ** 다")


def test_tables_are_tables() -> None:
    assert "<td>1</td>" in render_markdown("|a|b|\n|-|-|\n|1|2|\n")


def test_template_tags_are_cut_and_what_they_wrap_stays() -> None:
    text = "{% include a.html %}앞 {{ site.name }}뒤\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\n"
    rendered = render_markdown(text)
    assert "puts 1" in rendered
    assert "<code" in rendered
    assert "include" not in rendered
    assert "site.name" not in rendered


def test_raw_template_text_stays() -> None:
    assert without_liquid("{% raw %}{{ x }}{% endraw %}{{ y }}") == "{{ x }}"
    assert without_liquid("a {{ y }}b") == without_liquid("a {% y %}b") == "a b"


def test_hugo_figures_are_figures() -> None:
    rendered = render_markdown('{{< figure src="/a.jpg" alt="배" caption="나루" >}}')
    assert '<img src="/a.jpg" alt="배">' in rendered
    assert "<figcaption>나루</figcaption>" in rendered


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("!youtube[abc123]", "https://www.youtube.com/embed/abc123"),
        (
            "!codepen[sol/embed/XyZ?height=300&tab=js]",
            "https://codepen.io/sol/embed/XyZ?height=300",
        ),
        ("!codepen[https://codepen.io/sol/embed/XyZ]", "https://codepen.io/sol/embed/XyZ"),
        ("!twitter[sol/status/12345]", "https://twitter.com/sol/status/12345"),
    ],
)
def test_a_players_line_is_a_frame(line: str, address: str) -> None:
    assert f'<iframe src="{address}' in render_markdown(line)
