"""A real JupyterLab for tests: the server, and a notebook that is open in the browser."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CARD = ".wk-sel__side .wk-card"
CONTROLS = {
    "checkbox": ".wk-tick input",
    "search": ".wk-sel input[type=search]",
    "group": ".wk-group > summary",
    "clear": ".wk-sel__form button",
    "part of the card": ".wk-card .wk-more > summary",
    "copy": ".wk-card .wk-more button",
    "claim": ".wk-claim summary",
    "table of a chart": ".wk-chart summary",
    "source": ".wk-sources a",
}
CLICK_TO_ANSWER = """box => new Promise((done, failed) => {
  const card = () => box.closest(".wk").querySelector(".wk-sel__side").textContent;
  const start = performance.now();
  box.click();
  const look = () => card().includes("Emergency") ? done(performance.now() - start)
    : performance.now() - start > 3000 ? failed(Error("no answer in 3 s")) : requestAnimationFrame(look);
  look();
})"""
ANSWER_IN_VIEW = """() => [...document.querySelectorAll(".wk-bar, .wk-card__head")].some(part => {
  const { x, y, height } = part.getBoundingClientRect();
  return part.textContent.includes("Emergency") && part.contains(document.elementFromPoint(x + 20, y + height / 2));
})"""
CONNECTED = """name => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  const session = panel?.sessionContext;
  return panel?.context?.isReady && panel.context.path === name && session?.isReady
    && session.session?.kernel?.connectionStatus === "connected";
}"""
EXECUTE = """async code => {
  const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
  const future = kernel.requestExecute({ code, store_history: false });
  let said = "";
  future.onIOPub = ({ header, content }) => { if (header.msg_type === "stream") said += content.text; };
  const { content } = await future.done;
  return content.status === "ok" ? said.trim() : `${content.ename}: ${content.evalue}`;
}"""
OUTPUTS = """() => jupyterapp.shell.currentWidget.content.widgets.flatMap(
  cell => cell.model.type === "code" ? cell.model.sharedModel.getOutputs() : [])"""
CHOICE = """() => {
  const { content } = jupyterapp.shell.currentWidget;
  const chosen = content.widgets.flatMap((cell, at) => content.isSelectedOrActive(cell) ? [at] : []);
  const cells = content.widgets.map(cell => cell.model.id);
  return { cells, chosen, active: content.activeCellIndex, mode: content.mode };
}"""
KERNEL = "jupyterapp.shell.currentWidget.sessionContext.session.kernel"
LAST_CELL = """() => {
  const { content } = jupyterapp.shell.currentWidget;
  content.activeCellIndex = content.widgets.length - 1;
}"""
NEW_CELL = f"""async code => {{
  const {{ commands, shell }} = jupyterapp;
  ({LAST_CELL})();
  await commands.execute("notebook:insert-cell-below");
  shell.currentWidget.content.activeCell.model.sharedModel.setSource(code);
  await commands.execute("notebook:run-cell");
}}"""


def environment(folder: Path) -> dict[str, str]:
    """Settings, workspaces and history go to the folder; kernels are still those of this Python."""
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR",
             "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR", "WEEK_TWELVE_DATA")  # fmt: skip
    return {**os.environ, **{name: str(folder / name.lower()) for name in names}}


def choose(settings: Path, plugin: str, **values: Any) -> None:
    """Settings of a plugin of Lab, as a person's own choice; they hold for pages that are opened afterwards."""
    file = settings / "jupyterlab_settings_dir" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(values), encoding="utf-8")


@contextmanager
def running_lab(notebooks: Path, settings: Path, *, base: str = "/", as_shipped: bool = False) -> Iterator[str]:
    """Start JupyterLab on a free port of this machine, give its address, and end it whatever happens.

    It asks for no news, whatever is installed; `as_shipped` leaves that to the settings that the project brings.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", *root, "--ServerApp.ip=127.0.0.1", f"--port={port}",
               "--ServerApp.port_retries=0", "--IdentityProvider.token=", f"--ServerApp.root_dir={notebooks}",
               f"--ServerApp.base_url={base}", "--LabApp.expose_app_in_browser=True"]  # fmt: skip
    settings.mkdir(parents=True, exist_ok=True)
    if not as_shipped:
        choose(settings, "apputils-extension/notification", fetchNews="false", checkForUpdates=False)
    log = settings / "lab.log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, env=environment(settings), cwd=notebooks, stdout=out, stderr=out)
    try:
        address = f"http://127.0.0.1:{port}{base}".rstrip("/")
        _wait(server, f"{address}/api/status", log)
        yield address
    finally:
        server.terminate()  # the server ends its kernels
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], address: str, log: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


class OpenNotebook:
    """A notebook in the Lab of a page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.set_default_timeout(15_000)

    def run_all(self, name: str) -> None:
        """Wait until the notebook is connected to its kernel, then run all its cells."""
        self.page.wait_for_function(CONNECTED, arg=name, timeout=60_000)
        assert self.command("notebook:run-all-cells"), f"{name} did not run to its end"

    def command(self, name: str, **arguments: Any) -> Any:
        return self.page.evaluate("([name, given]) => jupyterapp.commands.execute(name, given)", [name, arguments])

    def python(self, code: str) -> str:
        """Run code in the notebook's own kernel: what it printed, or its error."""
        return self.page.evaluate(EXECUTE, code)

    def outputs(self) -> list[dict[str, Any]]:
        return self.page.evaluate(OUTPUTS)

    def choice(self) -> dict[str, Any]:
        """All cells, the chosen ones, the active one, and whether keys are commands or text."""
        return self.page.evaluate(CHOICE)

    def keep_busy(self, seconds: float) -> None:
        code = f"import time; time.sleep({seconds})"
        self.page.evaluate(f"code => {{ {KERNEL}.requestExecute({{ code }}); }}", code)
        self.page.wait_for_function(f"() => {KERNEL}.status === 'busy'")

    def is_busy(self) -> bool:
        return self.page.evaluate(f"() => {KERNEL}.status") == "busy"

    @contextmanager
    def cell(self, code: str) -> Iterator[None]:
        """Run code in a new cell at the end of the notebook, and take the cell away at last."""
        self.page.evaluate(NEW_CELL, code)
        try:
            yield
        finally:
            self.page.evaluate(LAST_CELL)
            self.command("notebook:delete-cell")

    def select(self, *symptoms: str) -> None:
        """Tick just these from Python, whatever the view has, and wait until it shows them."""
        self.python(f"selector.selected = {list(symptoms)}; selector.send_state('selected')")
        shown = "count => document.querySelectorAll('.wk-tick input:checked').length === count"
        self.page.wait_for_function(shown, arg=len(symptoms))

    def focus(self, control: str) -> Any:
        """Focus on the first such control, with an urgent answer on the card, since that has all of them."""
        self.select("fainting")
        found = self.page.locator(CONTROLS[control]).first
        self.page.locator(".wk-card .wk-more").first.evaluate("(part, open) => part.open = open", control == "copy")
        found.evaluate(
            "node => node.tagName === 'A' && node.addEventListener('click', event => event.preventDefault())"
        )
        found.focus()
        assert found.evaluate("node => node === document.activeElement")
        return found
