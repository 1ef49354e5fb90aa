"""Faults for the module of a widget: one that throws as it draws, and one that throws when it is pressed or changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from small_notebooks import state_of

from handouts.frame import packed

WIDGET = "framed({ render }, "
AT_ONCE = 'framed({ render() { throw new Error("broken on purpose"); } }, '
PRESSED = """framed({ render(context) {
  context.el.addEventListener("pointerdown", () => { throw new Error("broken on purpose"); });
  return render(context);
} }, """
CHANGED = """framed({ render(context) {
  context.el.addEventListener("pointerdown", () => context.model.set("something", 1));
  context.model.on("change", () => { throw new Error("broken on purpose"); });
  return render(context);
} }, """


def with_fault(module: str, fault: str) -> str:
    """The module with one of the faults above in it."""
    assert module.count(WIDGET) == 1
    return module.replace(WIDGET, fault)


def damaged_page(file: Path, folder: Path, fault: str) -> tuple[Path, dict[str, Any]]:
    """A handout whose modules have a fault, or whose views have lost what they know; and its models."""
    state = state_of(file)
    if fault:
        state["modules"] = {key: with_fault(module, fault) for key, module in state["modules"].items()}
    for model in state["models"].values() if not fault else ():
        if "knowledge" in model["state"]:
            model["state"]["knowledge"] = {}
    page = file.read_text(encoding="utf-8")
    block = re.compile(r'(<script type="text/plain" id="handout-state"[^>]*>)[^<]*<')
    damaged = folder / file.name
    damaged.write_text(block.sub(lambda found: f"{found[1]}{packed(state)}<", page, count=1), encoding="utf-8")
    return damaged, state["models"]
