"""Marked texts as a coder reads them: with brackets around what is said, and no longer than needed."""

from __future__ import annotations

import re

from analysis.tone.window import CONTENT, CUE, SOURCE, Marked

_OPEN = {CONTENT: "⟦", CUE: "⟨", SOURCE: "‹"}
_CLOSE = {CONTENT: "⟧", CUE: "⟩", SOURCE: "›"}
_ROLES = {mark: role for role, mark in _OPEN.items()}
_MARKS = re.compile("[⟦⟧⟨⟩‹›]")
# A cell of a spreadsheet holds 32,767 characters; nobody needs as many to judge what is said.
MOST_SHOWN = 6000
_CUT = " […] "


def mark_up(marked: Marked) -> str:
    """Write a marked text with brackets: ⟦what is said⟧, ⟨the words that attribute it⟩, ‹who says it›.

    Brackets of these kinds in the text itself become plain ones.
    """
    text = marked.text
    for mark in "⟦⟧⟨⟩‹›":
        text = text.replace(mark, "[" if mark in _ROLES else "]")
    edges: list[tuple[int, int, str]] = []
    for start, end, role in marked.marks:
        edges += [(start, 1, _OPEN[role]), (end, 0, _CLOSE[role])]
    out, at = [], 0
    for place, _, mark in sorted(edges):
        out += [text[at:place], mark]
        at = place
    return "".join([*out, text[at:]])


def shortened(marked: Marked, most: int = MOST_SHOWN) -> Marked:
    """Cut a marked text to what a coder needs to see.

    Parameters
    ----------
    marked : Marked
        A statement in its sentences.
    most : int
        Characters kept, about.

    Returns
    -------
    Marked
        The same if it is short enough. Else the statement with as much as fits on either side; of a statement that is
        too long by itself its first and its last half of that many characters. " […] " stands for what was cut, at
        the end of a word where there is one near.
    """
    text = marked.text
    said = [(s, e) for s, e, role in marked.marks if role == CONTENT] or [(0, len(text))]
    if len(text) <= most:
        return marked
    first, last = min(s for s, _ in said), max(e for _, e in said)
    if last - first <= most:
        left = max(0, min(first - (most - (last - first)) // 2, len(text) - most))
        kept = [(_word_start(text, left, first), _word_end(text, left + most, last))]
    else:
        kept = [(first, _word_end(text, first + most // 2, first)), (_word_start(text, last - most // 2, last), last)]
    shown, at = "", 0
    moved: dict[int, int] = {}
    for start, end in kept:
        shown += _CUT if start > at else ""
        moved |= {place: len(shown) + place - start for place in range(start, end + 1)}
        shown, at = shown + text[start:end], end
    shown += _CUT if at < len(text) else ""
    marks = []
    for start, end, role in marked.marks:
        s = start if start in moved else min((k for k, _ in kept if k > start), default=end)
        e = end if end in moved else max((k for _, k in kept if k < end), default=start)
        if s < e:
            marks.append((moved[s], moved[e], role))
    return Marked(shown, tuple(marks))


def _word_start(text: str, at: int, most: int) -> int:
    """First start of a word from a place on, within 40 characters and up to another place."""
    near = (n for n in range(at, min(most, at + 40)) if n == 0 or text[n - 1].isspace())
    return next(near, at)


def _word_end(text: str, at: int, least: int) -> int:
    near = (n for n in range(at, max(least, at - 40), -1) if n >= len(text) or text[n].isspace())
    return min(len(text), next(near, at))


def read_markup(context: str) -> Marked:
    """Turn a bracketed context back into a marked text."""
    text, at, marks = "", 0, []
    waiting: dict[str, int] = {}
    for match in _MARKS.finditer(context):
        text += context[at : match.start()]
        at = match.end()
        mark = match.group()
        if mark in _ROLES:
            waiting[mark] = len(text)
        else:
            mate = next(o for role, o in _OPEN.items() if _CLOSE[role] == mark)
            if mate in waiting:
                marks.append((waiting.pop(mate), len(text), _ROLES[mate]))
    text += context[at:]
    return Marked(text, tuple(sorted(marks)))
