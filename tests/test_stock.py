"""Without our exporter nothing is lost: stock nbconvert shows every plain form, table and claim as text."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT
from small_notebooks import soup, words

import kb
from widgets.claims import section_claims

pytestmark = [pytest.mark.kernel, pytest.mark.xdist_group("exporter")]

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECTION = re.compile(r"""SectionText\(base, ["'](\w+)["']""")


def _sources(file: Path) -> str:
    return "\n".join(cell.source for cell in nbformat.read(file, 4).cells if cell.cell_type == "code")


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the stock page of each notebook says in its outputs, by name."""
    target = tmp_path_factory.mktemp("stock")
    options = [
        "--execute",
        "--to",
        "html",
        "--ExecutePreprocessor.store_widget_state=False",
        "--output-dir",
        str(target),
    ]
    command = [sys.executable, "-m", "nbconvert", *options, *map(str, NOTEBOOKS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    pages = {file.stem: soup((target / f"{file.stem}.html").read_text(encoding="utf-8")) for file in NOTEBOOKS}
    return {name: " ".join(map(words, page.select(".jp-OutputArea-output"))) for name, page in pages.items()}


def _with(pattern: str) -> list[str]:
    return [file.stem for file in NOTEBOOKS if re.search(pattern, _sources(file))]


def _missing(texts, said: str) -> list[str]:
    return [text for text in texts if " ".join(text.split()) not in said]


@pytest.mark.parametrize("name", _with(r"SymptomSelector\("))
def test_every_sign_is_listed_to_tick_with_a_pen(base: kb.KnowledgeBase, stock: dict[str, str], name: str):
    assert base.text("paper_title") in stock[name]
    assert _missing([row["text"] for row in base.rows["symptoms"].values() if row["group_id"]], stock[name]) == []


@pytest.mark.parametrize("name", _with(r"signs_by_level\("))
def test_chart_stands_as_a_sentence_and_a_table(base: kb.KnowledgeBase, stock: dict[str, str], name: str):
    from widgets import signs_by_level

    chart = signs_by_level(base)
    rows = [" ".join(map(str, row)) for row in chart.table.to_numpy().tolist()]
    assert _missing([chart.sentence, *chart.table.columns, *rows], stock[name]) == []


@pytest.mark.parametrize("name", _with(SECTION.pattern))
def test_every_claim_of_the_section_is_told(base: kb.KnowledgeBase, stock: dict[str, str], name: str):
    source = _sources(next(file for file in NOTEBOOKS if file.stem == name))
    texts = [claim["text"] for section in SECTION.findall(source) for claim in section_claims(base, section)]
    assert len(texts) > 1
    assert _missing(texts, stock[name]) == []


@pytest.mark.parametrize("name", [file.stem for file in NOTEBOOKS])
def test_no_view_is_left_as_a_name(stock: dict[str, str], name: str):
    assert re.findall(r"<\w+>|\w+\(children=", stock[name]) == []
