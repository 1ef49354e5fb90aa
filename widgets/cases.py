"""Short cases: decide first, then see our line and why. Too careful is never an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import traitlets

from kb import KnowledgeBase, assess
from kb.classroom import Classroom
from kb.triage import compare
from widgets.base import LiveWidget, icons, render
from widgets.case_votes import MOST_HANDS, ROOM_WORDS, checked_revealed, checked_votes, known, room_results
from widgets.knowledge import columns, triage_knowledge

RESULTS = "results"  # the page after the last case
COMPARED = ("same", "more_careful", "less_careful", "not_answered")
WORDS = (
    "again", "back", "because", "caption", "choose_first", "chose", "count", "decide", "each", "here", "intro",
    "legend", "less", "less_said", "look_again", "mine", "missed", "more", "more_said", "name", "next", "none_yet",
    "not_answered", "ours", "result_bar", "results", "results_heading", "results_less", "results_more", "results_said",
    "same", "same_said", "start_again", "why",
)  # fmt: skip


class Cases(LiveWidget):
    """What would you do? Cases in a fixed order, each answered before our line is shown. The browser decides.

    Args:
        base: the knowledge base.
        classroom: the class's names and phone numbers; ruled lines where None or empty.
        room: whether a class decides together: the instructor counts hands, then reveals our line.

    Attributes:
        cases: the cases as columns, in their order.
        answers: for each case that is decided, the id of the level that was chosen. May be set; all views follow.
        current: the id of the case that is shown, or "results". May be set; all views follow.
        votes: for a room, the hands counted: case -> level -> count from 0 to 200. May be set; all views follow.
        revealed: for a room, the ids of the cases whose line is shown. May be set; all views follow.

    Raises:
        ValueError: when a trait names an unknown case or level, or votes hold another count, naming what is allowed.
    """

    files = "cases"
    knowledge = traitlets.Dict().tag(sync=True)
    cases = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    current = traitlets.Unicode("").tag(sync=True)
    room = traitlets.Bool(False, read_only=True).tag(sync=True)
    votes = traitlets.Dict().tag(sync=True)
    revealed: traitlets.List[str] = traitlets.List().tag(sync=True)

    def __init__(self, base: KnowledgeBase, *, classroom: Classroom | None = None, room: bool = False) -> None:
        self._base = base
        self._rows = sorted(base.rows["cases"].values(), key=lambda row: row["number"])
        rows = [{**row, "sources": [_name(base, key) for key in row["source_ids"]]} for row in self._rows]
        super().__init__(
            knowledge=_knowledge(base, classroom or Classroom(), room=room),
            cases=columns(rows, ("id", "title", "story", "symptom_ids", "level", "why", "sources")),
            current=rows[0]["id"] if rows else RESULTS,
            plain_html=_paper(base, rows, room=room),
        )
        self.set_trait("room", room)

    @traitlets.validate("answers")
    def _chosen(self, proposal: Any) -> dict[str, str]:
        answers: Mapping[str, str] = proposal["value"]
        for case, level in answers.items():
            known("case", case, self._base.rows["cases"])
            known("level", level, self._base.rows["levels"])
        return dict(answers)

    @traitlets.validate("current")
    def _shown(self, proposal: Any) -> str:
        return known("case", proposal["value"], [*self._base.rows["cases"], RESULTS])

    @traitlets.validate("votes")
    def _counted(self, proposal: Any) -> dict[str, dict[str, int]]:
        return checked_votes(self._base, proposal["value"])

    @traitlets.validate("revealed")
    def _told(self, proposal: Any) -> list[str]:
        return checked_revealed(self._base, proposal["value"])

    @property
    def results(self) -> pd.DataFrame:
        """How the answers stand to our line.

        Returns:
            A row a case, in their order: id, title, answer (a level, or "" where none was chosen), level (our line) and
            compared: same, more_careful, less_careful or not_answered.
        """
        found = [
            [row["id"], row["title"], answer, row["level"], compare(self._base, answer, row["level"])]
            for row in self._rows
            for answer in [self.answers.get(row["id"], "")]
        ]
        return pd.DataFrame(found, columns=["id", "title", "answer", "level", "compared"])

    @property
    def room_results(self) -> pd.DataFrame:
        """How the hands of the room stand to our line; nobody is named.

        Returns:
            A row a case, in their order: id, title, hands, level (our line), same, more_careful, less_careful (hands on
            each side of it) and most: the side with more than half of the hands, split or not_counted.
        """
        return room_results(self._base, self._rows, self.votes)


def _name(base: KnowledgeBase, key: str) -> str:
    row = base.rows["sources"][key]
    memory = f" ({base.text('source_from_memory')})" if row["seen"] == "from_memory" else ""
    return f"{row['organisation']}: {row['title']}{memory}"


def _knowledge(base: KnowledgeBase, classroom: Classroom, *, room: bool) -> dict[str, Any]:
    """What triage knows, with the words of the cases; only the symptoms and rules that cases can need."""
    triage = triage_knowledge(base, classroom)
    names = [*WORDS, *(f"room_{name}" for name in ROOM_WORDS if room)]
    own = {f"case_{name}": base.text(f"case_{name}") for name in names}
    drawings = {name: icons()[name] for name in ("tick", "plus", "warn")}
    text = triage["text"] | own | {"sources_label": base.text("sources_label")}
    most = {"most_hands": MOST_HANDS} if room else {}
    return {**triage, "text": text, "icons": triage["icons"] | drawings, **most}


def _paper(base: KnowledgeBase, rows: list[dict[str, Any]], *, room: bool) -> str:
    """All cases with boxes to tick, for a room with places for counts; our line in each on pages of its own."""
    levels = sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    because = {}
    for row in rows:
        found = assess(base, row["symptom_ids"])
        told = [r for r in found.reasons if r.rule in found.symptoms or len(r.symptoms) > 1]  # not what they imply
        because[row["id"]] = [reason.because for reason in told if reason.level == found.level]
    return render("cases_room.html" if room else "cases.html", base=base, rows=rows, levels=levels, because=because)
