"""Lay an article out: which stretches of it are prose, headings and captions, and which are page furniture."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, NamedTuple

from analysis.corpus.datelines import find_days, is_issuer, lexicon, read_dateline, read_dateline_line, without_days
from analysis.corpus.lines import Line, find_lines, join_lines
from analysis.corpus.outlets import known_outlet, outlet_in_line
from analysis.data import read_toml


class Block(NamedTuple):
    """A stretch of an article: `text[start:end]`, and what it is.

    kind : title, heading, byline, dateline, caption, paragraph or furniture.
    """

    start: int
    end: int
    kind: str


# A dateline is looked for in so many units of the article proper, a title among so many.
HEAD = 12
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\b")
_LABEL = re.compile(r"[A-Z][^:\n]{0,60}:")
_LINK = re.compile(r"(?:https?://|www\.)\S+$|[@#]\w+(?:\s+[@#]\w+)*$")
_CLOSING = "\"'”’»)]*_ \u00a0"
_BULLETS = ("-", "*", "•", "▪", "–", "—", "◦", "‣", "·", "►", "■")


@dataclass
class _Unit(Line):
    kind: str = ""


@functools.cache
def _lexicon() -> dict[str, Any]:
    data = read_toml("furniture.toml")
    trailing = "|".join(re.escape(words) for words in sorted(data["trailing"], key=len, reverse=True))
    return {
        "lines": frozenset(data["lines"]),
        "lists": frozenset(data["lists"]),
        "starts": tuple(data["starts"]),
        "contains": tuple(data["contains"]),
        "caption_starts": tuple(data["captions"]["starts"]),
        "caption_contains": tuple(data["captions"]["contains"]),
        "trailing": re.compile(
            rf"(?<=[.!?\"”’])[ \u00a0]{{1,3}}(?P<link>(?:{trailing})(?:\s?[.…»>→]+)?)$", re.IGNORECASE
        ),
    }


def lay_out(text: str) -> list[Block]:
    """Split an article into blocks at its line ends and name the kind of each.

    Hard-wrapped lines are joined into one block; the dateline that opens a first sentence is a block of its own.

    Parameters
    ----------
    text : the article as it came.

    Returns
    -------
    Blocks in order, without overlap, white space at either end left out. Together they hold every
    character that is not white space.
    """
    lines = join_lines(text, find_lines(text), apart=_stands_alone)
    units = [unit for line in lines for unit in _units(line)]
    _mark_lists(units)
    proper = [unit for unit in units if unit.kind not in ("furniture", "caption")]
    first = next((i for i, unit in enumerate(proper) if not unit.kind and is_prose(unit.text)), None)
    if first is None:  # no running prose at all: a title at most
        first = min(1, len(proper) - 1) if proper else 0
    _mark_head(units, proper, first)
    _mark_body(proper, first)
    return _blocks(proper, units, first)


def is_prose(text: str) -> bool:
    """Tell whether a stretch of text reads as running prose rather than as a title or a label."""
    words = text.split()
    end = text.rstrip(_CLOSING)[-1:]
    if len(words) >= 25:
        return True
    return (len(words) >= 5 and end in ".!?…:;,") or (len(words) >= 2 and end in ".!?…" and text[:1] in "\"“'‘")


def _is_turn(text: str) -> bool:
    match = _LABEL.match(text)
    return match is not None and len(text) > match.end() + 1 and (match.group().isupper() or match.end() < 3)


def word_count(text: str, blocks: list[Block] | None = None) -> int:
    """Count the words of an article proper, page furniture left out."""
    blocks = lay_out(text) if blocks is None else blocks
    return sum(len(text[block.start : block.end].split()) for block in blocks if block.kind != "furniture")


def _stands_alone(text: str) -> bool:
    return bool(_kind_alone(text)) or is_issuer(text)


def _units(line: Line) -> list[_Unit]:
    """Return a line with its kind as far as it shows alone, a link left at its end parted from it."""
    link = _lexicon()["trailing"].search(line.text[-40:])
    if link is None or len(line.text) < 40:
        return [_Unit(line.start, line.end, line.text, line.indent, line.after_blank, _kind_alone(line.text))]
    cut = len(line.text) - len(link.group("link"))
    words = line.text[:cut].rstrip()
    return [
        _Unit(line.start, line.start + len(words), words, line.indent, line.after_blank, _kind_alone(words)),
        _Unit(line.start + cut, line.end, line.text[cut:], 0, False, "furniture"),
    ]


def _kind_alone(text: str) -> str:
    """Name the kind of a line that shows it without its neighbours: furniture, caption or byline; else ""."""
    words = len(text.split())
    if words > 60:
        return ""
    lowered = text.casefold().strip()
    bare = lowered.strip(" .:!…»>→«<‹›[]*_#-|▪•\u00a0")
    data = _lexicon()
    if not any(c.isalnum() for c in text) or bare in data["lines"] or _LINK.fullmatch(text.strip()):
        return "furniture"
    if words <= 40 and lowered.startswith(data["starts"]):
        return "furniture"
    if any(phrase in lowered for phrase in data["contains"]):
        return "furniture"
    if _all_links(text):
        return "furniture"
    if lowered.startswith(data["caption_starts"]) or any(phrase in lowered for phrase in data["caption_contains"]):
        return "caption"
    return "byline" if _is_byline(text, words) else ""


def _all_links(text: str) -> bool:
    lowered = text.casefold().strip()
    pieces = [piece.strip() for piece in re.split(r"\s[|/·•>»]\s|\s{3,}", lowered)]
    if len(pieces) > 1 and (pieces[0] == "home" or (find_days(text) and any(p in _lexicon()["lines"] for p in pieces))):
        return True
    return len(pieces) > 1 and all(piece in _lexicon()["lines"] for piece in pieces if piece)


def _is_byline(text: str, words: int) -> bool:
    lowered = text.casefold().lstrip("(-–— ")
    labels = lexicon()
    if words > 25:
        return False
    for label in labels["bylines"]:
        if lowered.startswith(label.lstrip("(- ")) and label.endswith(":"):
            return True
        if lowered.startswith(label.lstrip("(- ") + " "):
            after = text.strip("(-–— ")[len(label.lstrip("(- ")) :].strip()
            named = after[:1].isupper() or after.casefold().startswith(("our ", "the ", "staff "))
            return named and (words <= 14 or text.startswith("(")) and (text.startswith("(") or not _is_sentence(after))
    days = find_days(text)
    if not days or read_dateline_line(text):
        return False
    signed = text[: days[0].start].strip(" ,|·–-")
    if words <= 14 and signed and outlet_in_line(signed) == signed:
        return True
    rest = without_days(text)
    left = rest.split()
    if words > 14 and len(left) > 2:
        return False
    dated = any(rest.casefold().startswith(label.rstrip(":")) for label in labels["published"] | labels["updated"])
    return not _is_sentence(text) and (dated or len(left) <= 2)


def _is_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] in ".!?" and len(text.split()) > 6


def _mark_lists(units: list[_Unit]) -> None:
    """Mark the links that stand under "Most read" and the like."""
    listing = False
    for unit in units:
        if unit.kind == "furniture":
            listing = unit.text.casefold().strip(" .:!") in _lexicon()["lists"]
        elif listing and (unit.kind or is_prose(unit.text)):
            listing = False
        elif listing:
            unit.kind = "furniture"


def _mark_head(units: list[_Unit], proper: list[_Unit], first: int) -> None:
    head = proper[:first]
    title = _find_title(proper, first)
    if title is not None:
        title.kind = "title"
    seen = title is None
    above = units[: units.index(title)] if title is not None else []
    navigation = any(unit.kind == "furniture" for unit in above)
    for unit in units:
        if unit is title:
            seen = True
        elif unit in head[:HEAD]:
            if not seen and unit.kind == "byline" and navigation and not _labelled_day(unit.text):
                unit.kind = "furniture"  # the day of the visit in a site's header, not of the article
            elif not unit.kind:
                unit.kind = _kind_in_head(unit.text, seen)


def _labelled_day(text: str) -> bool:
    return any(text.casefold().startswith(label) for label in lexicon()["published"])


def _find_title(proper: list[_Unit], first: int) -> _Unit | None:
    """Return the unit that is the article's title: the first full line of its head, or a short first one."""
    if len(proper) < 2:
        return None
    candidates = [unit for unit in proper[: min(first, HEAD)] if not unit.kind and not _only_place(unit.text)]
    long = [unit for unit in candidates if len(unit.text.split()) >= 4 and not _is_stamp(unit.text)]
    if long:
        below = [unit for unit in long if not _is_letterhead(unit.text)]
        return below[0] if below and not _LABEL.match(below[0].text) else long[0]
    opening = next((unit for unit in proper if unit.kind != "byline"), None)
    if opening and opening is not proper[-1] and _like_title(opening.text) and opening in proper[:4]:
        return opening
    return next((unit for unit in candidates if len(unit.text.split()) >= 2 or first == 1), None)


def _is_letterhead(text: str) -> bool:
    formal = len(text.split()) <= 6 and text.casefold().lstrip("[(# *").startswith(tuple(lexicon()["forms"]))
    return is_issuer(text) or (formal and ": " not in text)


def _is_stamp(text: str) -> bool:
    days = find_days(text)
    return bool(days) and (days[0].start == 0 or bool(_CLOCK.search(text)))


def _like_title(text: str) -> bool:
    words = text.split()
    if not 3 <= len(words) <= 22 or text.rstrip()[-1] in ":;,)":
        return False
    if text.lstrip().startswith("# ") or text.rstrip()[-1] in "?!":
        return True
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.8 * len(long) and ". " not in text


def _only_place(text: str) -> bool:
    return read_dateline_line(text) is not None


def _kind_in_head(text: str, after_title: bool) -> str:
    if _only_place(text):
        return "dateline"
    if find_days(text) and len(text.split()) <= 14:
        return "byline"
    known = known_outlet(text) or outlet_in_line(text)
    words = text.split()
    if len(words) <= 10 and known:
        return "byline"
    if after_title and len(words) <= 6 and not text.isupper() and all(w[0].isupper() or len(w) < 4 for w in words):
        return "byline"
    return "heading"


def _mark_body(proper: list[_Unit], first: int) -> None:
    for unit, following in zip_longest(proper[first:], proper[first + 1 :]):
        if unit.kind == "byline" and following is not None and following.kind != "byline" and unit.text[:1] != "(":
            named = _is_dated_label(unit.text) or unit in proper[:HEAD]
            unit.kind = "byline" if named else "heading" if is_prose(following.text) else "paragraph"
        if unit.kind:
            continue
        unit.kind = "heading" if following is not None and _is_heading(unit.text, following.text) else "paragraph"
        if following is None and read_dateline_line(unit.text) and find_days(unit.text):
            unit.kind = "dateline"
        elif (
            following is None and len(unit.text.split()) <= 6 and not is_prose(unit.text) and outlet_in_line(unit.text)
        ):
            unit.kind = "byline"


def _is_dated_label(text: str) -> bool:
    lowered = text.casefold()
    return any(
        lowered.startswith(label) for label in lexicon()["published"] | lexicon()["updated"] | lexicon()["bylines"]
    )


def _is_heading(text: str, following: str) -> bool:
    words = text.split()
    if text.startswith("#"):
        return bool(words[1:])
    if len(words) > 12 or text.startswith(_BULLETS) or not is_prose(following) or text[0].islower() or _is_turn(text):
        return False
    end = text.rstrip(_CLOSING)[-1:]
    if end == "?":
        return text.isupper() or sum(w[0].isupper() for w in words) >= 0.8 * len(words)
    return end.isalnum() and (text[0].isalnum() or text[0] in "'‘\"“")


def _blocks(proper: list[_Unit], units: list[_Unit], first: int) -> list[Block]:
    labelled = sum(bool(_LABEL.match(unit.text)) and unit.text.split(":")[0].isupper() for unit in proper) > 1
    near = {id(unit) for unit in proper[: max(first, 0) + 4]}
    opening = True
    blocks: list[Block] = []
    for unit in units:
        start, end, kind = unit.start, unit.end, unit.kind or "paragraph"
        if id(unit) in near and kind in ("paragraph", "title", "heading"):
            found = read_dateline(unit.text, opening=opening and kind == "paragraph", labelled=labelled)
            if found and kind != "paragraph" and not found.day:
                found = None
            if found and found.end < len(unit.text):
                blocks.append(_trimmed(unit, 0, found.end, "dateline"))
                start += found.end
            opening = opening and kind != "paragraph"
        blocks.append(_trimmed(unit, start - unit.start, end - unit.start, kind))
    return blocks


def _trimmed(unit: _Unit, start: int, end: int, kind: str) -> Block:
    piece = unit.text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Block(unit.start + start + lead, unit.start + start + len(piece.rstrip()), kind)
