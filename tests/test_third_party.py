"""Any self-contained anywidget lives on in a handout: foreign, linked, with bytes, big, and beside a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_notebooks import COUNTER, code, page_of, state_of, text

from handouts.words import words

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

LINKED = '''
class Mirror(anywidget.AnyWidget):
    _esm = """
    async function render({ model, el }) {
      const other = await model.widget_manager.get_model(model.get("other").slice("IPY_MODEL_".length));
      const said = document.createElement("output");
      const paint = () => { said.textContent = `sees ${other.get("count")}`; };
      other.on("change:count", paint);
      paint();
      el.append(said);
    }
    export default { render };
    """
    other = traitlets.Instance(ipywidgets.Widget).tag(sync=True, **ipywidgets.widget_serialization)
    plain_html = traitlets.Unicode("<p>plain mirror</p>").tag(sync=True)
'''
BYTES = '''
class Bytes(anywidget.AnyWidget):
    _esm = """
    function render({ model, el }) {
      const button = document.createElement("button");
      const paint = () => {
        const data = model.get("data");
        button.textContent = `${data.constructor.name} ${new Uint8Array(data.buffer).join(" ")}`;
      };
      button.onclick = () => { model.set("data", new DataView(Uint8Array.of(9, 8).buffer)); model.save_changes(); };
      model.on("change:data", paint);
      paint();
      el.append(button);
    }
    export default { render };
    """
    data = traitlets.Bytes(bytes([0, 7, 255])).tag(sync=True)
    plain_html = traitlets.Unicode("<p>plain bytes</p>").tag(sync=True)
'''
BIG = """
class Big(Counter):
    _esm = Counter._esm + "/* " + "padding " * 20_000 + "*/"
"""
BROKEN = """
class Broken(anywidget.AnyWidget):
    _esm = "export default { render({ el }) { el.append('half'); throw new Error('broken on purpose'); } };"
    plain_html = traitlets.Unicode("<p>plain form of the broken one</p>").tag(sync=True)
"""
CELLS = [
    text("# Widgets"),
    code(COUNTER),
    code("from wigglystuff import SortableList"),
    code("SortableList(['warm bath', 'slow walk'], removable=True)", "no-plain-form", "third-party"),
    code("shared = Counter(name='shared')\nshared", "first"),
    code("shared", "second"),
    code(LINKED + "\nMirror(other=shared)", "mirror"),
    code(BYTES + "\nBytes()", "bytes"),
    code(BIG + "\nBig(name='big')", "big"),
    code(BROKEN + "\nBroken()", "broken"),
]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handout of all the widgets, with one that fails."""
    pytest.importorskip("wigglystuff")
    folder = tmp_path_factory.mktemp("widgets")
    return page_of(folder, CELLS)


@pytest.fixture
def opened(page: Path, visit):
    """The page, from the disk, without a network, when all widgets have had their turn."""
    with visit(page.as_uri()) as visited:
        visited.page.wait_for_selector("html[data-ready]")
        yield visited


def test_third_party_widget_renders_and_answers(opened):
    items = opened.page.locator(".third-party .item-label")
    assert items.all_inner_texts() == ["warm bath", "slow walk"]
    opened.page.get_by_role("button", name="Remove warm bath").click()
    assert items.all_inner_texts() == ["slow walk"]


def test_third_party_widget_brings_its_own_style(opened):
    assert (
        opened.page.locator(".third-party .list-item").first.evaluate("node => getComputedStyle(node).display")
        == "flex"
    )


def test_two_views_of_one_model_follow_each_other(opened):
    first, second = (opened.page.locator(f".{place} button") for place in ("first", "second"))
    first.click()
    assert second.inner_text() == "shared 1"
    second.click()
    assert first.inner_text() == "shared 2"


def test_widget_sees_the_changes_of_the_model_that_it_refers_to(opened):
    said = opened.page.locator(".mirror output")
    assert said.inner_text() == "sees 0"
    opened.page.locator(".first button").click()
    assert said.inner_text() == "sees 1"


def test_bytes_arrive_as_a_data_view(opened):
    assert opened.page.locator(".bytes button").inner_text() == "DataView 0 7 255"


def test_new_bytes_are_a_change(opened):
    button = opened.page.locator(".bytes button")
    button.click()
    assert button.inner_text() == "DataView 9 8"


def test_big_module_is_packed_and_runs(opened, page: Path):
    assert max(len(module) for module in state_of(page)["modules"].values()) > 100_000
    assert page.stat().st_size < 60_000
    assert "padding padding" not in page.read_text(encoding="utf-8")
    button = opened.page.locator(".big button")
    button.click()
    assert button.inner_text() == "big 1"


def test_equal_modules_stand_once(page: Path):
    state = state_of(page)
    own = [model["module"] for model in state["models"].values() if "module" in model]
    assert len(own) == len(set(own)) == len(state["modules"])


def test_broken_widget_leaves_its_plain_form_and_the_others_live(opened):
    assert opened.page.locator("html").get_attribute("data-failed") == "1"
    assert opened.page.locator(".broken .ho-failed").inner_text() == words()["widget_failed"]
    assert opened.page.locator(".broken .ho-plain").inner_text().strip() == "plain form of the broken one"
    assert opened.page.locator(".is-live").count() == 6
    assert any("broken on purpose" in error for error in opened.errors)


def test_nothing_is_asked_of_a_network(opened, page: Path):
    asked = [address for address in opened.requests if not address.startswith(("blob:", "data:"))]
    assert asked == [page.as_uri()]


AWAY = '''
import anywidget, traitlets
class Away(anywidget.AnyWidget):
    _esm = """
    const there = "http://class.test/?pain=7";
    const made = (name, values) => Object.assign(document.createElement(name), values);
    const link = (more) => made("a", { href: there, ...more });
    const ways = [
      () => { location.href = there; },
      () => location.replace(there),
      () => open(there, "_self"),
      () => link().click(),
      () => link({ download: "x" }).click(),
      (el) => { const form = made("form", { action: there }); el.append(form); form.submit(); },
      (el) => el.append(made("meta", { httpEquiv: "refresh", content: `0;url=${there}` })),
      () => { location.hash = "#part"; },
    ];
    function render({ el }) { for (const way of ways) way(el); el.append("still here"); }
    export default { render };
    """
    plain_html = traitlets.Unicode("<p>plain form</p>").tag(sync=True)
'''


def test_no_widget_leads_the_reader_away_or_carries_anything_out(tmp_path: Path, visit):
    cells = [text("# A page\n\n[A link](http://class.test/pressed)"), code(AWAY + "\nAway()", "away")]
    file = page_of(tmp_path, cells)
    with visit(file.as_uri(), offline=False, alone=True) as opened:
        opened.page.wait_for_selector("html[data-ready]")
        opened.page.wait_for_timeout(500)
        assert opened.page.locator(".away").inner_text().endswith("still here")
        assert opened.page.url == file.as_uri() + "#part"
        assert [url for url in opened.requests if "class.test" in url] == []
        with opened.page.expect_request("http://class.test/pressed"):  # what somebody presses does lead away
            opened.page.get_by_role("link", name="A link").click()
