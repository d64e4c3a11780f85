"""Towards whom: the entities that a statement is about or addressed to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

TARGET_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
_ADDRESSEE_REACH = 60


def by_document(mentions: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Group mention rows by article, each group in order of the text."""
    out: dict[str, list[dict[str, Any]]] = {}
    for row in mentions.to_dict("records"):
        out.setdefault(str(row["doc_id"]), []).append({str(k): v for k, v in row.items()})
    for rows in out.values():
        rows.sort(key=lambda r: (r["start"], r["end"], str(r["entity"])))
    return out


def statement_targets(statement: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]], text: str) -> list[str]:
    """Name the entities that one statement is about or addressed to.

    Parameters
    ----------
    statement : mapping
        content, cue, source (lists of [start, end]), speakers.
    mentions : sequence of mapping
        The article's mentions, sorted by start (type, entity, start, end).
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
    starts = [m["start"] for m in mentions]
    speakers = set(statement["speakers"] or ())
    found: list[tuple[int, str]] = []
    for s, e in spans:
        for m in mentions[bisect_left(starts, s) : bisect_left(starts, e)]:
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
