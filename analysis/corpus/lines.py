"""Find the lines of a text, and join again those that only the width of a screen has parted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

# Beyond this width a line end is the writer's own.
WIDEST = 100
NARROWEST = 40
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_BLANK = " \t\u00a0\ufeff\u200b\u200e\u200f\u2060\u3000"
_OWN_LINE = re.compile(r"[-*•▪–—◦‣·►■#>|]|\d{1,3}[.)]\s|[A-Z][A-Za-z .'’-]{0,40}:(?:\s|$)")


@dataclass
class Line:
    """A stretch of `text` without white space at either end; `indent` characters stood before it."""

    start: int
    end: int
    text: str
    indent: int = 0
    after_blank: bool = True

    def __iter__(self) -> Iterator:
        return iter((self.start, self.end, self.text, self.indent, self.after_blank))


def find_lines(text: str) -> list[Line]:
    """Return the lines of `text` that hold more than white space, in order."""
    lines: list[Line] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        content = raw.strip(_BLANK).strip()
        if not content:
            continue
        lead = raw.index(content[0])
        start = match.start() + lead
        gap = text[previous_end : match.start()]
        blank = not lines or gap.count("\n") > 1 or (gap.count("\r") > 1 and "\n" not in gap)
        lines.append(Line(start, start + len(content), content, lead, blank))
        previous_end = match.end()
    return lines


def join_lines(text: str, lines: Iterable[Line], *, apart: Callable[[str], bool]) -> list[Line]:
    """Join lines that were wrapped, and lines that go on in the middle of a sentence.

    Parameters
    ----------
    text : what the lines index.
    lines : as `find_lines` returns them.
    apart : tells of a line that it stands alone (furniture, a byline), so that nothing joins it.

    Returns
    -------
    Lines; the text of a joined one is `text[start:end]`, its line ends included.
    """
    lines = list(lines)
    adjacent = [(one, two) for one, two in pairwise(lines) if not two.after_blank]
    if not adjacent:
        return lines
    width = _wrap_width(adjacent)
    runs: list[tuple[Line, Line]] = []
    first = last = lines[0]
    for line in lines[1:]:
        if line.after_blank or not _goes_on(last, line, width) or apart(last.text) or apart(line.text):
            runs.append((first, last))
            first = line
        last = line
    runs.append((first, last))
    return [_run(text, first, last) for first, last in runs]


def _run(text: str, first: Line, last: Line) -> Line:
    if first is last:
        return first
    return Line(first.start, last.end, text[first.start : last.end], first.indent, first.after_blank)


def _wrap_width(adjacent: list[tuple[Line, Line]]) -> int | None:
    """Return the width at which the text was wrapped, or None where line ends are the writer's own."""
    lengths = sorted(len(one.text) + one.indent for one, _ in adjacent)
    width = lengths[-1]
    if not NARROWEST <= width <= WIDEST:
        return None
    full = sum(_is_full(one, two, width) for one, two in adjacent)
    return width if full >= 2 and full >= 0.6 * len(adjacent) else None


def _is_full(one: Line, two: Line, width: int) -> bool:
    # A writer's first word would not have fitted; two characters are left for a ragged margin.
    return len(one.text) + one.indent + 1 + len(two.text.split(None, 1)[0]) > width - 2


def _goes_on(one: Line, two: Line, width: int | None) -> bool:
    if _OWN_LINE.match(two.text):
        return False
    unfinished = one.text[-1].isalnum() or one.text[-1] in ",-–—"
    if unfinished and two.text[0].islower():
        return True
    return width is not None and _is_full(one, two, width) and two.indent <= one.indent + 1
