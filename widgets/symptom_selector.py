"""The symptom selector: tick what you feel, read what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import traitlets

from kb import Assessment, KnowledgeBase, assess
from kb.classroom import Classroom
from kb.triage import known_symptoms
from widgets.base import LiveWidget, render
from widgets.knowledge import phones, search_words, triage_knowledge


class SymptomSelector(LiveWidget):
    """A list of signs to tick, with a card that says at once what to do. The browser decides; Python mirrors.

    Args:
        base: the knowledge base.
        classroom: the class's names and phone numbers; ruled lines where None or empty.
        selected: ids of symptoms.csv to start with.

    Attributes:
        selected: ids of the ticked symptoms, in the order of ticking. May be set; all views follow.

    Raises:
        ValueError: when `selected` is set to an unknown symptom, with the nearest ids.
    """

    files = "symptom_selector"
    knowledge = traitlets.Dict().tag(sync=True)
    selected = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(
        self, base: KnowledgeBase, *, classroom: Classroom | None = None, selected: Iterable[str] = ()
    ) -> None:
        self._base = base
        room = classroom or Classroom()
        super().__init__(
            knowledge={**triage_knowledge(base, room), "search": search_words(base)},
            selected=list(known_symptoms(base, selected)),
            plain_html=paper_form(base, room),
        )

    @traitlets.validate("selected")
    def _known(self, proposal: Any) -> list[str]:
        return list(known_symptoms(self._base, proposal["value"]))

    @property
    def assessment(self) -> Assessment:
        """What to do about the ticked symptoms, as `kb.assess` says it."""
        return assess(self._base, self.selected)


def paper_form(base: KnowledgeBase, classroom: Classroom) -> str:
    """The list by what to do, to tick with a pen: paper cannot compute, so the level stands as the heading."""
    rows = base.rows
    levels = sorted(rows["levels"].values(), key=lambda level: level["rank"])
    shown = {key: symptom for key, symptom in rows["symptoms"].items() if symptom["group_id"]}
    signs = sorted(shown.values(), key=lambda symptom: symptom["number"])
    pairs = [rule for rule in rows["rules"].values() if len(rule["symptom_ids"]) > 1]
    return render(
        "symptom_selector.html",
        base=base,
        levels=levels,
        signs={level["id"]: [s for s in signs if rows["rules"][s["id"]]["level"] == level["id"]] for level in levels},
        pairs={level["id"]: [rule for rule in pairs if rule["level"] == level["id"]] for level in levels},
        phones=phones(base, classroom),
    )
