"""Towards whom: the entities that a statement is about or addressed to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

TARGET_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
_ADDRESSEE_REACH = 60


class ArticleMentions:
    """The mentions of one article, in order of the text, to be asked for any stretch of it.

    Parameters
    ----------
    rows : sequence of mapping
        Mention rows (start, end, type, kind, entity).
    """

    def __init__(self, rows: Sequence[Mapping[str, Any]] = ()) -> None:
        self._rows = sorted(rows, key=lambda r: (r["start"], r["end"], str(r["entity"])))
        self._starts = [r["start"] for r in self._rows]
        spans = {(r["start"], r["end"]) for r in self._rows if r.get("kind", "name") != "pronoun"}
        self._names = sorted(spans)
        self._name_starts = [s for s, _ in self._names]
        self._longest = max((e - s for s, e in spans), default=0)

    def beginning_in(self, start: int, end: int) -> Sequence[Mapping[str, Any]]:
        """Return the mentions that begin between two places, in order."""
        return self._rows[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def names_touching(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans of names and titles, pronouns left out, that share a character with a stretch."""
        first = bisect_left(self._name_starts, start - self._longest)
        last = bisect_left(self._name_starts, end)
        return [(s, e) for s, e in self._names[first:last] if e > start]


def by_document(mentions: pd.DataFrame) -> dict[str, ArticleMentions]:
    """Group mention rows by article."""
    out: dict[str, list[dict[str, Any]]] = {}
    for row in mentions.to_dict("records"):
        out.setdefault(str(row["doc_id"]), []).append({str(k): v for k, v in row.items()})
    return {doc_id: ArticleMentions(rows) for doc_id, rows in out.items()}


def statement_targets(
    statement: Mapping[str, Any], mentions: ArticleMentions | Sequence[Mapping[str, Any]], text: str
) -> list[str]:
    """Name the entities that one statement is about or addressed to.

    Parameters
    ----------
    statement : mapping
        content, cue, source (lists of [start, end]), speakers.
    mentions : ArticleMentions, or sequence of mapping
        The article's mentions (type, entity, start, end). Make one `ArticleMentions` for all statements of an article.
    text : str
        The article.

    Returns
    -------
    list of str
        Entities named, or referred to by title or pronoun, in the content, in the cue, or between cue and content
        ("told Qatar that", "thanked Kenya for") within 60 characters after the cue; the speakers and what stands in
        the source left out. In order of first mention.
    """
    content, cue = list(statement["content"] or ()), list(statement["cue"] or ())
    source = [tuple(s) for s in statement["source"] or ()]
    spans = [tuple(s) for s in content + cue] + list(_addressee(content, cue, text))
    here = mentions if isinstance(mentions, ArticleMentions) else ArticleMentions(mentions)
    speakers = set(statement["speakers"] or ())
    found: list[tuple[int, str]] = []
    for s, e in spans:
        for m in here.beginning_in(s, e):
            if (
                m["end"] > e
                or m["type"] not in TARGET_TYPES
                or not isinstance(m["entity"], str)
                or m["entity"] in speakers
            ):
                continue
            if not any(m["start"] < b and m["end"] > a for a, b in source):
                found.append((m["start"], m["entity"]))
    return list(dict.fromkeys(entity for _, entity in sorted(found)))


def _addressee(content: Sequence[Sequence[int]], cue: Sequence[Sequence[int]], text: str) -> Iterable[tuple[int, int]]:
    """The gap between a cue and the content that follows it in the same sentence."""
    for _, end in cue:
        following = [s for s, _ in content if s >= end]
        stop = min(following, default=end + _ADDRESSEE_REACH)
        gap = text[end : min(stop, end + _ADDRESSEE_REACH)]
        for mark in "\n.;:":
            gap = gap.split(mark, 1)[0]
        yield end, end + len(gap)
