"""What a page says openly, or twice, is packed once, and comes back letter by letter."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from small_notebooks import unpacked
from unpacking import unpacked_text

from handouts.frame import framed, packed
from handouts.repeats import NEAR, WORTH_IT, text_of, told_once

SENTENCE = "Any bleeding means a call today too, even if it has stopped: “one spot” counts, and so does 38 °C."
EMPTY: dict[str, Any] = {"title": "T", "language": "en", "headings": [], "parted": False, "header": "", "own_page": "",
                         "footer": ""}  # fmt: skip


def back(told: bytes, pieces: list[bytes], skips: list[int], counts: list[int]) -> bytes:
    text, at = told, 0
    for piece, skip, count in zip(pieces, [*skips, 0], [*counts, 0], strict=True):
        text += piece
        at += skip
        text += text[at : at + count]
        at += count
    return text[len(told) :]


@pytest.mark.parametrize("seed", range(20))
def test_all_comes_back(seed: int):
    chance = random.Random(seed)
    words = [chance.randbytes(chance.randint(1, 60)) for _ in range(30)]
    told = b"".join(chance.choices(words, k=chance.randint(0, 40)))
    whole = b"".join(chance.choices(words, k=chance.randint(0, 2_500)))
    pieces, skips, counts = told_once(whole, told)
    assert back(told, pieces, skips, counts) == whole
    assert len(pieces) == len(skips) + 1 == len(counts) + 1
    assert all(count >= WORTH_IT for count in counts)


@pytest.mark.parametrize("told", [b"", b"a" * 100])
def test_a_long_run_of_the_same_comes_back(told: bytes):
    whole = b"a" * (3 * NEAR)
    assert back(told, *told_once(whole, told)) == whole


def test_what_stands_open_is_no_piece():
    pieces, _, counts = told_once(f'{{"a":"{SENTENCE}"}}'.encode(), f"<p>{SENTENCE}</p>".encode())
    assert (b"".join(pieces), counts) == (b'{"a":""}', [len(SENTENCE.encode())])


def test_what_stood_long_before_is_no_piece_and_what_stood_near_is_left_to_gzip():
    between = random.Random(1).randbytes(NEAR)
    far, _, _ = told_once(SENTENCE.encode() + between + SENTENCE.encode(), b"")
    near, _, _ = told_once(SENTENCE.encode() * 2, b"")
    assert sum(map(len, far)) < len(SENTENCE.encode()) + NEAR + 8
    assert near == [SENTENCE.encode() * 2]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a &amp; b &lt; c</p>\n<p title='x'>d<br/>e</p>", "a & b < c\nde"),
        ("<table>\n<caption>A</caption><tbody><tr><th>B</th><td><p>C</p></td></tr></tbody></table>D", "\nABCD"),
        ("<table><tr><td><table><tr><td>in</td></tr></table></td></tr></table>", "in"),
        ("<pre>\n\na</pre>\nb", "\na\nb"),
        ("a<!-- not said -->b", "ab"),
        ("<textarea>\na &amp; b</textarea><style>p { top: 0 }</style>", "a & bp { top: 0 }"),
        ("<svg viewbox='0 0 1 1'><path d='M0 0'></path></svg>", ""),
    ],
)
def test_the_text_is_that_of_a_browser(markup: str, text: str):
    assert text_of(markup) == text


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr>moved<td>a</td></tr></table>", "<table><p>moved</p></table>",
        "<table><tr><td>a</td></tr><i>b</i></table>",
        "<td>no cell</td>", "<table><td>no row</td></table>", "<table><tr><td>a<td>b</td>c</td></tr></table>",
        "<noscript><p>a</p></noscript>", "<template>a</template>", "<iframe>a</iframe>", "<xmp><p>a</p></xmp>",
        "<textarea><p>a</p></textarea>", "<textarea>a<!-- b --></textarea>", "<style>p { content: '&amp;' }</style>",
        "<style>p { content: '<i>' }</style>",
        "a<![CDATA[b]]>", "a<?b?>", "a<!-->b-->", "a\rb", "a\0b",
    ],
)  # fmt: skip
def test_what_a_browser_may_read_otherwise_tells_nothing(markup: str):
    assert text_of(f"<p>x</p>{markup}") == ""


def test_a_page_carries_what_it_says_openly_only_once():
    live = {"models": {"w0": {"state": {"text": SENTENCE}}}}
    page = framed("page.html", "p{top:0;}", live, **EMPTY, body=SENTENCE)
    assert unpacked(page)["models"] == live["models"]
    assert len(packed(live, SENTENCE)) < len(packed(live)) - 40


def test_letters_of_any_length_come_back():
    for length in range(60):
        value = {"x": "é" * length}
        assert json.loads(unpacked_text(f'<script id="handout-state">{packed(value)}</script>')) == value
