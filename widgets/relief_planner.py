"""The relief planner: warning signs first, then what may ease an ache in the minutes that there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import traitlets

from kb import KnowledgeBase, plan_relief
from kb.classroom import Classroom
from kb.portions import one, words_of
from kb.relief import HELPS, KINDS, MINUTES, PAIN_SIGNS, PLACES, in_order, known_minutes
from kb.relief import answer as answer_to
from kb.schema import URGENT
from kb.triage import Assessment
from widgets.base import LiveWidget, icons, render
from widgets.knowledge import columns, phones, triage_knowledge

# The signs that matter before somebody warms, moves or rests an ache; each stops the plan.
FIRST = (
    "heavy_bleeding", "severe_belly_pain", "severe_one_sided_pain", "pain_moving_right", "fainting", "chest_pain",
    "breathless", "numb_or_weak", "fever_very_ill", "injury_hard", "medicine_too_much", "spotting", "fluid_leak",
    "belly_and_back_pain", "belly_pain_lasting", "belly_pain_growing", "cramps_strong", "regular_cramps",
    "tightening_repeated", "one_sided_pain", "shoulder_tip_pain", "back_pain_severe", "back_pain_worsening",
    "flank_pain", "leg_swollen_one", "leg_pain_worse", "urine_burning", "bladder_or_bowel_trouble", "fever", "dizzy",
    "fall_or_blow", "something_wrong",
)  # fmt: skip
FACTS = ("id", "number", "kind", "title", "steps", "caution", "minutes", "places", "helps")
WORDS = (
    "ask", "back", "care", "choose", "first", "first_lead", "min", "minutes", "none", "pain", "pain_hint", "place",
    "plan", "plan_for", "set_timer", "stopped", "stopped_why", "timer_set", "total", "waiting",
)  # fmt: skip


class ReliefPlanner(LiveWidget):
    """Three to five steps for an ache; a ticked warning sign stops the plan. The browser decides; Python mirrors.

    Args:
        base: the knowledge base.
        classroom: the class's phone numbers; ruled lines where None or empty.

    Attributes:
        place: where somebody is: home, bed, work or on_the_way.
        pain: what hurts: any of low_back, sides_of_belly, pelvic_joints, whole_body.
        minutes: how many there are: 5, 10, 15, 20, 30, 45 or 60.
        selected: ids of the ticked warning signs, of those that the planner offers.
        timed: the remedy that a timer was last set to, or "". A timer that follows the planner takes it over.
        has_timer: a timer follows the planner.

    Raises:
        TypeError: when one of these is set to a value of the wrong type.
        ValueError: when one of these is set to what is not allowed, with what is.
    """

    files = "relief_planner"
    knowledge = traitlets.Dict().tag(sync=True)
    signs = traitlets.Dict().tag(sync=True)
    remedies = traitlets.Dict().tag(sync=True)
    place = traitlets.Unicode("home").tag(sync=True)
    pain = traitlets.List(traitlets.Unicode()).tag(sync=True)
    minutes = traitlets.Int(20).tag(sync=True)
    selected = traitlets.List(traitlets.Unicode()).tag(sync=True)
    timed = traitlets.Unicode("").tag(sync=True)
    has_timer = traitlets.Bool(False).tag(sync=True)

    def __init__(self, base: KnowledgeBase, *, classroom: Classroom | None = None) -> None:
        self._base = base
        room = classroom or Classroom()
        signs = first_signs(base)
        self._signs = [sign["id"] for level, found in signs for sign in found]
        super().__init__(
            knowledge=_knowledge(base, room),
            signs={level["id"]: columns(found, ("id", "text")) for level, found in signs},
            remedies=_remedies(base),
            plain_html=_paper(base, room, signs),
        )

    @traitlets.validate("place")
    def _a_place(self, proposal: Any) -> str:
        one("place", proposal["value"], PLACES)
        return str(proposal["value"])

    @traitlets.validate("pain", "selected")
    def _each_known(self, proposal: Any) -> list[str]:
        name = proposal["trait"].name
        return list(words_of(name, proposal["value"], HELPS if name == "pain" else self._signs))

    @traitlets.validate("minutes")
    def _on_offer(self, proposal: Any) -> int:
        return known_minutes(proposal["value"])

    @traitlets.validate("timed")
    def _a_step(self, proposal: Any) -> str:
        if proposal["value"]:
            one("timed", proposal["value"], [row["id"] for row in in_order(self._base) if row["kind"] in KINDS])
        return str(proposal["value"])

    @property
    def assessment(self) -> Assessment:
        """What to do about the ticked signs and what hurts, held together, as `kb.assess` says it."""
        return answer_to(self._base, self.pain, self.selected)

    @property
    def plan(self) -> pd.DataFrame:
        """The steps, as `kb.plan_relief` gives them: none while a sign needs a call, or while nothing hurts."""
        hurts = self.pain or HELPS
        found = plan_relief(self._base, place=self.place, helps=hurts, minutes=self.minutes, signs=self.selected)
        return found if self.pain else found.iloc[:0]


def first_signs(base: KnowledgeBase) -> list[tuple[Mapping[str, Any], list[dict[str, Any]]]]:
    """The signs to tick first under their levels, most urgent first, in short words."""
    levels = sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    symptoms, rules = base.rows["symptoms"], base.rows["rules"]
    known = [symptoms[sign] for sign in FIRST if sign in symptoms and sign in rules]
    signs = [{"id": row["id"], "text": _capital(row["card_text"] or row["text"])} for row in known]
    groups = [(level, [sign for sign in signs if rules[sign["id"]]["level"] == level["id"]]) for level in levels]
    return [(level, found) for level, found in groups if found]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _remedies(base: KnowledgeBase) -> dict[str, list[Any]]:
    """All remedies as columns in the order of doing, with who says so."""
    rows = in_order(base)
    names = [[base.rows["sources"][key]["organisation"] for key in row["source_ids"]] for row in rows]
    return {**columns(rows, FACTS), "said_by": [list(dict.fromkeys(found)) for found in names]}


def _knowledge(base: KnowledgeBase, room: Classroom) -> dict[str, Any]:
    """What triage knows, and the words and choices of the planner."""
    known = triage_knowledge(base, room)
    words = [*WORDS, *(f"place_{place}" for place in PLACES), *(f"pain_{pain}" for pain in HELPS)]
    return {
        **known,
        "places": PLACES,
        "pains": HELPS,
        "minutes": MINUTES,
        "urgent": URGENT,
        "pain_signs": PAIN_SIGNS,
        "text": {
            **known["text"],
            "sources": base.text("sources_label"),
            "more_signs": base.text("card_more"),
            **{f"relief_{name}": base.text(f"relief_{name}") for name in words},
        },
        "icons": {**known["icons"], "warn": icons()["warn"]},
    }


def _paper(base: KnowledgeBase, room: Classroom, signs: list[tuple[Mapping[str, Any], list[dict[str, Any]]]]) -> str:
    """The signs to tick with a pen, all remedies with boxes by what hurts, and lines for a plan of one's own."""
    return render(
        "relief_planner.html",
        base=base,
        signs=signs,
        phones=phones(base, room),
        remedies=in_order(base),
        pains=HELPS,
        worse=base.rows["levels"]["self_care"]["if_worse"],
    )
