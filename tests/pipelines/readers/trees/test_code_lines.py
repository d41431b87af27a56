"""Code as it was written: no numbers of lines, no name of its language."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement

from pipelines.readers.trees.block_text import text_lines
from pipelines.readers.trees.code_lines import CODE, drop_line_numbers
from pipelines.readers.trees.css_index import by_tag
from pipelines.readers.trees.parsing import fragment

HEXO = """<figure class="highlight python"><table><tr><td class="gutter"><pre><span
class="line">1</span><br><span class="line">2</span><br></pre></td><td class="code"><pre><span
class="line">a = 1</span><br><span class="line">b = 2</span><br></pre></td></tr></table></figure>"""
ROUGE = """<div class="highlight"><code><table class="rouge-table"><tbody><tr><td
class="rouge-gutter gl"><pre class="lineno">1
2
</pre></td><td class="rouge-code"><pre>a = 1
b = 2
</pre></td></tr></tbody></table></code></div>"""
LIQUID = """<figure class="highlight"><pre><code><table class="rouge-table"><tbody><tr><td
class="gutter gl"><pre class="lineno">7
8
</pre></td><td class="code"><pre>a = 1
b = 2
</pre></td></tr></tbody></table></code></pre></figure>"""
CHROMA_TABLE = """<div class="highlight"><div class="chroma"><table class="lntable"><tr><td
class="lntd"><pre class="chroma"><code><span class="lnt">1
</span><span class="lnt">2
</span></code></pre></td><td class="lntd"><pre class="chroma"><code>a = 1
b = 2
</code></pre></td></tr></table></div></div>"""
CHROMA_INLINE = """<pre class="chroma"><code><span class="line"><span class="ln">1</span><span
class="cl">a = 1
</span></span><span class="line"><span class="ln">2</span><span class="cl">b = 2
</span></span></code></pre>"""
EXPRESSIVE = """<div class="expressive-code"><figure class="frame"><pre data-language="python"><code><div
class="ec-line"><div class="gutter"><div class="ln" aria-hidden="true">1</div></div><div
class="code">a = 1</div></div><div class="ec-line"><div class="gutter"><div class="ln"
aria-hidden="true">2</div></div><div class="code">b = 2</div></div></code></pre></figure></div>"""
VITEPRESS = """<div class="language-python line-numbers-mode"><button class="copy"></button><span
class="lang">python</span><pre class="shiki"><code><span class="line">a = 1</span>
<span class="line">b = 2</span></code></pre></div>"""


def _without_numbers(markup: str) -> HtmlElement:
    root = fragment(markup)
    drop_line_numbers(root, by_tag(root, *CODE))
    return root


@pytest.mark.parametrize(
    "markup", [HEXO, ROUGE, LIQUID, CHROMA_TABLE, CHROMA_INLINE, EXPRESSIVE, VITEPRESS]
)
def test_only_the_code_is_left(markup: str) -> None:
    tree = _without_numbers(f"<p>앞</p>{markup}<p>뒤</p>")
    assert text_lines(tree) == ["앞", "a = 1", "b = 2", "뒤"]
    assert tree.find(".//table") is None
    assert tree.find(".//pre") is not None


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>1</td><td><code>ls</code></td></tr></table>",
        "<table><tr><td>1</td><td><pre>a</pre></td></tr><tr><td>2</td><td>b</td></tr></table>",
        "<table><tr><td>3 5</td><td><pre>a</pre></td></tr></table>",
        "<table><tr><td>1 2</td><td>a</td><td><pre>b</pre></td></tr></table>",
        "<div class='language-python'><p>python 3</p><pre>a</pre></div>",
        "<p>Python</p><pre><code class='language-python'>a</code></pre><p>Bash</p>"
        "<pre><code class='language-bash'>b</code></pre>",
        "<div>bash</div><p>a</p><p>b</p><pre><code class='language-bash'>b</code></pre>",
        "<pre><span class='line'>1</span><span class='ln'>x1</span></pre>",
    ],
)
def test_what_is_written_stays(markup: str) -> None:
    as_written = text_lines(fragment(markup))
    assert text_lines(_without_numbers(markup)) == as_written
