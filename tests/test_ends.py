"""Kernels and browsers that end in the middle of the work: it is told once, in words, and the rest is made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from nbformat import v4
from small_notebooks import code, soup, text, write

from handouts import evening
from handouts.building import build
from handouts.charts import browser as browsers
from handouts.charts import figures
from handouts.running import execution

pytestmark = [pytest.mark.deep, pytest.mark.kernel]

ENDS = {"at once": "import os\nos._exit(3)", "by a signal": "import os\nos.kill(os.getpid(), 9)"}
FIGURE = {"data": [{"type": "bar", "y": [3, 1]}], "layout": {"width": 300, "height": 200}}


@pytest.mark.parametrize("how", ["at once", "by a signal"])
def test_a_kernel_that_dies_keeps_its_own_pages_back_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], how: str
) -> None:
    for name, source in (("01_dies", ENDS[how]), ("02_lives", "print(6 * 7)")):
        write(tmp_path / "notebooks", text(f"# {name}"), code(source), name=name)
    plan = {"title": "Tuesday", "sections": [{"notebook": "01_dies"}, {"notebook": "02_lives"}], "alone": {}}
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    target = tmp_path / "pages"
    target.mkdir()
    (target / "01_dies.html").write_text("older and good", encoding="utf-8")
    assert evening.main([str(tmp_path / "plan.json"), str(tmp_path / "notebooks"), str(target)]) == 1
    said = capfd.readouterr().err
    assert "01_dies.ipynb: the notebook could not be run" in said
    assert "Traceback" not in said
    assert (target / "01_dies.html").read_text(encoding="utf-8") == "older and good"
    assert "42" in (target / "02_lives.html").read_text(encoding="utf-8")
    assert list(target.glob("*.part")) == []


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
def test_a_browser_that_ends_at_each_chart_is_told_once_and_tables_stand_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = browsers.Browser._draw

    def ends(self: Any, figure: dict[str, Any]) -> str:
        process = self._kaleido.subprocess
        process.kill()
        process.wait(10)
        return draw(self, figure)

    monkeypatch.setattr(browsers.Browser, "_draw", ends)
    monkeypatch.setattr(browsers, "SECONDS", 10.0)
    monkeypatch.setattr(execution, "_run", lambda *_: None)
    files = []
    for name in ("01_first", "02_second"):
        cell = code("chart")
        cell.outputs = [v4.new_output("display_data", {figures.PLOTLY: FIGURE}),
                        v4.new_output("display_data", {"text/html": "<details>Numbers: 3, 1</details>"})]  # fmt: skip
        files.append(write(tmp_path, text(f"# {name}"), cell, name=name))
    (fault,) = build(files, tmp_path / "pages")
    assert "Chrome or Chromium, stopped" in fault
    for file in files:
        page = soup((tmp_path / "pages" / f"{file.stem}.html").read_text(encoding="utf-8"))
        assert page.details.has_attr("open")
        assert page.select_one("[data-figure-missing]")
