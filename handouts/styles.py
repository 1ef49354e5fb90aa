"""Style sheets of a page: which of their rules what is read without scripts can need."""

from __future__ import annotations

import re
from collections.abc import Iterator

TOKEN = re.compile(r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]""", re.DOTALL)
CLASSES = re.compile(r"""\bclass=(?:"([^"]*)"|'([^']*)')""")
HOLDS_RULES = ("@media", "@supports", "@container", "@layer", "@scope")
ATTRIBUTE_OR_PART = re.compile(r"\[[^\]]*\]|:[\w-]+\([^()]*\)")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def tight(sheet: str) -> str:
    """A style sheet without comments and needless spaces."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", sheet)).strip()


def closed(sheet: str) -> str:
    """A style sheet with the brackets closed that it leaves open, so that another one can follow it."""
    signs = [token[0] for token in TOKEN.finditer(sheet)]
    return sheet + "}" * (signs.count("{") - signs.count("}"))


def needed(sheet: str, markup: str) -> str:
    """The rules of a style sheet that can apply to the markup: all but those for classes that nothing in it has.

    Args:
        sheet: the whole style sheet.
        markup: what stands in the page before a script has run.
    """
    return _needed(sheet, {name for found in CLASSES.findall(markup) for name in " ".join(found).split()})


def _needed(sheet: str, classes: set[str]) -> str:
    kept = []
    for head, body in _rules(sheet):
        if head.startswith(HOLDS_RULES):
            inner = _needed(body, classes)
            kept += [f"{head}{{{inner}}}"] if inner else []
        elif head.startswith("@") or _may_apply(head, classes):
            kept.append(f"{head}{{{body}}}" if body else f"{head};")
    return "".join(kept)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """What stands before a block, and the block; an empty one for what has none."""
    depth = start = opened = 0
    for token in TOKEN.finditer(sheet):
        sign = token[0]
        if sign == "{":
            opened = opened if depth else token.start()
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
            if not depth:
                yield sheet[start:opened].strip(), sheet[opened + 1 : token.start()]
                start = token.end()
        elif not depth and (sign == ";" or sign.startswith("/*")):
            if sign == ";" and (head := sheet[start : token.start()].strip()):
                yield head, ""
            start = token.end()


def _may_apply(selectors: str, classes: set[str]) -> bool:
    """Can one of the selectors apply, as far as classes go? What stands in brackets may be true in many ways."""
    if "\\" in selectors:
        return True
    while (shorter := ATTRIBUTE_OR_PART.sub("", selectors)) != selectors:
        selectors = shorter
    return any(classes.issuperset(CLASS.findall(selector)) for selector in selectors.split(","))
