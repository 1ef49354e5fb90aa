"""The exporter keeps its contract with notebooks: plain forms, containers, stock controls and cell tags."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from small_notebooks import COUNTER, code, export, soup, text, unpacked, words, write, write_widget

from handouts.running.execution import HandoutError

pytestmark = pytest.mark.kernel

PLAIN = "a line to count on"
STOCK = {
    "ipywidgets.IntSlider(12, description='Week')": "Week: 12 (live in JupyterLab)",
    "ipywidgets.Text('tea & toast', description='Meal')": "Meal: tea & toast (live in JupyterLab)",
    "ipywidgets.Dropdown(options=['rest', 'walk'], value='walk', description='Do')": "Do: walk (live in JupyterLab)",
    "ipywidgets.SelectMultiple(options=['rest', 'walk', 'tea'], value=['rest', 'tea'], description='Now')": (
        "Now: rest, tea (live in JupyterLab)"
    ),
    "ipywidgets.IntProgress(3)": "IntProgress: 3 (live in JupyterLab)",
}
SHOWN = {
    "ipywidgets.HTML('<em>warm</em> bath')": "<em>warm</em> bath",
    "ipywidgets.Label('1 < 2 cups')": "1 &lt; 2 cups",
}
CONTAINERS = {
    "VBox": "ipywidgets.VBox([Counter(), Counter()])",
    "HBox": "ipywidgets.HBox([Counter(), Counter()])",
    "HBox in VBox": "ipywidgets.VBox([ipywidgets.HBox([Counter()]), ipywidgets.VBox([Counter()])])",
    "GridBox": "ipywidgets.GridBox([Counter(), Counter()])",
    "Accordion": "ipywidgets.Accordion([Counter(), Counter()], titles=['one', 'two'])",
    "Tab": "ipywidgets.Tab([Counter(), Counter()], titles=['one', 'two'])",
}
CELLS = [
    text("# A small page"),
    text("THE FOOT", "page-footer"),
    code(COUNTER),
    *(code(source, "stock") for source in STOCK),
    *(code(source, "shown") for source in SHOWN),
    *(code(source, "container") for source in CONTAINERS.values()),
    code("Bare()", "no-plain-form", "bare"),
    text("GONE WITH THE TAG", "remove-in-handout"),
    code("print('GONE OUTPUT')\nBare()", "remove-in-handout"),
    text("[next](next.ipynb), [part](next.ipynb#part), [away](https://example.org/other.ipynb)", "links"),
    text("THE HEAD", "page-header"),
    code("print('warm < hot')\nimport sys; print('secret', file=sys.stderr)", "printed"),
]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    return export(write(tmp_path_factory.mktemp("notebook"), *CELLS))


@pytest.fixture(scope="module")
def page(written: str) -> BeautifulSoup:
    return soup(written)


def _fails(folder: Path, *cells) -> str:
    with pytest.raises(HandoutError) as caught:
        export(write(folder, *cells))
    return str(caught.value)


def test_failing_cell_is_named_with_its_number_first_line_and_error(tmp_path: Path):
    message = _fails(tmp_path, text("# Title"), code("1 + 1"), code("\nweeks = 12\nweeks / 0"))
    assert "cell 3 (“weeks = 12”)" in message
    assert "ZeroDivisionError: division by zero" in message


def test_failing_cell_is_named_also_after_a_cell_that_may_fail(tmp_path: Path):
    message = _fails(tmp_path, code("1 / 0", "raises-exception"), code("undefined_name"))
    assert "cell 2 (“undefined_name”)" in message
    assert "NameError" in message


def test_cell_that_takes_too_long_is_named(tmp_path: Path):
    with pytest.raises(HandoutError, match=r"cell 2 \(“import time”\)"):
        export(write(tmp_path, code("1"), code("import time\ntime.sleep(60)")), timeout=1)


@pytest.mark.parametrize("shown", ["Bare()", "ipywidgets.VBox([Counter(), Bare()])"])
def test_widget_without_plain_form_is_named_with_its_cell(tmp_path: Path, shown: str):
    message = _fails(tmp_path, code(COUNTER), code(shown))
    assert f"cell 2 (“{shown}”)" in message
    assert "Bare has no plain form" in message
    assert "no-plain-form" in message


def test_third_party_widget_without_plain_form_is_named(tmp_path: Path):
    pytest.importorskip("wigglystuff")
    message = _fails(tmp_path, code("from wigglystuff import SortableList"), code("SortableList(['one'])"))
    assert "cell 2 (“SortableList(['one'])”)" in message
    assert "SortableList has no plain form" in message


def test_tag_no_plain_form_lets_a_bare_widget_in(page: BeautifulSoup):
    cell = page.select_one(".ho-cell.bare")
    assert cell.select_one("[data-model]")
    assert "only in JupyterLab or in a web browser" in words(cell)


def test_widget_that_needs_a_kernel_shows_its_plain_form_and_carries_no_state(tmp_path: Path):
    file = write_widget(tmp_path, _esm="export default {}", plain_html="<p>a sheet</p>", needs_kernel=True, said="mine")
    page = export(file, execute=False)
    assert "<p>a sheet</p>" in page
    assert not BeautifulSoup(page, "html.parser").select("[data-model]")
    assert "mine" not in page


@pytest.mark.parametrize(("number", "name"), list(enumerate(CONTAINERS)), ids=list(CONTAINERS))
def test_containers_take_the_plain_forms_of_their_children(page: BeautifulSoup, number: int, name: str):
    cell = page.select(".ho-cell.container")[number]
    assert words(cell).count(PLAIN) == 2
    assert len(cell.select("[data-model]")) == 2


@pytest.mark.parametrize(("number", "said"), list(enumerate(STOCK.values())), ids=list(STOCK.values()))
def test_stock_controls_say_their_name_and_value(page: BeautifulSoup, number: int, said: str):
    assert words(page.select(".ho-cell.stock")[number]) == said


@pytest.mark.parametrize(("number", "html"), list(enumerate(SHOWN.values())))
def test_stock_texts_show_as_they_are(page: BeautifulSoup, number: int, html: str):
    cell = page.select(".ho-cell.shown")[number]
    assert html in str(cell)
    assert "live in JupyterLab" not in words(cell)


def test_header_stands_first_and_footer_last(page: BeautifulSoup):
    said = words(page.body)
    assert said.index("THE HEAD") < said.index("A small page") < said.index("warm < hot") < said.index("THE FOOT")
    assert words(page.header) == "THE HEAD"
    assert words(page.footer) == "THE FOOT"


def test_tag_remove_in_handout_takes_text_and_output_away(page: BeautifulSoup):
    assert "GONE" not in str(page)


def test_links_to_notebooks_become_links_to_their_pages(page: BeautifulSoup):
    addresses = [link["href"] for link in page.select(".ho-cell.links a")]
    assert addresses == ["next.html", "next.html#part", "https://example.org/other.ipynb"]


def test_code_and_complaints_stay_out_and_printed_text_stays_in(page: BeautifulSoup):
    assert words(page.select_one(".ho-cell.printed")) == "warm < hot"


def test_plain_form_does_not_stand_again_in_the_state(written: str):
    assert PLAIN not in json.dumps(unpacked(written), ensure_ascii=False)


def test_title_is_the_first_heading(page: BeautifulSoup):
    assert page.title.get_text() == "A small page"
