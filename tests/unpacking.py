"""The other end of what a page has packed, as unpack.js does it, for tests that look into pages without a browser."""

from __future__ import annotations

import base64
import gzip
import json
import re

from handouts.repeats import text_of

BLOCK = re.compile(r'id="handout-state"[^>]*>([^<]+)<')
STYLE = re.compile(r'<style id="handout-style">(.*?)</style>', re.DOTALL)


def unpacked_text(page: str) -> str:
    """The JSON text that a page has packed; "" if it has none."""
    block = BLOCK.search(page)
    if not block:
        return ""
    head, *pieces = gzip.decompress(base64.b85decode(block[1].replace("/", "<"))).split(b"\n")
    said, _, length, skips, counts = json.loads(head)
    style = STYLE.search(page)
    body = page.partition("<body>")[2].partition("<script")[0]
    text = f"{style[1] if style else ''}{text_of(body)}".encode()[:said]
    at = 0
    for piece, skip, count in zip(pieces, [*skips, 0], [*counts, 0], strict=True):
        text += piece
        at += skip
        text += text[at : at + count]
        at += count
    assert len(text) == said + length
    return text[said:].decode()
