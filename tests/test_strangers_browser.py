"""Widgets of others as they come from the registry: they live in a page without a network, or it is said why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_notebooks import code, text, write

from handouts.building import export
from handouts.deck.exporter import DeckExporter

pytestmark = [pytest.mark.deep, pytest.mark.browser, pytest.mark.kernel]

ALIVE = {
    "wigglystuff": ("from wigglystuff import SortableList\nSortableList(['a', 'b'])", "[draggable=true]"),
    "drawdata": ("from drawdata import ScatterWidget\nScatterWidget()", "svg, canvas"),
    "drawdata, bars": (
        "from drawdata import BarWidget\nBarWidget(collection_names=['a', 'b'], n_bins=9)",
        "svg, canvas",
    ),
    "ipyniivue": ("from ipyniivue import NiiVue\nNiiVue()", "canvas"),
    "mopad": ("from mopad import GamepadWidget\nGamepadWidget()", "div"),
}
CHART = "alt.Chart(alt.Data(values=[{'a': 1}])).mark_bar().encode(x='a:Q')"
LOADING = {  # their modules are only a line that fetches the rest
    "altair": (f"import altair as alt\nalt.JupyterChart({CHART})", "altair.jupyter.jupyter_chart.JupyterChart"),
    "ipymolstar": ("from ipymolstar import PDBeMolstar\nPDBeMolstar()", "ipymolstar.pdbemolstar.PDBeMolstar"),
}
ASKING = '''
import anywidget
class Asking(anywidget.AnyWidget):
    _esm = """export default { async render({ el }) {
      el.append("half");
      const answer = await fetch("http://class.test/data.json");
      el.textContent = await answer.text();
    } };"""
Asking()
'''


def package(name: str) -> None:
    pytest.importorskip(name.partition(",")[0])


@pytest.mark.parametrize("name", ALIVE)
@pytest.mark.parametrize("made", ["handout", "deck"])
def test_a_widget_of_others_lives_without_a_network(tmp_path: Path, visit, name: str, made: str) -> None:
    package(name)
    source, shows = ALIVE[name]
    notebook = write(tmp_path, text("# A page"), code(source, "no-plain-form"))
    page = DeckExporter().from_filename(str(notebook))[0] if made == "deck" else export(notebook)[0]
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8")
    with visit(file.as_uri(), alone=True, offline=False) as opened:
        opened.page.wait_for_selector("html[data-ready]", timeout=90_000)
        assert opened.page.get_attribute("html", "data-failed") == "0"
        assert opened.page.locator(f".ho-live :is({shows})").first.is_visible()
        assert [url for url in opened.requests if not url.startswith(("blob:", "data:", "about:", file.as_uri()))] == []


@pytest.mark.parametrize("name", LOADING)
def test_a_widget_whose_module_is_fetched_is_told_by_its_name(tmp_path: Path, name: str) -> None:
    package(name)
    source, kind = LOADING[name]
    page, _, failure = export(write(tmp_path, text("# A page"), code(source, "no-plain-form")))
    assert page == ""
    assert f"the module of {kind} loads https://" in failure
    assert "which an offline page cannot. Use a widget whose module is self-contained." in failure


def test_a_widget_that_asks_a_network_gets_none_and_leaves_kind_words(tmp_path: Path, visit) -> None:
    file = tmp_path / "page.html"
    file.write_text(export(write(tmp_path, text("# A page"), code(ASKING, "no-plain-form")))[0], encoding="utf-8")
    with visit(file.as_uri(), alone=True, offline=False) as opened:
        opened.page.wait_for_selector("html[data-ready]")
        assert opened.page.get_attribute("html", "data-failed") == "1"
        assert opened.page.locator(".ho-failed").is_visible()
        assert "half" not in opened.page.inner_text("main")
        assert [url for url in opened.requests if "class.test" in url and not url.startswith("file:")] == []
        assert any("Content Security Policy" in error for error in opened.errors)
