"""When to ask for more help, and who gives it: an answer to how long it has lasted, then the steps one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import traitlets

from kb import KnowledgeBase, NextStep, next_step
from kb.classroom import Classroom
from kb.treatment import ALSO, LASTED, PAIR_SIGN, known
from kb.triage import close
from widgets.base import LiveWidget, icons, render
from widgets.knowledge import columns, triage_knowledge

CLOCK = ("id", "place", "clock", "from_minutes", "pain_id", "lasting_id", "severe_id", "worse_id")
STEP = ("id", "title", "when", "who", "what_it_is_like", "stance", "evidence", "ask", "sources")
SIGNS = ("pain_id", "lasting_id", "severe_id", "worse_id")
ICONS = ("arrow_up", "copy", "fork", "octagon", "phone", "question", "speech", "warn", "x")
SHARED_WORDS = (
    "announce", "answer_heading", "because_heading", "call_anyway", "copied", "copy", "copy_failed", "decisive",
    "differ_article", "differ_guidance", "differ_heading", "differ_ours", "none_word", "phone_blank", "say_heading",
    "say_script", "sources_label", "together_one", "worse_heading",
)  # fmt: skip


class TreatmentSteps(LiveWidget):
    """Where it hurts and how long give an answer; the steps say who helps, what it is like, what to ask.

    Args:
        base: the knowledge base.
        classroom: the class's phone numbers; ruled lines where None or empty.

    Attributes:
        where: ids of pain_clocks.csv, each place that hurts.
        lasted: how long, a key of `kb.treatment.LASTED`; "" for not picked.
        also: what else is true, of `kb.treatment.ALSO`.
        step: the id of the step that stands open.
        asked: ticked questions, as the id of a step and the number of its question, such as "medicines_1".

    Raises:
        TypeError: when a list is set to a single text.
        ValueError: when one of these is set to what is not allowed, naming what is.
    """

    files = "treatment_steps"
    knowledge = traitlets.Dict().tag(sync=True)
    where = traitlets.List(traitlets.Unicode()).tag(sync=True)
    lasted = traitlets.Unicode("").tag(sync=True)
    also = traitlets.List(traitlets.Unicode()).tag(sync=True)
    step = traitlets.Unicode("").tag(sync=True)
    asked = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, base: KnowledgeBase, *, classroom: Classroom | None = None) -> None:
        self._base = base
        steps = _steps(base)
        self._allowed = {
            "where": list(base.rows["pain_clocks"]),
            "lasted": ["", *LASTED],
            "also": list(ALSO),
            "step": [step["id"] for step in steps],
            "asked": [f"{step['id']}_{number}" for step in steps for number, _ in enumerate(step["ask"], 1)],
        }
        super().__init__(
            knowledge=_knowledge(base, classroom or Classroom(), steps),
            step=steps[0]["id"],
            plain_html=render("treatment_steps.html", base=base, steps=steps, clocks=_clocks(base)),
        )

    @traitlets.validate("where", "also", "asked")
    def _each_known(self, proposal: Any) -> list[str]:
        name = proposal["trait"].name
        return list(known(name, proposal["value"], self._allowed[name]))

    @traitlets.validate("lasted", "step")
    def _known(self, proposal: Any) -> str:
        name = proposal["trait"].name
        if proposal["value"] not in self._allowed[name]:
            shown = ", ".join(option or '""' for option in self._allowed[name])
            raise ValueError(f"{name}: “{proposal['value']}” is not known. Allowed: {shown}.")
        return str(proposal["value"])

    @property
    def next_step(self) -> NextStep:
        """What to do about what was picked, as `kb.next_step` says it."""
        return next_step(self._base, self.where, self.lasted, self.also)

    @property
    def questions(self) -> list[str]:
        """The ticked questions in words, in the order of ticking."""
        steps = self._base.rows["treatment_steps"]
        found = [name.rpartition("_") for name in self.asked]
        return [steps[step]["ask"][int(number) - 1] for step, _, number in found]


def _clocks(base: KnowledgeBase) -> list[Mapping[str, Any]]:
    return sorted(base.rows["pain_clocks"].values(), key=lambda clock: clock["number"])


def _steps(base: KnowledgeBase) -> list[dict[str, Any]]:
    """The steps in their order, each with the names of those who are its sources."""
    rows = sorted(base.rows["treatment_steps"].values(), key=lambda step: step["number"])
    return [{**row, "sources": "; ".join(_named(base, key) for key in row["source_ids"])} for row in rows]


def _named(base: KnowledgeBase, key: str) -> str:
    source = base.rows["sources"][key]
    unread = f" ({base.text('source_from_memory')})" if source["seen"] == "from_memory" else ""
    return f"{source['organisation']}{unread}"


def _only(table: dict[str, list[Any]], keep: list[bool]) -> dict[str, list[Any]]:
    return {name: [cell for cell, kept in zip(cells, keep, strict=True) if kept] for name, cells in table.items()}


def _knowledge(base: KnowledgeBase, room: Classroom, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """Clocks, steps and words, and of the triage only the signs that the picks can amount to."""
    triage = triage_knowledge(base, room)
    picks = {clock[name] for clock in _clocks(base) for name in SIGNS if clock[name]} | {PAIR_SIGN}
    signs = close(base, picks)
    texts = {key: row["text"] for key, row in base.rows["strings"].items()}
    own = {key: text for key, text in texts.items() if key.startswith("treat_") and "_paper_" not in key}
    stances = {f"stance_{step['stance']}": base.text(f"stance_{step['stance']}") for step in steps}
    symptoms, rules = triage["symptoms"], triage["rules"]
    return {
        **{name: triage[name] for name in ("levels", "phones", "always", "language")},
        "groups": _only(triage["groups"], [False] * len(triage["groups"]["id"])),
        "symptoms": _only(symptoms, [symptom in signs for symptom in symptoms["id"]]),
        "rules": _only(rules, [signs.issuperset(needed) for needed in rules["symptom_ids"]]),
        "clocks": columns(_clocks(base), CLOCK),
        "steps": columns(steps, STEP),
        "lasted": LASTED,
        "also": list(ALSO),
        "text": {**{name: texts[name] for name in SHARED_WORDS}, **stances, **own},
        "icons": {name: icons()[name] for name in ICONS},
    }
