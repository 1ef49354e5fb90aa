"""`python -m kb.evening notebooks/class.toml`: the plan of the evening as JSON, for whoever makes the pages."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kb.base import KnowledgeBase, load
from kb.classroom import Classroom, ClassroomError
from kb.classroom import load as load_class

CARD_IN = "takeaways"  # the section whose notebook holds the card for the wall


def plan(base: KnowledgeBase, room: Classroom) -> dict[str, Any]:
    """Title, day and sections of the evening; and the pages that are a part of a notebook alone, by name."""
    sections = [{"notebook": row["notebook"], "minutes": minutes} for row, minutes in room.evening(base)]
    card = base.rows["sections"].get(CARD_IN)
    return {
        "title": room.class_name or base.text("evening_title"),
        "date": room.day(base),
        "sections": sections,
        "alone": {"call_card": card["notebook"]} if card else {},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the plan, and to the error output how long it takes; 2 with all faults if class.toml has any."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) != 1 or given[0].startswith("-"):
        print("usage: python -m kb.evening notebooks/class.toml", file=sys.stderr)
        return 2
    try:
        room = load_class(Path(given[0]))
        base = load(language=room.language)
    except FileNotFoundError:
        print(f"{given[0]}: there is no such file.", file=sys.stderr)
        return 2
    except ClassroomError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(plan(base, room), ensure_ascii=False, indent=1))
    minutes = [minutes for _, minutes in room.evening(base)]
    print(f"sections: {len(minutes)}, minutes: {sum(minutes)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
