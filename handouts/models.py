"""From the widget state of an executed notebook to what a page needs: plain forms in place, models and modules once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from handouts.charts.figures import figure_html
from handouts.running.execution import HandoutError
from handouts.styles import closed
from handouts.words import words

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
BOXES = {"VBoxModel": "ho-vbox", "HBoxModel": "ho-hbox", "BoxModel": "ho-hbox"} | dict.fromkeys(
    ("GridBoxModel", "AccordionModel", "TabModel", "StackModel"), "ho-vbox"
)
REFERENCE = re.compile(r"(IPY_MODEL_|anywidget:)([0-9a-f]{32}|[0-9a-f-]{36})")
IMPORT = re.compile(r"""(?:^|[;}\n]|\*/)\s*(?:import|export)\s*(?:[\w*{}\s,$]+\bfrom\s*)?["']([^"']+)["']""")
REMOTE_IMPORT = re.compile(r"""\bimport\(\s*["'`]((?!data:|blob:)[^"'`]+)""")
FIGURE_MISSING = ' data-figure-missing="true"'
SHARED_SHEET = 1_000


class Page:
    """The widgets of one page: what stands in the text, and what the host needs to bring it to life.

    Args:
        notebook_metadata: `notebook.metadata` after execution.
        mark: what its models' names begin with, so that pages of several notebooks can become one.
    """

    def __init__(self, notebook_metadata: Mapping[str, Any], mark: str = "") -> None:
        saved = notebook_metadata.get("widgets", {}).get(STATE, {})
        self._saved: Mapping[str, Any] = saved.get("state", {})
        self._mark = mark
        self._names: dict[str, str] = {}
        self._models: dict[str, Any] = {}
        self._modules: dict[str, Any] = {}
        self._styles: dict[str, None] = {}
        self._drawings: dict[str, str] = {}

    def view(self, model_id: str, where: str, *, plain_required: bool = True) -> str:
        """The HTML of a displayed model, with its plain form.

        Args:
            model_id: the kernel's id.
            where: the cell in words, for messages.
            plain_required: False for a cell tagged `no-plain-form`.

        Raises:
            HandoutError: for a widget without plain form, with a remote import, or without state.
        """
        if model_id not in self._saved:
            raise HandoutError(f"{where}: the widget has no saved state. Export with execution, or run and save first.")
        model = self._saved[model_id]
        state, kind = model["state"], model["model_name"]
        if "_esm" in state:
            plain = state.get("plain_html", "")
            if not plain and plain_required:
                raise HandoutError(
                    f"{where}: {self._class(model)} has no plain form. Give it a synced text trait plain_html with the"
                    " same content as HTML, or tag the cell no-plain-form."
                )
            plain = plain or f"<p>{escape(words()['not_on_paper'])}</p>"
            if state.get("needs_kernel"):  # a page has none, so that it shows the plain form for good
                self._styles.setdefault(state.get("_css", ""))
                return f"<div>{plain}</div>"
            name = self._keep(model_id, where)
            return f'<div class="ho-widget" data-model="{name}"><div class="ho-plain">{plain}</div></div>'
        if kind in BOXES:
            ids = [child.removeprefix("IPY_MODEL_") for child in state.get("children", [])]
            children = "".join(self.view(child, where, plain_required=plain_required) for child in ids)
            return f'<div class="{BOXES[kind]}">{children}</div>'
        if kind in ("HTMLModel", "HTMLMathModel"):
            return f"<div>{state.get('value', '')}</div>"
        if kind == "LabelModel":
            return f"<div>{escape(str(state.get('value', '')))}</div>"
        name = state.get("description") or kind.removesuffix("Model")
        value = state.get("value", _chosen(state))
        return f'<p class="ho-stock">{escape(f"{name}: {value}")} ({escape(words()["live_in_lab"])})</p>'

    def drawing(self, drawn: Sequence[str | None], alt: str) -> str:
        """The place of a drawing that only scripts need: where none run, the numbers of the chart stand beside it.

        Args:
            drawn: its parts as SVG, several if slides share them; None where there is no browser to draw.
            alt: what it says, in words.
        """
        missing = figure_html(None, alt)
        parts = [part for part in drawn if part is not None]
        if len(parts) < len(drawn):
            return missing
        missing = missing.replace(FIGURE_MISSING, "")  # its table stays shut
        name = f"{self._mark}d{len(self._drawings)}"
        self._drawings[name] = "".join(parts)
        shared = " data-slide-break" if len(parts) > 1 else ""
        return figure_html(missing, alt).replace("<figure", f'<figure data-drawing="{name}"{shared}', 1)

    def add(self, other: Page) -> None:
        """Take over the widgets of another page, whose mark is another one: modules and styles stay once."""
        self._models |= other._models
        self._modules |= other._modules
        self._styles |= other._styles
        self._drawings |= other._drawings

    def live(self, address: Callable[[str], str | None]) -> dict[str, Any]:
        """What the host needs, as JSON values.

        Args:
            address: where the address of a notebook leads from this page, None for nowhere. It is asked for what stands
                in a trait `addresses` (by name), since links that a view makes are not there to be changed.

        Returns:
            `models` and `drawings` by name, `modules` by key.
        """
        models = {name: _turned(model, address) for name, model in self._models.items()}
        return {"models": models, "drawings": self._drawings, "modules": self._modules}

    def styles(self) -> str:
        """The style sheets of all kept widgets: each once, and what they share once."""
        lines: dict[tuple[int, str], None] = {}
        for number, line in enumerate("\n".join(self._styles).splitlines()):
            whole = len(line) > SHARED_SHEET and line.count("{") == line.count("}")  # a sheet without line breaks
            lines.setdefault((0 if whole else number, line))
        return "\n".join(line for _, line in lines)

    def _class(self, model: Mapping[str, Any]) -> str:
        return str(model["state"].get("_anywidget_id") or model["model_name"])

    def _name(self, model_id: str) -> str:
        return self._names.setdefault(model_id, f"{self._mark}w{len(self._names)}")

    def _keep(self, model_id: str, where: str) -> str:
        name = self._name(model_id)
        if name in self._models or model_id not in self._saved:
            return name
        model = self._saved[model_id]
        kept: dict[str, Any] = {}
        self._models[name] = kept
        kept["state"] = {
            key: self._rename(value, where)
            for key, value in model["state"].items()
            if not key.startswith("_") and key not in ("plain_html", "layout", "tabbable", "tooltip")
        }
        if "_esm" in model["state"]:
            kept["module"] = self._module(model, where)
            if style := model["state"].get("_css"):
                self._styles.setdefault(closed(style))
        if buffers := model.get("buffers"):
            kept["buffers"] = [{key: item[key] for key in ("path", "data")} for item in buffers]
        return name

    def _rename(self, value: Any, where: str) -> Any:
        """The value with references to other models under their new names; those models are kept too."""
        if isinstance(value, str):
            found = REFERENCE.fullmatch(value)
            return f"{found[1]}{self._keep(found[2], where)}" if found and found[2] in self._saved else value
        if isinstance(value, list):
            return [self._rename(item, where) for item in value]
        if isinstance(value, dict):
            return {key: self._rename(item, where) for key, item in value.items()}
        return value

    def _module(self, model: Mapping[str, Any], where: str) -> str:
        source = model["state"]["_esm"]
        name = self._class(model)
        foreign = [source] if re.match(r"https?:", source) else IMPORT.findall(source) + REMOTE_IMPORT.findall(source)
        if foreign:
            raise HandoutError(
                f"{where}: the module of {name} loads {foreign[0]}, which an offline page cannot. Use a widget whose"
                " module is self-contained."
            )
        key = "m" + hashlib.sha256(source.encode()).hexdigest()[:12]
        self._modules[key] = source
        return key


def _turned(model: Mapping[str, Any], address: Callable[[str], str | None]) -> dict[str, Any]:
    """The model with the addresses of notebooks turned; "" where one leads nowhere."""
    given = model["state"].get("addresses")
    if not isinstance(given, dict):
        return dict(model)
    turned = {name: address(value) or "" for name, value in given.items() if isinstance(value, str)}
    return {**model, "state": {**model["state"], "addresses": turned}}


def _chosen(state: Mapping[str, Any]) -> str:
    """What is picked in a stock control that holds labels and an index."""
    labels, index = state.get("_options_labels", []), state.get("index")
    picked = index if isinstance(index, list) else [index] if index is not None else []
    return ", ".join(str(labels[number]) for number in picked)
