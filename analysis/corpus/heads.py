"""Read title, outlet and day of publication from the head of an article."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from datetime import date

from analysis.corpus.datelines import Day, find_days, is_issuer, lexicon, read_dateline, read_dateline_line
from analysis.corpus.layout import Block, lay_out
from analysis.corpus.outlets import (
    expand,
    known_outlet,
    looks_like_outlet,
    outlet_in_furniture,
    outlet_in_line,
)

# How far a line's day is to be trusted, best first.
PUBLISHED, DATELINE, BYLINE, HEADER, UPDATED, FOOT = range(6)
# News is about the days around it: a reading of "7/10/2024" this many days from every day named is not supported.
FAR = 15
_PRINTED = re.compile(
    r"(?:First |Originally )?[Pp]ublished in (?P<name>(?:[Tt]he )?[A-Z][\w'’.&-]*(?: [A-Z][\w'’.&-]*){0,4}),"
)


@dataclass(frozen=True)
class Head:
    """What an article says of itself; None where it does not say.

    Attributes
    ----------
    title, outlet : str or None
    published : date or None
        The day of publication.
    basis : "byline", "dateline" or None
        Where `published` comes from.
    other : date or None
        The other day that "7/10/2024" may be, where nothing else in the article decides.
    """

    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    basis: str | None = None
    other: date | None = None


def read_head(text: str, blocks: list[Block] | None = None) -> Head:
    """Read what an article says of itself in its head, its foot and its furniture.

    A line that says "Published" is believed first, then the dateline of the first sentence, then a day
    under the title, a day above the title (often the day of the visit), a day of revision, and a
    place and day at the foot. A day above the title or of revision that the dateline contradicts is not believed.

    Parameters
    ----------
    text : the article as it came.
    blocks : its layout, where known.

    Returns
    -------
    Head
    """
    blocks = lay_out(text) if blocks is None else blocks
    title = next((block for block in blocks if block.kind == "title"), None)
    found = _days(text, blocks)
    basis, published, other = _choose(found)
    if published and other:
        published, other = _settled(published, other, text)
    return Head(
        title=" ".join(text[title.start : title.end].strip("# ").split()) if title else None,
        outlet=_outlet(text, blocks),
        published=published,
        basis=basis,
        other=other,
    )


def _settled(day: date, other: date, text: str) -> tuple[date, date | None]:
    """Choose between two readings of "7/10/2024" by the unambiguous days that the article itself names."""
    named = [found for found in find_days(text) if not found.other]
    near, far = (
        min(
            (abs((one - date(known.year or one.year, known.month, min(known.day, 28))).days) for known in named),
            default=FAR,
        )
        for one in (day, other)
    )
    if min(near, far) >= FAR or near == far:
        return day, other
    return (day, None) if near < far else (other, None)


def _days(text: str, blocks: list[Block]) -> list[tuple[int, str, Day]]:
    """Return (trust, basis, day) of every day in the head and foot of an article."""
    found: list[tuple[int, str, Day]] = []
    title_at = next((block.start for block in blocks if block.kind == "title"), -1)
    last_prose = max((block.start for block in blocks if block.kind == "paragraph"), default=-1)
    for block in blocks:
        if block.kind not in ("byline", "dateline"):
            continue
        line = text[block.start : block.end]
        basis = block.kind
        for day in find_days(line):
            label = _label(line[: day.start])
            if label == "updated":
                if block.start < last_prose:
                    found.append((UPDATED, basis, day))
            elif label == "published":
                found.append((PUBLISHED, basis, day))
            elif block.start > last_prose:
                found.append((FOOT, basis, day))
            elif basis == "dateline":
                found.append((DATELINE, basis, day))
            else:
                found.append((HEADER if block.start < title_at else BYLINE, basis, day))
    return found


def _label(before: str) -> str | None:
    """Return "published" or "updated", whichever label stands last before a day."""
    lowered = " " + before.casefold()
    at = {
        name: max((lowered.rfind(" " + label.rstrip(":")) for label in lexicon()[name]), default=-1)
        for name in ("published", "updated")
    }
    if max(at.values()) < 0:
        return None
    return "updated" if at["updated"] >= at["published"] else "published"


def _choose(found: list[tuple[int, str, Day]]) -> tuple[str | None, date | None, date | None]:
    """Return the basis, the day, and the other day it may be."""
    partial = {
        (day.month, day.day) for trust, _, day in found if not day.year and trust in (DATELINE, BYLINE, PUBLISHED)
    }
    for trust, basis, day in sorted(found, key=lambda row: row[0]):
        if day.date is None:
            continue
        if day.other and (day.other.month, day.other.day) in partial and (day.month, day.day) not in partial:
            return basis, day.other, None
        if trust in (HEADER, UPDATED) and partial and (day.month, day.day) not in partial:
            continue
        return basis, day.date, day.other
    return None, None, None


def _outlet(text: str, blocks: list[Block]) -> str | None:
    """Return the outlet: as its sign-up lines name it, a byline, the agency of the dateline, or a letterhead."""
    lines = [(block.kind, text[block.start : block.end]) for block in blocks]
    for kind, line in lines:
        found = outlet_in_furniture(line) if kind == "furniture" else None
        if found:
            return expand(found, text)
    first = next((i for i, (kind, _) in enumerate(lines) if kind == "paragraph"), len(lines))
    for kind, line in lines[:first]:
        found = outlet_in_line(line) if kind in ("byline", "furniture") else None
        if found:
            return expand(found, text)
    for kind, line in lines:
        if kind == "dateline":
            read = read_dateline(line) or read_dateline_line(line)
            found = _agency(read.agency) if read and read.agency else outlet_in_line(line)
            if found:
                return expand(found, text)
    issued = _issuer([line for kind, line in lines[:first] if kind in ("heading", "byline", "title")])
    if issued:
        return issued
    last = max((i for i, (kind, _) in enumerate(lines) if kind == "paragraph"), default=len(lines))
    for kind, line in lines[last:]:
        found = _outlet_at_foot(line) if kind == "byline" else None
        if found:
            return expand(found, text)
    return None


def _issuer(lines: list[str]) -> str | None:
    """Return the institution of a letterhead with its state: "Ministry of Commerce, Government of Pakistan"."""
    heads = [" ".join(line.strip(" *_#.:").split()) for line in lines if is_issuer(line)]
    heads = [string.capwords(head) if head.isupper() else head for head in heads]
    heads = [re.sub(r"\b(?:Of|And|The|For|De|Del|La)\b", lambda word: word.group().lower(), head) for head in heads]
    states = tuple(lexicon()["states"])
    over = [head for head in heads if head.casefold().startswith(states)]
    named = [head for head in heads if head not in over]
    return ", ".join([*named[:1], *([] if named and "," in named[0] else over[:1])]) or None


def _outlet_at_foot(line: str) -> str | None:
    """Return the outlet a last line names; initials and a list of agencies credit what others reported."""
    printed = _PRINTED.match(line)
    if printed and printed.group("name").casefold() not in lexicon()["cities"]:
        return printed.group("name")
    agencies = [known_outlet(name) for name in re.split(r"[,/()]|\band\b", line[:300])]
    if line[:1].islower() or sum(map(bool, agencies)) > 1:
        return None
    return outlet_in_line(line)


def _agency(name: str) -> str | None:
    """Return the agency of a dateline's brackets: one name, not a remark."""
    first = name.split(",")[0].split("/Agencies")[0].strip()
    if known_outlet(first) or looks_like_outlet(first):
        return first
    short = " " not in first and sum(c.isupper() for c in first) > 1
    return first if short and not any(c in "-:;" for c in first) else None
