"""The exporter lets nothing in that a browser would have to fetch, and says what it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_notebooks import code, export, soup, text, write, write_widget

from handouts.running.execution import HandoutError

HERE = "https://example.org/"
LOADING = {
    "picture": f'<img src="{HERE}a.png" alt="">',
    "picture beside": '<img src="a.png" alt="">',
    "script": f'<script src="{HERE}a.js"></script>',
    "style sheet": f'<link rel="stylesheet" href="{HERE}a.css">',
    "frame": f'<iframe src="{HERE}"></iframe>',
    "film": f'<video src="{HERE}a.mp4"></video>',
    "first picture of a film": f'<video poster="{HERE}a.png"></video>',
    "set of pictures": f'<picture><source srcset="{HERE}a.png 2x"><img alt=""></picture>',
    "drawing": f'<svg><image href="{HERE}a.png"/></svg>',
    "old drawing": f'<svg><image xlink:href="{HERE}a.png"/></svg>',
    "style attribute": f'<p style="background: url({HERE}a.png)">text</p>',
    "style": f"<style>p {{ background: URL( '{HERE}a.png' ) }}</style>",
    "style import": f'<style>@import "{HERE}a.css";</style>',
    "tight style import": f'<style>@import"{HERE}a.css";</style>',
    "style import with url": f"<style>@import url({HERE}a.css);</style>",
}
HARMLESS = {
    "link": f'<a href="{HERE}">text</a>',
    "picture inside": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
    "set of pictures inside": '<img srcset="data:image/gif;base64,R0lGODlhAQABAAAAACw= 2x" alt="">',
    "style inside": "<style>p { background: url('data:image/gif;base64,R0lGODlhAQABAAAAACw=') }</style>",
    "drawing inside": """<style>p { background: url("data:image/gif;R0lGOD,<p style='filter:url(%23a)'/>") }</style>""",
    "part of a drawing": '<svg><path id="a" d="M0 0"/><use href="#a"/></svg>',
}
MODULE = "export default { render() {} };"
REMOTE = {
    "named": f'import {{ a as b }} from "{HERE}a.js";\n{MODULE}',
    "all": f"import * as a from '{HERE}a.js';\n{MODULE}",
    "side effect": f'import "{HERE}a.js";\n{MODULE}',
    "pressed": f'var x=1;import{{a as b}}from"{HERE}a.js";{MODULE}',
    "after a comment": f'/* a banner */ import a from "{HERE}a.js";\n{MODULE}',
    "passed on": f'export * from "{HERE}a.js";',
    "on demand": f'const a = await import("{HERE}a.js");\n{MODULE}',
    "on demand, relative": f'const a = await import("./a.js");\n{MODULE}',
    "bare": f'import * as a from "some-package";\n{MODULE}',
    "whole module": f"{HERE}a.js",
}
SELF_CONTAINED = {
    "words": f'const hint = "import what you like from {HERE}";\n{MODULE}',
    "comment": f'// import a from "{HERE}a.js"\n{MODULE}',
    "own address": f"const here = import.meta.url;\n{MODULE}",
    "link": f'const a = document.createElement("a"); a.href = "{HERE}";\n{MODULE}',
}


def _fails(file: Path) -> str:
    with pytest.raises(HandoutError) as caught:
        export(file, execute=False)
    return str(caught.value)


@pytest.mark.parametrize("where", [text, lambda html: code("show()", html=html)], ids=["Markdown", "output"])
@pytest.mark.parametrize("html", LOADING.values(), ids=list(LOADING))
def test_what_would_be_fetched_is_an_error_that_says_what(tmp_path: Path, where, html: str):
    message = _fails(write(tmp_path, where(html)))
    assert "from outside" in message
    assert "example.org" in message or "loads a.png" in message


def test_markdown_picture_from_outside_is_an_error(tmp_path: Path):
    assert f"<img> loads {HERE}a.png" in _fails(write(tmp_path, text(f"![a bath]({HERE}a.png)")))


def test_all_that_would_be_fetched_is_told_at_once(tmp_path: Path):
    message = _fails(write(tmp_path, text(LOADING["picture"]), text(LOADING["frame"])))
    assert "<img>" in message
    assert "<iframe>" in message


@pytest.mark.parametrize("html", HARMLESS.values(), ids=list(HARMLESS))
def test_what_a_page_carries_or_links_to_is_fine(tmp_path: Path, html: str):
    page = soup(export(write(tmp_path, text(html)), execute=False))
    found = soup(html).find(True)
    if found.name == "style":  # all of them stand in the head
        assert "R0lGOD" in page.head.style.get_text()
    else:
        assert str(found) in str(page.main)


@pytest.mark.parametrize("css", [f"p {{ background: url({HERE}a.png) }}", f'@import "{HERE}a.css";'])
def test_style_of_a_widget_that_loads_is_an_error(tmp_path: Path, css: str):
    message = _fails(write_widget(tmp_path, _esm=MODULE, _css=css, plain_html="<p>plain</p>"))
    assert f"loads {HERE}a." in message


@pytest.mark.parametrize("module", REMOTE.values(), ids=list(REMOTE))
def test_module_that_loads_another_is_an_error_naming_the_widget(tmp_path: Path, module: str):
    file = write_widget(tmp_path, _esm=module, _anywidget_id="shop.Basket", plain_html="<p>plain</p>")
    message = _fails(file)
    assert "cell 1 (“Saved()”)" in message
    assert "shop.Basket" in message


@pytest.mark.parametrize("module", SELF_CONTAINED.values(), ids=list(SELF_CONTAINED))
def test_module_that_only_speaks_of_others_is_fine(tmp_path: Path, module: str):
    page = soup(export(write_widget(tmp_path, _esm=module, plain_html="<p>plain</p>"), execute=False))
    assert page.select_one("[data-model]")


def test_the_browser_is_told_to_fetch_nothing(tmp_path: Path):
    page = soup(export(write(tmp_path, text("# Quiet")), execute=False))
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "http" not in policy
