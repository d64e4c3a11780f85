"""A corpus of three tiny articles, with tables as `annotate` would fill them, for tests that draw and write pages."""

from __future__ import annotations

import datetime
from typing import Any

from analysis.tables import Tables, frame

DAY = datetime.date(2022, 5, 20)
LINES = {
    "a": 'Peru and Chile met on May 20.\n"We <b>thank</b> Chile," said Ana Ruiz.\nShe warned Chile.\nContact Us',
    "b": "Chile rejected the offer on Friday, Ana Ruiz said.",
    "x<script>alert(1)</script>": (
        'A visit is planned for June. <script>alert(1)</script> "javascript:alert(2)" \u202eevil\u202c'
    ),
}


def span(doc_id: str, words: str) -> dict[str, Any]:
    start = LINES[doc_id].index(words)
    return {"doc_id": doc_id, "start": start, "end": start + len(words), "text": words}


def mention(doc_id: str, words: str, entity: str, type: str = "GPE", kind: str = "name") -> dict[str, Any]:
    return {**span(doc_id, words), "entity": entity, "type": type, "kind": kind}


def statement(doc_id: str, said: str, speakers: list[str], tone: float, **more: Any) -> dict[str, Any]:
    at = span(doc_id, said)
    row = {
        "doc_id": doc_id,
        "statement_id": f"{doc_id}-{at['start']}",
        "kind": "indirect",
        "content": [[at["start"], at["end"]]],
    }
    row |= {"cue": [], "source": [], "speakers": speakers, "act": "assert", "scale": 0.0, "polarity": 0.0}
    return {**row, "subjectivity": 0.0, "tone": tone, "targets": [], **more}


def event(
    doc_id: str, words: str, event_id: str, kind: str, date: str, first: datetime.date, last: datetime.date
) -> dict[str, Any]:
    row = {**span(doc_id, words), "event_id": event_id, "kind": kind, "date": date, "earliest": first, "latest": last}
    return {**row, "date_basis": "stated", "what": words, "who": ["Peru"], "where": None}


def small_tables() -> Tables:
    """Return the tables of the three articles; the third is hostile to whoever shows it."""
    published = {"a": DAY, "b": DAY + datetime.timedelta(days=2)}
    documents = [
        {"doc_id": d, "path": f"{d}.txt", "title": None if d == "b" else
            f"Title of "
            f"{d}"
        , "outlet": "Gazette" if d == "a" else None,
         "published": published.get(d), "published_basis": "byline" if d in published else None,
         "words": len(t.split()), "furniture": [[t.index("Contact"), len(t)]] if "Contact" in t else [], "text": t}
        for d, t in LINES.items()
    ]  # fmt: skip
    hostile = list(LINES)[2]
    mentions = [
        mention("a", "Peru", "Peru"), mention("a", "Chile", "Chile"), mention("a", "Ana Ruiz", "Ana Ruiz", "PERSON"),
        mention("a", "She", "Ana Ruiz", "PERSON", "pronoun"), mention("b", "Chile", "Chile"),
        mention("b", "Ana Ruiz", "Ana Ruiz", "PERSON"),
        mention(hostile, "<script>alert(1)</script>", "<script>alert(1)</script>", "ORG"),
    ]  # fmt: skip
    statements = [
        statement(
            "a", '"We <b>thank</b> Chile,"', ["Ana Ruiz"], 0.9, kind="direct", act="thank", scale=5.0, targets=["Chile"]
        ),
        statement("a", "warned Chile", ["Ana Ruiz"], -0.6, act="warn", scale=-6.0, targets=["Chile"]),
        statement("b", "Chile rejected the offer on Friday", ["Ana Ruiz"], -0.2),
        statement(hostile, '"javascript:alert(2)"', [], 0.0, kind="direct"),
    ]
    dates = [
        {
            **span("a", "May 20"),
            "type": "DATE",
            "value": "2022-05-20",
            "earliest": DAY,
            "latest": DAY,
            "anchor": "published",
        }
    ]
    june = (datetime.date(2022, 6, 1), datetime.date(2022, 6, 30))
    events = [
        event("a", "Peru and Chile met on May 20", "e1", "event", "2022-05-20", DAY, DAY),
        event("b", "Chile rejected the offer on Friday", "e2", "event", "2022-05-20", DAY, DAY),
        event(hostile, "A visit is planned for June", "e3", "plan", "2022-06", *june),
    ]
    tables = Tables(
        frame("documents", documents), frame("mentions", mentions), frame("statements", statements),
        frame("dates", dates), frame("events", events),
    )  # fmt: skip
    tables.documents.attrs["omitted"] = [{"path": "bad.bin", "reason": "is no text"}]
    return tables
