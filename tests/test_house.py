"""The rules of the house: small modules, one way for imports, clean notebooks, one set of dependencies, no leaks."""

from __future__ import annotations

import ast
import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from handout_pages import NO_SECTION

import kb

PACKAGES = ("kb", "widgets", "handouts")
MODULES = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SCRIPTS = sorted(file for folder in ("widgets/static", "handouts") for file in (ROOT / folder).rglob("*.js"))
FORBIDDEN = {"kb": {"widgets", "handouts"}, "widgets": {"handouts"}, "handouts": {"kb", "widgets"}}
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
SLIDES = {"slide", "subslide", "fragment", "skip", "notes", "-"}
URGENT = "**Bleeding, severe pain, fainting: call now"
TEXT_FILES = {".css", ".csv", ".html", ".ipynb", ".j2", ".js", ".json", ".md", ".py", ".toml", ".ts", ".txt", ".yml",
              ".yaml", ".cfg", ".sh", ""}  # fmt: skip
A_MACHINE_S_PATH = re.compile(r"(?<![\w.-])/(?:home|root|work|Users)/")

modules = pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(ROOT).as_posix())
notebooks = pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
scripts = pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)


def text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def cells(file: Path, kind: str = "") -> list[dict[str, Any]]:
    return [cell for cell in json.loads(text(file))["cells"] if kind in ("", cell["cell_type"])]


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def files_of_the_project() -> Iterator[Path]:
    """All text files, without what tools and builds leave behind."""
    for folder, below, names in os.walk(ROOT):
        here = Path(folder)
        below[:] = [
            name
            for name in below
            if (not name.startswith((".", "__pycache__")) or name in (".ci", ".github"))
            and name not in ("dist", "build", "node_modules")
            and not name.endswith(".egg-info")
            and not (here / name / "pyvenv.cfg").exists()
        ]
        yield from (here / name for name in names if Path(name).suffix in TEXT_FILES and name != ".git")


def test_there_is_something_to_look_at() -> None:
    assert {file.parts[len(ROOT.parts)] for file in MODULES} == set(PACKAGES)
    assert {"00_start_here", "03_warning_signs"} <= {file.stem for file in NOTEBOOKS}
    assert {"shared.js", "symptom_selector.js", "host.js"} <= {file.name for file in SCRIPTS}
    assert {ROOT / "README.md", ROOT / ".ci" / "run", Path(__file__)} <= set(files_of_the_project())


@modules
def test_modules_and_functions_are_small_and_modules_say_why_they_exist(file: Path) -> None:
    tree = ast.parse(text(file))
    assert len(text(file).splitlines()) <= 200
    assert ast.get_docstring(tree)
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 40] == []


@modules
def test_imports_go_one_way(file: Path) -> None:
    package = file.relative_to(ROOT).parts[0]
    assert not FORBIDDEN[package] & set(imported(ast.parse(text(file))))


@notebooks
def test_a_notebook_keeps_nothing_of_a_run(file: Path) -> None:
    notebook = json.loads(text(file))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"] == METADATA
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells(file, "code"))
    assert not any("attachments" in cell or "execution" in cell["metadata"] for cell in cells(file))


@notebooks
def test_a_notebook_is_a_set_of_slides_with_names(file: Path) -> None:
    found = cells(file)
    assert 10 <= len(found) <= 30
    assert all(cell["metadata"]["slideshow"]["slide_type"] in SLIDES for cell in found)
    ids = [cell["id"] for cell in found]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9_-]*", name) for name in ids)


@notebooks
def test_code_cells_are_short_hidden_and_without_logic(file: Path) -> None:
    for cell in cells(file, "code"):
        source = "".join(cell["source"])
        assert cell["metadata"]["jupyter"] == {"source_hidden": True}, cell["id"]
        assert 1 <= len(source.splitlines()) <= 3, cell["id"]
        logic = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.Try)
        assert not any(isinstance(node, logic) for node in ast.walk(ast.parse(source))), cell["id"]
        assert not re.search(r"import ipywidgets as widgets", source), cell["id"]


@notebooks
def test_a_notebook_opens_with_its_title_and_the_signs_that_cannot_wait(file: Path) -> None:
    first = cells(file)[0]
    title, _, urgent = "".join(first["source"]).splitlines()[:3]
    assert first["cell_type"] == "markdown"
    assert title.startswith("# ")
    assert urgent.startswith(URGENT)


@notebooks
def test_the_head_of_a_notebook_is_its_row_of_the_sections(file: Path, base: kb.KnowledgeBase) -> None:
    section = next((row for row in base.rows["sections"].values() if row["notebook"] == file.stem), None)
    if section is None:
        assert file.stem in NO_SECTION
        return
    lines = "".join(cells(file)[0]["source"]).splitlines()
    assert lines[0] == f"# {section['title']}"
    assert section["promise"] in lines
    sources = ["".join(cell["source"]) for cell in cells(file)]
    assert sum(f'SectionGoals(base, "{section["id"]}", classroom=room)' in source for source in sources) == 1
    assert not any(re.search(r"\d+ minutes\. By the end", source) for source in sources)  # an evening may have others


def split(requirement: str) -> tuple[str, str]:
    name = re.match(r"[A-Za-z0-9_.-]+", requirement)[0]  # type: ignore[index]
    return name.lower(), requirement.removeprefix(name).replace(" ", "")


def test_the_conda_environment_asks_for_what_the_project_asks_for() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    lines = text(ROOT / "environment.yml").splitlines()
    conda = dict(split(line[4:]) for line in lines if re.match(r"  - (?!conda-forge|pip:)", line))
    pip = [line.strip() for line in lines if line.startswith("      - ")]
    needed = dict(map(split, project["dependencies"]))
    assert conda.pop("python") == project["requires-python"].replace(" ", "")
    assert conda.pop("pip") == ""
    assert {"jupyterlab", "ipywidgets", "anywidget", "pandas", "plotly"} <= set(conda)
    assert conda == {name: needed.get(name) for name in conda}
    assert pip == ["- -e ."]


def test_the_readme_names_two_commands_and_ci_runs_the_one_that_tests() -> None:
    readme, targets = text(ROOT / "README.md"), text(ROOT / "Makefile")
    for command in ("lab", "test"):
        assert re.search(rf"^make {command}\b", readme, re.MULTILINE)
        assert re.search(rf"^{command}:", targets, re.MULTILINE)
    assert "make test" in text(ROOT / ".ci" / "run").splitlines()
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@scripts
def test_scripts_make_nodes_from_text_and_ask_no_network(file: Path) -> None:
    script = text(file).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\b|new Function", script)
    assert not re.search(r"https?:|wss?:|[\"'`]//\w|\bXMLHttpRequest\b|sendBeacon|\bWebSocket\b|EventSource", script)


def test_no_file_names_a_place_on_somebody_s_machine() -> None:
    found = [f"{file.relative_to(ROOT)}: {hit[0]}" for file in files_of_the_project()
             if (hit := A_MACHINE_S_PATH.search(file.read_text(encoding="utf-8", errors="replace")))]  # fmt: skip
    assert found == []
