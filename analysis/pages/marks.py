"""The marks of an article: which stretch of its text is a name, a statement, a date or an event."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.pages.vocabulary import plain, time_words
from analysis.tables import null
from analysis.tone.labels import tone_label
from analysis.untrusted import escape, one_line

if TYPE_CHECKING:
    from analysis.tables import Tables

WORDS = {-1: "critical", 0: "neutral", 1: "cordial"}
LAYERS = ("furniture", "event", "content", "cue", "source", "name", "date")


@dataclass(frozen=True, order=True)
class Mark:
    """One marked stretch of a text.

    Attributes
    ----------
    start, end : int
        Characters of the article's text, end exclusive.
    layer : str
        One of `LAYERS`.
    label : str
        A word or two shown behind the stretch; empty for none.
    note : str
        What a reader sees on pointing at it.
    style : str
        A second class for the style sheet, such as the type of an entity; empty for none.
    """

    start: int
    end: int
    layer: str
    label: str = ""
    note: str = ""
    style: str = ""


def rows_by_article(tables: Tables) -> dict[str, dict[str, list[dict[Any, Any]]]]:
    """Return the rows of every table by article: {table: {doc_id: [row]}}."""
    split: dict[str, dict[str, list[dict[Any, Any]]]] = {}
    for name in ("documents", "mentions", "statements", "dates", "events"):
        split[name] = {}
        for row in getattr(tables, name).to_dict("records"):
            split[name].setdefault(row["doc_id"], []).append(row)
    return split


def article_marks(rows: Mapping[str, Mapping[str, list[dict[Any, Any]]]], doc_id: str) -> list[Mark]:
    """Return every mark of one article.

    Parameters
    ----------
    rows : what `rows_by_article` returned.
    doc_id : one of its articles.

    Returns
    -------
    Mark, sorted by place. A statement gives one a span of its content, cue and source.
    """
    here = {name: rows[name].get(doc_id, []) for name in rows}
    marks = [
        Mark(a, b, "furniture", note="not part of the article, not analysed")
        for a, b in here["documents"][0]["furniture"]
    ]
    marks += _name_marks(here["mentions"])
    marks += [mark for row in here["statements"] for mark in statement_marks(row)]
    for r in here["dates"]:
        words = time_words(r["value"])
        code = "" if words == str(r["value"]) else f" ({r['value']})"
        marks.append(Mark(int(r["start"]), int(r["end"]), "date", words, f"{plain(r['type'])}: {words}{code}"))
    for r in here["events"]:
        if r["tells"] == "saying":  # marked as a statement
            continue
        when = time_words(r["date"]) if null(r["date"]) is not None else "no date told"
        note = f"{r['kind']}, {when}: {one_line(r['what'], 160)}"
        marks.append(Mark(int(r["start"]), int(r["end"]), "event", note=note, style=str(r["kind"])))
    return sorted(set(marks))


def _name_marks(rows: list[dict]) -> list[Mark]:
    spans: dict[tuple[int, int], list[dict]] = {}
    for row in rows:
        spans.setdefault((int(row["start"]), int(row["end"])), []).append(row)
    marks = []
    for (start, end), same in spans.items():
        entities = ", ".join(sorted({str(row["entity"]) for row in same}))
        first = same[0]
        label = "" if one_line(first["text"]) == entities else entities
        marks.append(Mark(start, end, "name", label, f"{plain(first['type'])}: {entities}", str(first["type"])))
    return marks


def statement_marks(row: dict[Any, Any]) -> list[Mark]:
    """Return the marks of one row of the statements table: its content, cue and source."""
    who = ", ".join(row["speakers"]) or "speaker unknown"
    note = f"{who}: {row['act'] or 'statement'}, {row['kind']}"
    if row.get("tone") == row.get("tone") and row.get("tone") is not None:
        note += f", tone {row['tone']:+.2f}"
    style = tone_word(row.get("tone"))
    marks = [Mark(int(a), int(b), "content", note=note, style=style) for a, b in row["content"]]
    marks += [Mark(int(a), int(b), "cue", note=note) for a, b in row["cue"]]
    return marks + [Mark(int(a), int(b), "source", note=note) for a, b in row["source"]]


def tone_word(tone: float | None) -> str:
    """Return cordial, critical, neutral, or "" for no tone; within 0.05 of zero reads as neutral."""
    if tone is None or tone != tone:
        return ""
    return WORDS[tone_label(tone)]


def marked_html(
    text: str, marks: Iterable[Mark], *, start: int = 0, end: int | None = None, anchors: bool = False
) -> str:
    """Return a stretch of a text as HTML with its marks in place, however they overlap.

    Parameters
    ----------
    text : the article.
    marks : stretches of `text`.
    start, end : the part of the text to show; all of it by default.
    anchors : give each place where a mark starts the id "c" and its offset.

    Returns
    -------
    HTML: runs of escaped text, each in one span whose classes are the layers that cover it.
    """
    end = len(text) if end is None else min(end, len(text))
    shown = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    cuts = sorted({start, end, *(max(m.start, start) for m in shown), *(min(m.end, end) for m in shown)})
    opening: dict[int, list[Mark]] = {}
    for mark in shown:
        opening.setdefault(max(mark.start, start), []).append(mark)
    parts: list[str] = []
    active: list[Mark] = []
    for at, until in itertools.pairwise(cuts):
        active = [m for m in active if m.end > at] + opening.get(at, [])
        parts.append(_run(text[at:until], active, at, until, anchors and any(m.start == at for m in active)))
    return "".join(parts)


def _run(text: str, active: list[Mark], at: int, until: int, anchor: bool) -> str:
    shown = escape(text)
    if not active:
        return shown
    classes = " ".join(
        dict.fromkeys(c for m in active for c in (m.layer, f"is-{escape(m.style)}" if m.style else "") if c)
    )
    notes = "; ".join(dict.fromkeys(m.note for m in active if m.note))
    identity = f' id="c{at}"' if anchor else ""
    title = f' title="{escape(notes)}"' if notes else ""
    labels = "".join(f'<small class="label">{escape(m.label)}</small>' for m in active if m.label and m.end == until)
    return f'<span class="m {classes}"{identity}{title}>{shown}{labels}</span>'
