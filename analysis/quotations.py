"""Pair the quotation marks of a text, whatever their style, and however badly they are closed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

_MARK = re.compile("''|``|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02\u2018\u2019\u201a\u2039\u203a'`\n]")
_OPENERS = frozenset("\u201c\u201e\u201f\u00ab") | {"``"}
_CLOSERS = frozenset("\u201d\u00bb")
_SINGLE_OPENERS = frozenset("\u2018\u201a'\u2039`")
_SINGLE_CLOSERS = frozenset("\u2019'\u203a")
_SINGLE = _SINGLE_OPENERS | _SINGLE_CLOSERS
_BEFORE_OPENING = frozenset(" \t\u00a0\u202f\n([{\u2014\u2013-/:") | {""}


class Mark(NamedTuple):
    """One quotation mark."""

    sign: str
    start: int
    end: int


class Quotation(NamedTuple):
    """One quotation: `start` and `end` take in the marks, `closed` says whether its last mark is there."""

    start: int
    end: int
    closed: bool
    single: bool


def _opens(text: str, start: int, end: int) -> bool:
    """Say whether a mark stands where one opens: nothing or space before it, a word after it."""
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    return before in _BEFORE_OPENING and bool(after) and not after.isspace()


def _closes(text: str, start: int, end: int) -> bool:
    """Say whether a mark stands where one closes: something before it, no letter or digit after it."""
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    return bool(before) and not before.isspace() and not after.isalnum()


def _double(text: str, line: list[Mark], stop: int, carried: bool) -> list[Quotation]:
    """Pair the double marks of one line; `carried` says that the line before left a quotation open."""
    found: list[Quotation] = []
    start: int | None = None
    for number, mark in enumerate(line):
        sign = mark.sign
        if start is not None:
            if sign in _OPENERS and not (sign == "\u201c" and _closes(text, mark.start, mark.end)):
                continue
            if sign == "\u201d" and _opens(text, mark.start, mark.end) and not _closes(text, mark.start, mark.end):
                continue
            found.append(Quotation(start, mark.end, True, False))
            start = None
        elif sign in _CLOSERS and not _opens(text, mark.start, mark.end):
            if number == 0 and carried:
                found.append(Quotation(_line_start(text, mark.start), mark.end, True, False))
        elif (
            number == 0
            and carried
            and len(line) % 2
            and sign in ('"', "\uff02", "''")
            and not _opens(text, mark.start, mark.end)
        ):
            found.append(Quotation(_line_start(text, mark.start), mark.end, True, False))
        else:
            start = mark.start
    if start is not None:
        found.append(Quotation(start, stop, False, False))
    return found


def _line_start(text: str, at: int) -> int:
    start = text.rfind("\n", 0, at) + 1
    while start < at and text[start].isspace():
        start += 1
    return start


def _single(text: str, line: list[Mark], taken: list[Quotation]) -> list[Quotation]:
    """Pair the single marks of one line; an apostrophe opens nothing, and what never closes is no quotation."""
    found: list[Quotation] = []
    start: int | None = None
    last: int | None = None
    starts = [quotation.start for quotation in taken]

    def inside(at: int) -> bool:
        k = bisect_right(starts, at) - 1
        return k >= 0 and at < taken[k].end

    for mark in line:
        sign, at, stop = mark
        if inside(at):
            continue
        if sign in _SINGLE_OPENERS and _opens(text, at, stop):
            if start is not None and last is not None:
                found.append(Quotation(start, last, True, True))
            if not text[stop : stop + 2].isdigit():
                start, last = at, None
        elif start is not None and sign in _SINGLE_CLOSERS and _closes(text, at, stop):
            # A plural possessive (the ministers' talks) looks like a closing mark: a later mark is preferred to it.
            before = text[at - 1]
            if before == "s" and text[stop : stop + 1] == " " and text[stop + 1 : stop + 2].islower():
                last = last if last is not None else stop
                continue
            found.append(Quotation(start, stop, True, True))
            start = last = None
    if start is not None and last is not None:
        found.append(Quotation(start, last, True, True))
    return found


def pair_quotations(text: str) -> list[Quotation]:
    """Find the quotations of a text, one a line at most running to the line's end where its mark is missing.

    Curly, straight, low and angle double marks, the doubled single marks of typewriters, and single marks where they
    enclose words. A quotation of several paragraphs opens in each of them and closes in the last; one that is opened
    once and closed paragraphs later is picked up again where it closes.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Quotation
        In order of `start`, none inside another.
    """
    double: list[list[Mark]] = [[]]
    single: list[list[Mark]] = [[]]
    stops: list[int] = []
    for match in _MARK.finditer(text):
        sign = match.group()
        if sign == "\n":
            stops.append(match.start())
            double.append([])
            single.append([])
        else:
            (single if sign in _SINGLE else double)[-1].append(Mark(sign, *match.span()))
    stops.append(len(text))
    found: list[Quotation] = []
    carried, blank = False, 0
    for number, stop in enumerate(stops):
        pairs = _double(text, double[number], stop, carried)
        pairs += _single(text, single[number], sorted(pairs))
        for pair in sorted(pairs):
            if not found or found[-1].end <= pair.start:
                found.append(pair)
        if double[number]:
            carried, blank = bool(pairs) and any(not q.closed for q in pairs), 0
        elif carried:
            blank += 1
            carried = blank <= 6
    return found


def quoted(quotations: list[Quotation], positions: list[int]) -> list[bool]:
    """Say for each position of a text whether it lies inside a quotation, its marks included."""
    result = []
    for position in positions:
        k = bisect_right(quotations, position, key=attrgetter("start")) - 1
        result.append(k >= 0 and position < quotations[k].end)
    return result


def kind_of(content: Sequence[Sequence[int]], text: str, quotations: list[Quotation]) -> str:
    """Return direct, mixed or indirect: whether all, some or no words of a content stand in quotation marks."""
    places = [at for start, end in content for at in range(start, end) if text[at].isalnum()]
    inside = sum(quoted(quotations, places))
    return "indirect" if not inside else "direct" if inside == len(places) else "mixed"
