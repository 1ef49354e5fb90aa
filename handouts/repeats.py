"""What a page would carry twice, told once: gzip looks back 32 kB only, and much that repeats stands farther apart."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

LONG = 120  # letters of a value that is worth a path
WORTH_IT = 20  # letters of a piece that is worth a place
RULES = re.compile(r"[^{}]*\{[^{}]*\}|[^{}]*[{}]|[^{}]+$")
Parts = list[str | list[int]]


def parts(whole: str, told: str) -> Parts:
    """A style sheet as texts and, for what another one tells, its start and end there, as a browser counts.

    Args:
        whole: the sheet.
        told: where its rules may stand already.
    """
    found: Parts = []
    at = 0
    for piece in RULES.findall(whole):
        start = at if told.startswith(piece, at) else told.find(piece)
        if start >= 0 and (start == at or len(piece) > WORTH_IT):
            here, at = _units(told[:start]), start + len(piece)
            last = found[-1] if found else ""
            if isinstance(last, list) and last[1] == here:
                last[1] += _units(piece)
            else:
                found.append([here, here + _units(piece)])
        elif found and isinstance(found[-1], str):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _units(text: str) -> int:
    """How long a text is for a browser."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def told_once(models: Mapping[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """The models without their long values that stand elsewhere too, and where those belong and are found, as paths."""
    first: dict[str, list[str | int]] = {}
    alike: list[Any] = []
    return {name: _told_once(model, [name], first, alike) for name, model in models.items()}, alike


def _told_once(value: Any, path: list[str | int], first: dict[str, list[str | int]], alike: list[Any]) -> Any:
    """The value without its long parts that stand elsewhere too: widgets of one class know much of the same."""
    if not isinstance(value, (dict, list)):
        return value
    text = json.dumps(value, ensure_ascii=False)
    if len(text) < LONG:
        return value
    if text in first:
        alike.append([path, first[text]])
        return None
    first[text] = path
    if isinstance(value, list):
        return [_told_once(part, [*path, number], first, alike) for number, part in enumerate(value)]
    return {key: _told_once(part, [*path, key], first, alike) for key, part in value.items()}
