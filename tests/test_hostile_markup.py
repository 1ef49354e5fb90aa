"""A stranger's notebook brings no tags of its own head, hides none in remarks or styles, and names no file."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from handout_pages import deep
from small_decks import deck_file
from small_notebooks import code, export, soup, text, write

from handouts.building import build, write_index
from handouts.words import ENGLISH, language_in, language_of

AWAY = "http://class.test/away"
REFRESH = f'<meta http-equiv="refresh" content="0;url={AWAY}">'
SCRIPT = "<script>window.hit = 1</script>"
HIDDEN = {
    "head": f"<base href='{AWAY}/'>{REFRESH}{SCRIPT}",
    "remark that browsers end early": f"<!-- a --!>{REFRESH}{SCRIPT} -->",
    "remark that ends at once": f"<!-->{REFRESH}{SCRIPT}-->",
    "part that only drawings have": f"<![CDATA[ >{REFRESH}{SCRIPT}<img src=x onerror='window.hit = 1'> ]]>",
    "instruction": f"<?php >{REFRESH}{SCRIPT} ?>",
    "declaration": f"<!x {REFRESH}{SCRIPT}>",
    "style that browsers end early": f"<style>p {{}}</style/>{REFRESH}{SCRIPT}</style>",
    "style of a drawing": f"<svg><style>p {{}}</style x>{REFRESH}{SCRIPT}</style></svg>",
    "end of all tags": f"{REFRESH}<plaintext>{SCRIPT}",
    "text without scripts": f'<noscript><p title="</noscript>{REFRESH.replace(chr(34), "")}">a</p></noscript>',
    "text to write in": f'<textarea><p title="</textarea>{REFRESH.replace(chr(34), "")}"></textarea>',
    "page in a page": f"<iframe srcdoc='{REFRESH}<script>parent.hit = 1</script>'></iframe>",
    "addresses that run": "<a href='javascript:hit=1' id=run>a</a><form action='javascript:hit=1'><button>b</button>"
    "</form><svg><a href='javascript:hit=1'><text y=9>c</text></a><set attributeName=onload to=hit=1 /></svg>",
    "handlers": "<img src=data:, onerror='window.hit=1'><details open ontoggle='window.hit=1'></details>"
    "<svg onload='window.hit=1'></svg><body onload='window.hit=1'><input autofocus onfocus='window.hit=1'>",
    "templates": "{{ 7 * 7 }}{% raw %}${window.hit=1}<%= 7 %>{{constructor.constructor('window.hit=1')()}}",
}
NAMES = ["javascript:alert(1)", "a#b", "a?b", "a%41", "<img onerror=hit=1>", 'a" onclick="hit=1', "a b"]


@pytest.mark.parametrize("html", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("place", [text, lambda html: code("show()", html=html)], ids=["Markdown", "output"])
def test_no_reader_finds_tags_that_ours_did_not_see(tmp_path: Path, html: str, place) -> None:
    page = export(write(tmp_path, text("# A page"), place(html)), execute=False)
    empty = export(write(tmp_path, text("# A page")), execute=False)
    for tag in ("<meta", "<base", "<script", "</script", "<!--", "<![CDATA[", "<?", "<plaintext", "</style", "</head"):
        assert page.count(tag) == empty.count(tag), tag


@deep
@pytest.mark.browser
@pytest.mark.parametrize("html", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("made", ["handout", "deck"])
def test_nothing_of_it_runs_leads_away_or_asks(tmp_path: Path, visit, html: str, made: str) -> None:
    cells = [
        text("# A page"),
        text(html),
        code("show()", html=html),
        text(f"```\n{html}\n```\n\n[a](javascript:hit=1)"),
    ]
    if made == "deck":
        file = deck_file(tmp_path, cells, execute=False)
    else:
        file = tmp_path / "page.html"
        file.write_text(export(write(tmp_path, *cells), execute=False), encoding="utf-8")
    with visit(file.as_uri(), alone=True, offline=False) as opened:
        opened.page.wait_for_selector("html[data-ready]")
        for link in opened.page.locator("a[href^='javascript'], #run").all():
            link.dispatch_event("click")
        opened.page.wait_for_timeout(300)
        assert opened.page.url.startswith(file.as_uri())
        assert opened.page.evaluate("window.hit") is None
        outside = [url for url in opened.requests if not url.startswith(("blob:", "data:", "about:", file.as_uri()))]
        assert outside == []


def test_names_of_files_are_no_addresses_of_another_kind(tmp_path: Path) -> None:
    assert write_index(tmp_path, [(f"{name}.html", f"<b>{name}</b>") for name in NAMES]) == []
    page = soup((tmp_path / "index.html").read_text(encoding="utf-8"))
    links = page.select("main a")
    assert [link.get_text() for link in links] == [f"<b>{name}</b>" for name in NAMES]
    assert [set(link.attrs) for link in links] == [{"href"}] * len(NAMES)
    assert not any(sign in link["href"] for link in links for sign in ':#?"< ')


@pytest.mark.parametrize("name", ["../../../tmp/words", "en\0", "x" * 300, '"><script>', ["fr"], {"a": 1}, 7.5])
def test_a_language_is_never_the_place_of_a_file(tmp_path: Path, name: object) -> None:
    assert language_of({"lang": name}) == ENGLISH
    page = export(write(tmp_path, text("# A page"), lang=name), execute=False)
    assert soup(page).html["lang"] == ENGLISH


@pytest.mark.parametrize(
    "raw",
    ["", "[]", "null", '"text"', "{}", '{"cells": 1}', '{"metadata": {"lang": []}}',
     '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [7]}', "\ufeff{", "\udcff", "[" * 100_000],
)  # fmt: skip
def test_a_file_that_is_no_notebook_is_told_and_the_others_go_on(tmp_path: Path, monkeypatch, raw: str) -> None:
    monkeypatch.setattr("handouts.running.execution._run", lambda *_: None)
    monkeypatch.setattr("handouts.building.forked_kernels", nullcontext)
    monkeypatch.setattr("handouts.charts.browser.Browser.start", lambda self: None)
    bad, good = tmp_path / "01_bad.ipynb", write(tmp_path, text("# Good"), name="02_good")
    bad.write_bytes(raw.encode("utf-8", "surrogateescape"))
    (failure,) = build([bad, good], tmp_path / "pages")
    assert failure.startswith("01_bad.ipynb: ")
    assert language_in([bad]) == ENGLISH
    assert "Good" in (tmp_path / "pages" / "02_good.html").read_text(encoding="utf-8")
