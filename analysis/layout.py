"""Lay an article out: which stretches of it are prose, headings and captions, and which are page furniture."""

from __future__ import annotations

import re
from typing import NamedTuple


class Block(NamedTuple):
    """A stretch of an article: `text[start:end]`, and what it is.

    kind : title, heading, byline, dateline, caption, paragraph or furniture.
    """

    start: int
    end: int
    kind: str


LINE = re.compile(r"[^\r\n]+")


def lay_out(text: str) -> list[Block]:
    """Split an article into blocks at its line ends and name the kind of each.

    Parameters
    ----------
    text : the article as it came.

    Returns
    -------
    Blocks in order, without overlap, white space at either end left out.
    """
    blocks = []
    for line in LINE.finditer(text):
        content = line.group().strip()
        if content:
            start = line.start() + line.group().index(content)
            blocks.append(Block(start, start + len(content), "paragraph"))
    return blocks
