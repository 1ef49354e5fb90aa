"""A handout opened from the disk needs no network, cannot reach one, and is complete without scripts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from handout_pages import PAGES, SIGNS_PAGE, alive, box, listed, missing, mostly, tick

pytestmark = pytest.mark.browser

REACH_OUT = """async (address) => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
  const fetched = await fetch(address, { mode: "no-cors" }).then(() => "reached", () => "refused");
  const image = new Image();
  const drawn = new Promise((done) => { image.onload = () => done("reached"); image.onerror = () => done("refused"); });
  image.src = address;
  document.body.append(image);
  const script = document.createElement("script");
  script.textContent = "window.foreignScriptRan = true";
  document.body.append(script);
  return { fetched, drawn: await drawn, ran: window.foreignScriptRan === true, refused: [...new Set(refused)].sort() };
}"""
PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


@pytest.fixture
def outside() -> Iterator[tuple[str, list[str]]]:
    """A server that would answer, and what it was asked for."""
    asked: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/svg+xml")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/pixel.svg", asked
        server.shutdown()


def test_ticking_asks_for_nothing_either(visit, handouts, base):
    with alive(visit, handouts, SIGNS_PAGE) as opened:
        before = len(opened.requests)
        tick(opened.page, base, "spotting", "dizzy")
        opened.page.get_by_role("searchbox").fill("tummy")
        opened.page.get_by_role("button", name=base.text("clear")).click()
        assert opened.requests[before:] == []
        assert opened.errors == []


@pytest.mark.parametrize("name", mostly(PAGES, [SIGNS_PAGE]))
def test_the_browser_enforces_the_policy(visit, handouts, outside, name):
    address, asked = outside
    with alive(visit, handouts, name, offline=False) as opened:
        tried = opened.page.evaluate(REACH_OUT, address)
    assert tried["refused"] == ["connect-src", "img-src", "script-src-elem"]
    assert (tried["fetched"], tried["drawn"], tried["ran"]) == ("refused", "refused", False)
    assert asked == []


def test_without_the_policy_the_same_attempt_gets_out(visit, outside, tmp_path):
    address, asked = outside
    open_page = tmp_path / "open.html"
    open_page.write_text("<!doctype html><title>No policy</title><body>", encoding="utf-8")
    with visit(open_page.as_uri(), offline=False) as opened:
        tried = opened.page.evaluate(REACH_OUT, address)
    assert (tried["fetched"], tried["drawn"], tried["ran"]) == ("reached", "reached", True)
    assert len(asked) == 2


def test_without_scripts_every_sign_can_be_ticked_with_a_pen(visit, handouts, base):
    with visit((handouts / f"{SIGNS_PAGE}.html").as_uri(), scripts=False) as opened:
        text = opened.page.inner_text(".ho-plain")
        headings = [level["list_heading"] for level in base.rows["levels"].values()]
        assert missing([base.text("paper_title"), *headings, *listed(base)], text) == []
        for heading in headings:
            assert opened.page.get_by_role("group", name=heading).get_by_role("listitem").count() > 0


def test_alive_the_plain_form_gives_way_to_the_live_view(visit, handouts, base):
    with alive(visit, handouts, SIGNS_PAGE) as opened:
        assert not opened.page.get_by_text(base.text("paper_title")).is_visible()
        assert box(opened.page, base, "spotting").is_visible()
