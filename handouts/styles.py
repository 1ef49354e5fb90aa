"""Style sheets of a page: which of their rules what is read without scripts can need."""

from __future__ import annotations

import re
from collections.abc import Iterator

TOKEN = re.compile(r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]""", re.DOTALL)
CLASSES = re.compile(r"""\bclass=(?:"([^"]*)"|'([^']*)')""")
HOLDS_RULES = ("@media", "@supports", "@container", "@layer", "@scope")
IN_BRACKETS = re.compile(r":[\w-]+\([^()]*\)|(?<==)\"[^\"]*\"|(?<==)'[^']*'")
ATTRIBUTE = re.compile(r"\[\s*([\w-]+)")
USE = re.compile(r"var\(\s*(--[\w-]+)")
PROPERTY = re.compile(r"""(?<=[{;\s])(--[\w-]+)\s*:([^;{}"']*)(?:;|(?=\}))""")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def tight(sheet: str) -> str:
    """A style sheet without comments and needless spaces. No text in a sheet may hold a colon or comma and a space."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"\s*([{};>])\s*|([:,]) ", r"\1\2", re.sub(r"\s+", " ", sheet)).strip().replace(";}", "}")


def closed(sheet: str) -> str:
    """A style sheet with the brackets closed that it leaves open, so that another one can follow it."""
    signs = [token[0] for token in TOKEN.finditer(sheet)]
    return sheet + "}" * (signs.count("{") - signs.count("}"))


def needed(sheet: str, markup: str) -> str:
    """What of a style sheet can matter to the markup: no rules for classes and attributes that nothing in it has.

    Args:
        sheet: the whole style sheet.
        markup: what stands in the page before a script has run.
    """
    classes = {name for found in CLASSES.findall(markup) for name in " ".join(found).split()}
    return _with_used_properties(_needed(sheet, classes, markup), markup)


def _with_used_properties(sheet: str, markup: str) -> str:
    """A sheet without custom properties that nothing uses, and those that only they used."""
    used = set(USE.findall(sheet + markup))
    shorter = PROPERTY.sub(lambda found: found[0] if found[1] in used or "url(" in found[2] else "", sheet)
    return shorter if shorter == sheet else _with_used_properties(shorter, markup)


def _needed(sheet: str, classes: set[str], markup: str) -> str:
    kept = []
    for head, body in _rules(sheet):
        if head.startswith(HOLDS_RULES):
            inner = _needed(body, classes, markup)
            kept += [f"{head}{{{inner}}}"] if inner else []
        elif head.startswith("@") or _may_apply(head, classes, markup):
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


def _may_apply(selectors: str, classes: set[str], markup: str) -> bool:
    """Can one of the selectors apply, as far as these go? What stands in round brackets may be true in many ways."""
    if "\\" in selectors:
        return True
    while (shorter := IN_BRACKETS.sub("", selectors)) != selectors:
        selectors = shorter
    return any(
        classes.issuperset(CLASS.findall(selector)) and all(name in markup for name in ATTRIBUTE.findall(selector))
        for selector in selectors.split(",")
    )
