"""Timelines for other programs: CSV, JSON for TimelineJS, iCalendar."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.events.intervals import day
from analysis.tables import null
from analysis.untrusted import escape, visible

if TYPE_CHECKING:
    import pandas as pd

FORMATS = {".csv": "csv", ".json": "timelinejs", ".ics": "icalendar"}
OCTETS = 75  # RFC 5545, 3.1
HEADLINE = 120
# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_timeline(table: pd.DataFrame, path: str | Path, *, title: str = "Timeline") -> Path:
    """Write a timeline in the format that the ending of its path names.

    Parameters
    ----------
    table : one row an event, as `timeline` returns it.
    path : ends in .csv, .json (TimelineJS) or .ics (iCalendar). Its folder is made where there is none; "~" is the
        home folder.
    title : of the timeline.

    Returns
    -------
    The path written.

    Raises
    ------
    ValueError : for another ending, or none.
    """
    path = Path(path).expanduser()
    if path.suffix.lower() not in FORMATS:
        ending = f"ends in {path.suffix!r}" if path.suffix else "has no ending"
        raise ValueError(f"{path} {ending}, which names no format: let it end in one of {', '.join(FORMATS)}.")
    format = FORMATS[path.suffix.lower()]
    if format == "csv":
        text = timeline_csv(table)
    elif format == "timelinejs":
        text = json.dumps(timeline_js(table, title=title), ensure_ascii=False, indent=1) + "\n"
    else:
        text = icalendar(table, title=title)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", errors="replace"))
    return path


def timeline_csv(table: pd.DataFrame) -> str:
    """Return a timeline as CSV, one row an event; names joined by "; ", no cell a formula to a spreadsheet."""
    shown = table.copy()
    for column in shown.columns:
        shown[column] = [_cell(value) for value in shown[column]]
    text: str = shown.to_csv(index=False, lineterminator="\r\n")
    return text


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return value
    value = " ".join(visible(value).split())
    return "'" + value if value.startswith(FORMULA) else value


def timeline_js(table: pd.DataFrame, *, title: str = "Timeline") -> dict[str, Any]:
    """Return a timeline as the JSON that TimelineJS 3 reads; all text is escaped, since it is shown as HTML.

    Parameters
    ----------
    table : one row an event, as `timeline` returns it.
    title : of the first slide.

    Returns
    -------
    dict with `title`, `events` and `scale`. Events without a first day begin on their last; those without either
    are left out.
    """
    events = []
    for row in plain_rows(table):
        first, last = day(row["earliest"]), day(row["latest"])
        start = first or last
        if start is None:
            continue
        who = (f"{row['where']}. " if row["where"] else "") + "; ".join(row["who"])
        sources = f"{row['articles']} article{'s' if row['articles'] != 1 else ''}, date {row['date_basis']}"
        event: dict[str, Any] = {
            "unique_id": str(row["event_id"]),
            "start_date": _js_date(start),
            "display_date": escape(row["date"]),
            "group": escape(row["kind"]),
            "text": {
                "headline": escape(_short(row["what"], HEADLINE)),
                "text": "".join(f"<p>{escape(part)}</p>" for part in (row["what"], who, sources) if part),
            },
        }
        if first is not None and last is not None and last > first:
            event["end_date"] = _js_date(last)
        events.append(event)
    return {"title": {"text": {"headline": escape(title), "text": ""}}, "events": events, "scale": "human"}


def plain_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table with None for every missing value."""
    return [{str(column): null(value) for column, value in row.items()} for row in table.to_dict("records")]


def _js_date(when: date) -> dict[str, int]:
    return {"year": when.year, "month": when.month, "day": when.day}


def _short(text: object, length: int) -> str:
    line = " ".join(str(text).split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0] + "…"


def icalendar(table: pd.DataFrame, *, title: str = "Timeline") -> str:
    """Return a timeline as iCalendar (RFC 5545), one all-day entry an event.

    Parameters
    ----------
    table : one row an event, as `timeline` returns it.
    title : name of the calendar.

    Returns
    -------
    str with CRLF line ends, no line over 75 octets; text is escaped. What happened is CONFIRMED, plans and targets
    are TENTATIVE; an event without a last day has none, one without a first day is left out.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Communique//Timeline//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_ical_text(title)}")
    for row in plain_rows(table):
        first, last = day(row["earliest"]), day(row["latest"])
        if first is not None:
            lines += _entry(row, first, last)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) for line in lines)


def _entry(row: Mapping[Any, Any], first: date, last: date | None) -> list[str]:
    told = [str(row["what"]), f"Date: {row['date']} ({row['date_basis']})", f"Articles: {row['articles']}"]
    if row["who"]:
        told.insert(1, "Who: " + "; ".join(row["who"]))
    lines = [
        "BEGIN:VEVENT",
        f"UID:{row['event_id']}@communique.invalid",
        f"DTSTAMP:{first:%Y%m%d}T000000Z" if first.year >= 1000 else "DTSTAMP:19700101T000000Z",
        f"DTSTART;VALUE=DATE:{first.year:04d}{first.month:02d}{first.day:02d}",
    ]
    if last is not None and last < date.max:
        after = last + timedelta(days=1)
        lines.append(f"DTEND;VALUE=DATE:{after.year:04d}{after.month:02d}{after.day:02d}")
    lines.append(f"SUMMARY:{_ical_text(_short(row['what'], HEADLINE))}")
    lines.append("DESCRIPTION:" + "\\n".join(_ical_text(part) for part in told))
    if row["where"]:
        lines.append(f"LOCATION:{_ical_text(row['where'])}")
    lines.append(f"CATEGORIES:{_ical_text(row['kind'])}")
    lines.append("STATUS:" + ("TENTATIVE" if row["kind"] in ("plan", "target") else "CONFIRMED"))
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _ical_text(value: object) -> str:
    """Escape text for a property value (RFC 5545, 3.3.11)."""
    line = " ".join(visible(value).split())
    return line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def fold(line: str) -> str:
    """Fold a content line at 75 octets, between characters (RFC 5545, 3.1)."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode("utf-8", errors="replace"))
        if size + width > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += width
    return "\r\n".join([*pieces, piece]) + "\r\n"
