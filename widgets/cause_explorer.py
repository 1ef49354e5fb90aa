"""What may lie behind an ache: from a change of the body to what one feels, and back. No diagnosis either way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import traitlets

from kb import KnowledgeBase, explain_sensations
from kb.body_changes import WEEK, known_sensations
from kb.schema import URGENT
from kb.triage import close
from widgets.base import LiveWidget, icons, render
from widgets.knowledge import columns

FACTS = (
    "id", "number", "title", "in_article", "change", "effect", "effect_stance", "feel", "feel_stance", "sensations",
    "from_week", "weeks_text", "caution",
)  # fmt: skip
PARTS = ("change", "effect", "feel", "caution")
WORDS = (
    "again", "again_name", "announce", "announce_change", "caution", "change", "clear", "early", "early_heading",
    "effect", "feel", "feel_heading", "feel_legend", "fits", "forward_heading", "forward_legend", "known",
    "link_effect", "link_feel", "may_heading", "none_now", "not_shown_heading", "nothing", "pick_change", "picked",
    "weeks", "when_to_call",
)  # fmt: skip
STANCES = ("agrees", "more_precise", "differs", "no_good_evidence")
WARNINGS = "warning_signs"


class CauseExplorer(LiveWidget):
    """Chains from a change of the body to a sensation, and from sensations back to the changes that are named for them.

    Whatever is picked, the view says that a sensation does not show its cause, and when to call. The browser decides.

    Args:
        base: the knowledge base.
        change: an id of body_changes.csv to start with; "" for none.
        sensations: ids of sensations.csv to start with.

    Attributes:
        change: the change whose chain is shown, or "". May be set; all views follow.
        sensations: what is felt, in the order of picking. May be set; all views follow.

    Raises:
        TypeError: when `sensations` is given as a single text.
        ValueError: when `change` or `sensations` is set to what is not in its table, naming what is allowed.
    """

    files = "cause_explorer"
    knowledge = traitlets.Dict().tag(sync=True)
    changes = traitlets.Dict().tag(sync=True)
    feelings = traitlets.Dict().tag(sync=True)
    claims = traitlets.Dict().tag(sync=True)
    change = traitlets.Unicode("").tag(sync=True)
    sensations = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, base: KnowledgeBase, *, change: str = "", sensations: Iterable[str] = ()) -> None:
        self._base = base
        rows = _in_order(base, "body_changes")
        feelings = _in_order(base, "sensations")
        super().__init__(
            knowledge=_knowledge(base, feelings),
            changes={**columns(rows, FACTS), "claims": [[list(row[f"{p}_claim_ids"]) for p in PARTS] for row in rows]},
            feelings=columns(feelings, ("id", "text", "symptom_ids", "call_if")),
            claims=_claims(base, rows),
            change=change,
            sensations=list(known_sensations(base, sensations)),
            plain_html=_plain(base, rows, feelings),
        )

    @traitlets.validate("change")
    def _known_change(self, proposal: Any) -> str:
        change: str = proposal["value"]
        known = self._base.rows["body_changes"]
        if change and change not in known:
            raise ValueError(f"unknown change “{change}”. Allowed: {', '.join(known)}, or nothing.")
        return change

    @traitlets.validate("sensations")
    def _known_sensations(self, proposal: Any) -> list[str]:
        return list(known_sensations(self._base, proposal["value"]))

    @property
    def explained(self) -> pd.DataFrame:
        """The changes that are named for the picked sensations, as `kb.explain_sensations` says it."""
        return explain_sensations(self._base, self.sensations)


def _in_order(base: KnowledgeBase, table: str) -> list[Mapping[str, Any]]:
    return sorted(base.rows[table].values(), key=lambda row: row["number"])


def _guard(base: KnowledgeBase) -> str:
    """The line that stands with every answer."""
    section = base.rows["sections"][WARNINGS]
    return base.text("explore_guard").format(title=section["title"], number=section["number"])


def _signs(base: KnowledgeBase, feelings: list[Mapping[str, Any]]) -> set[str]:
    """The symptoms that the sensations stand for, with what they imply."""
    return close(base, [symptom for feeling in feelings for symptom in feeling["symptom_ids"]])


def _urgent(base: KnowledgeBase, feelings: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rules of the same day or sooner that the sensations can set off."""
    signs = _signs(base, feelings)
    return [r for r in base.rows["rules"].values() if r["level"] in URGENT and signs.issuperset(r["symptom_ids"])]


def _knowledge(base: KnowledgeBase, feelings: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Words, drawings, and what of the warning signs the sensations can set off."""
    rows = base.rows
    signs = _signs(base, feelings)
    levels = [rows["levels"][level] for level in URGENT]
    drawings = ("arrow_up", "warn", "x", *(level["icon"] for level in levels))
    text = {name: base.text(f"explore_{name}") for name in WORDS}
    text |= {
        name: base.text(name)
        for name in ("call_anyway", "claim_repeats", "sources_label", *(f"stance_{s}" for s in STANCES))
    }
    text |= {f"in_article_{word}": base.text(f"cause_in_article_{word}") for word in ("no", "partly")}
    return {
        "week": WEEK,
        "levels": columns(levels, ("id", "rank", "word", "action", "lead", "icon")),
        "symptoms": columns([s for s in rows["symptoms"].values() if s["id"] in signs], ("id", "implies")),
        "rules": columns(_urgent(base, feelings), ("id", "level", "symptom_ids", "because")),
        "text": {**text, "guard": _guard(base)},
        "icons": {name: icons()[name] for name in drawings},
        "language": base.language,
    }


def _claims(base: KnowledgeBase, rows: list[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """The claims that the steps rest on, each with the names of its sources."""
    used = dict.fromkeys(claim for row in rows for part in PARTS for claim in row[f"{part}_claim_ids"])
    claims = [base.rows["claims"][claim] for claim in used]
    names = [
        [_named(base, base.rows["sources"][key], "organisation", "title") for key in claim["source_ids"]]
        for claim in claims
    ]
    return {**columns(claims, ("id", "text", "stance", "nuance")), "sources": names}


def _named(base: KnowledgeBase, source: Mapping[str, Any], *parts: str) -> str:
    """A source by some of its columns, marked if nobody has read it for us."""
    memory = f" ({base.text('source_from_memory')})" if source["seen"] == "from_memory" else ""
    return ": ".join(source[part] for part in parts) + memory


def _plain(base: KnowledgeBase, rows: list[Mapping[str, Any]], feelings: list[Mapping[str, Any]]) -> str:
    """All chains, and all sensations with what is named for them, as two tables."""
    explained = {row["id"]: explain_sensations(base, [row["id"]]).to_dict("records") for row in feelings}
    sources = {
        row["id"]: sorted({_named(base, base.rows["sources"][key], "organisation") for key in row["source_ids"]})
        for row in (*rows, *feelings)
    }
    pairs = [rule for rule in _urgent(base, feelings) if len(rule["symptom_ids"]) > 1]
    facts = {"rows": rows, "feelings": feelings, "explained": explained, "sources": sources, "pairs": pairs}
    return render("cause_explorer.html", base=base, week=WEEK, **facts)
