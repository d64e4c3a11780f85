"""Who takes part in a reported event and where it takes place, as entities of the corpus."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from analysis.events.report import Report

PLACE_TYPES = {"GPE", "LOC", "FAC"}


class MentionsOf:
    """The mentions of one article, ready to be asked for those in a span; `persons` are those of the corpus."""

    def __init__(self, rows: Iterable[Mapping[Any, Any]], persons: Collection[str] = ()) -> None:
        self.persons = persons
        self.rows = sorted(rows, key=lambda r: (r["start"], r["end"], str(r["entity"])))
        self.starts = [row["start"] for row in self.rows]

    def inside(self, start: int, end: int) -> list[Mapping[Any, Any]]:
        """Return the mentions that lie in a span, in order."""
        found = []
        for n in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            if self.rows[n]["end"] <= end:
                found.append(self.rows[n])
        return found


def taking_part(report: Report, mentions: MentionsOf) -> tuple[tuple[str, ...], frozenset[str]]:
    """Name who takes part in a reported event.

    A phrase that names a person names the person, not the countries and ministries of the title; the place of an
    event takes no part in it.

    Returns
    -------
    entities : canonical names in the order of the text, none twice.
    persons : those of them that are persons.
    """
    entities: list[str] = []
    persons: set[str] = set()
    places = {tuple(span) for span in report.places}
    spans = [*report.possessor, *report.parties]
    outer = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    for start, end in sorted(outer):
        rows = [r for r in mentions.inside(start, end) if r["entity"] and (r["start"], r["end"]) not in places]
        named = [r for r in rows if r["type"] == "PERSON" or r["entity"] in mentions.persons]
        persons.update(str(r["entity"]) for r in named)
        entities += [str(r["entity"]) for r in (named or rows)]
    return tuple(dict.fromkeys(entities)), frozenset(persons)


def place_of(report: Report, mentions: MentionsOf, text: str) -> str | None:
    """Name the place of a reported event: the last place named before its time, else the first."""
    if not report.places:
        return None
    before = [span for span in report.places if report.times and span[1] <= report.times[0][0]]
    start, end = before[-1] if before else report.places[0]
    rows = [r for r in mentions.inside(start, end) if r["entity"] and r["type"] in PLACE_TYPES]
    return str(rows[0]["entity"]) if rows else " ".join(text[start:end].split())


def by_article(mentions: Sequence[Mapping[Any, Any]]) -> dict[str, MentionsOf]:
    """Group the rows of the table of mentions by article."""
    grouped: dict[str, list[Mapping[Any, Any]]] = {}
    for row in mentions:
        grouped.setdefault(str(row["doc_id"]), []).append(row)
    types: dict[str, Counter[bool]] = {}
    for row in mentions:
        types.setdefault(str(row["entity"]), Counter())[row["type"] == "PERSON"] += 1
    persons = {entity for entity, seen in types.items() if seen[True] > seen[False]}
    return {doc_id: MentionsOf(rows, persons) for doc_id, rows in grouped.items()}
