"""What is installed from the wheel is whole: it needs neither the repository nor an editable install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT
from jupyter_core.paths import jupyter_path
from lab_files import PLACES
from lab_server import environment
from small_notebooks import code, soup, state_of, text, words, write

import kb

pytestmark = pytest.mark.kernel

PACKAGES = ("handouts", "kb", "widgets")
LEFT_BEHIND = ("*.pyc", "*.part")
WHERE = "import kb, widgets, handouts; print(kb.__file__, widgets.__file__, handouts.__file__, sep='\\n')"
LOADED = "import kb; base = kb.load(); print(len(base.symptoms), kb.assess(base, ['fainting']).level)"


@dataclass
class Installed:
    """A fresh Python that has the wheel, and the dependencies of the one that runs the tests."""

    python: Path
    packages: Path
    elsewhere: Path

    def run(self, *arguments: str) -> str:
        """What Python says, started far from the repository."""
        known = {key: value for key, value in environment(self.elsewhere).items() if key != "PYTHONPATH"}
        done = subprocess.run([str(self.python), *arguments], cwd=self.elsewhere, env=known, capture_output=True,
                              text=True, encoding="utf-8", timeout=120)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Dependencies come by a path that only names their folder, so that the editable install in it stays unread."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "env", with_pip=False, symlinks=os.name != "nt")
    scheme = {"base": str(folder / "env"), "platbase": str(folder / "env")}
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    theirs = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (packages / "dependencies.pth").write_text("\n".join(theirs) + "\n", encoding="utf-8")
    templates = next(place for place in map(Path, jupyter_path("nbconvert", "templates")) if (place / "base").is_dir())
    shutil.copytree(templates, folder / "env" / "share" / "jupyter" / "nbconvert" / "templates")
    (folder / "elsewhere").mkdir()
    python = Path(sysconfig.get_path("scripts", "venv", scheme)) / Path(sys.executable).name
    return Installed(python, packages, folder / "elsewhere")


def on_disk() -> set[str]:
    """The files of the packages, as the wheel should name them; those for JupyterLab go elsewhere."""
    files = {file for package in PACKAGES for file in (ROOT / package).rglob("*") if file.is_file()} - set(PLACES)
    return {file.relative_to(ROOT).as_posix() for file in files if not any(map(file.match, LEFT_BEHIND))}


def test_it_holds_all_files_of_the_packages_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name and ".data/" not in name}
    assert names == on_disk()
    assert {
        "handouts/host.js",
        "handouts/unpack.js",
        "handouts/strings.csv",
        "handouts/templates/handout/conf.json",
        "handouts/templates/page.html",
        "kb/tables/rules.csv",
        "widgets/static/shared.js",
        "widgets/static/theme.css",
        "widgets/templates/symptom_selector.html",
    } <= names


def test_it_brings_the_extension_and_the_settings_for_jupyterlab(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        brought = {name.split(".data/data/")[1] for name in archive.namelist() if ".data/data/" in name}
    assert brought == {place.as_posix() for place in PLACES.values()}


def test_the_packages_come_from_the_wheel(installed: Installed) -> None:
    found = [Path(line).resolve() for line in installed.run("-c", WHERE).splitlines()]
    assert found == [(installed.packages / name / "__init__.py").resolve() for name in ("kb", "widgets", "handouts")]


def test_the_tables_load_and_the_rules_answer(installed: Installed, base: kb.KnowledgeBase) -> None:
    assert installed.run("-c", LOADED).split() == [str(len(base.symptoms)), "emergency"]


def test_the_report_on_the_tables_works(installed: Installed) -> None:
    report = subprocess.run([sys.executable, "-m", "kb"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert installed.run("-m", "kb") == report.stdout
    assert "symptoms" in report.stdout


def test_a_notebook_of_somebody_else_becomes_a_living_handout(installed: Installed, tmp_path: Path) -> None:
    start = "import kb, widgets\nprint(kb.__file__)"
    notebook = write(tmp_path / "somewhere", text("# A page"), code(start), code("widgets.SymptomSelector(kb.load())"))
    installed.run("-m", "nbconvert", "--to", "handout", "--output-dir", str(tmp_path / "pages"), str(notebook))
    page = tmp_path / "pages" / "small.html"
    read = soup(page.read_text(encoding="utf-8"))
    assert Path(words(read.select_one(".ho-output"))).resolve().is_relative_to(installed.packages.resolve())
    assert len(read.select(".ho-widget .ho-plain li")) > 30
    assert [model["state"]["selected"] for model in state_of(page)["models"].values()] == [[]]
