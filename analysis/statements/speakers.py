"""Who a source is: the entities that its words mention."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from analysis.statements.naming import DOCUMENTS, FIRST_PERSON
from analysis.statements.saying import Saying
from analysis.statements.turns import ANSWERING, asks

if TYPE_CHECKING:
    import pandas as pd

# Which of several names in one source speaks: a person before an institution before a country.
RANK = {"PERSON": 0, "ORG": 1, "EVENT": 2, "FAC": 3, "GPE": 4, "NORP": 5, "LOC": 6}
JOINT = {"communique", "communiqué", "declaration", "document", "text"}
# Heads of a source that stand for those who met, where no mention says who they are.
TOGETHER = {
    "minister", "president", "leader", "official", "diplomat", "interlocutor", "counterpart", "premier", "ambassador",
    "head", "chief", "secretary", "envoy", "pair",
}  # fmt: skip
# Where the head of a text names whose it is.
HEAD = 150
# How far into what a spokesman says its subject may stand, and how far behind another's words his own.
OPENING, BESIDE = 45, 250


class Mention(NamedTuple):
    """One row of the mentions table."""

    start: int
    end: int
    text: str
    type: str
    kind: str
    entity: str


class Mentions:
    """The mentions of one article, by place."""

    def __init__(self, rows: Iterable[Mention]) -> None:
        self.rows = sorted(rows, key=lambda m: (m.start, m.end, m.entity))
        self.starts = [m.start for m in self.rows]
        self.longest = max((m.end - m.start for m in self.rows), default=0)

    def within(self, spans: Sequence[Sequence[int]]) -> list[Mention]:
        """Return the mentions that lie in one of the spans for the most part, without those inside a longer one."""
        found: list[Mention] = []
        for start, end in spans:
            for m in self.rows[bisect_left(self.starts, start - self.longest) : bisect_left(self.starts, end)]:
                if min(m.end, end) - max(m.start, start) > (m.end - m.start) / 2 and m not in found:
                    found.append(m)
        return [
            m
            for m in found
            if not any(o.start <= m.start and m.end <= o.end and o.end - o.start > m.end - m.start for o in found)
        ]

    def ending(self, spans: Sequence[Sequence[int]]) -> list[Mention]:
        """Return the names of persons that the last words of a span are only a part of."""
        rows = [
            self.rows[bisect_left(self.starts, end - self.longest) : bisect_left(self.starts, end)] for _, end in spans
        ]
        ends = [end for _, end in spans]
        return [
            m
            for end, near in zip(ends, rows, strict=True)
            for m in near
            if m.end >= end and m.type == "PERSON" and m.kind == "name"
        ]

    def persons(self) -> list[Mention]:
        """Return the mentions that name a person, in order."""
        return [m for m in self.rows if m.type == "PERSON" and m.kind == "name" and m.entity]


def by_article(mentions: pd.DataFrame) -> dict[str, Mentions]:
    """Group a mentions table by article."""
    rows: dict[str, list[Mention]] = defaultdict(list)
    columns = ("start", "end", "text", "type", "kind", "entity")
    for doc_id, *values in mentions[["doc_id", *columns]].itertuples(index=False):
        rows[doc_id].append(Mention(*values))
    return {doc_id: Mentions(found) for doc_id, found in rows.items()}


def entities_of(found: Sequence[Mention], joint: bool) -> list[str]:
    """Choose the entities that speak among the mentions of one phrase."""
    found = [m for m in found if m.entity]
    if not found:
        return []
    persons = [m for m in found if m.type == "PERSON" and m.kind == "name"]
    if persons:
        chosen = persons if joint else persons[:1]
    else:
        referring = [m for m in found if m.kind != "name"]
        if referring:
            longest = max(m.end - m.start for m in referring)
            chosen = referring if joint else [m for m in referring if m.end - m.start == longest]
            chosen = [m for m in chosen if m.start == chosen[0].start or joint]
            chosen += [m for m in found if m.kind == "name" and joint]
        elif joint:
            chosen = list(found)
        else:
            best = min(RANK.get(m.type, 9) for m in found)
            chosen = [m for m in found if RANK.get(m.type, 9) == best][-1:]
    return list(dict.fromkeys(m.entity for m in sorted(chosen, key=lambda m: m.start)))


def fold(text: str) -> str:
    """Return a name without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def labelled(saying: Saying, mentions: Mentions, others: Collection[str] = ()) -> list[str]:
    """Resolve the label of a turn: a name it holds, a person of that surname or those initials, or who answers.

    A label that is only an office is none of the `others` whom labels name.
    """
    label = saying.label
    words = re.findall(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*", label)
    if not words or (asks(label) and "(" not in label):
        return []
    if ANSWERING.match(label):
        return _answering(saying, mentions)
    own = [m for m in mentions.within(saying.source) if m.type == "PERSON" and m.entity]
    best = max(own, key=lambda m: (m.kind == "name", -m.start), default=None)
    if best is not None:
        return [best.entity] if best.kind == "name" or best.entity not in others else []
    persons = mentions.persons()
    last = fold(words[-1])
    for m in persons:
        parts = [fold(part) for part in re.findall(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*", m.entity)]
        if last in parts and len(last) > 1:
            return [m.entity]
        if len(words) == 1 and label.isupper() and len(label) in (2, 3) and last == "".join(p[0] for p in parts):
            return [m.entity]
    return entities_of(mentions.within(saying.source), False)


def _answering(saying: Saying, mentions: Mentions) -> list[str]:
    """Return who answers in an interview: of those whom the lines before it name, the one named most, or the first."""
    before = [m for m in mentions.within(saying.core) if m.entity]
    named = [m for m in before if m.type == "PERSON" and m.kind == "name"]
    if named:
        count = Counter(m.entity for m in mentions.rows)
        return [max(named, key=lambda m: (count[m.entity], -m.start)).entity]
    return next(([m.entity] for m in before if m.kind == "nominal"), [])


def speakers_of(saying: Saying, mentions: Mentions) -> list[str]:
    """Return the canonical entities that a saying's source stands for.

    Parameters
    ----------
    saying : Saying
    mentions : Mentions
        Those of its article.

    Returns
    -------
    list of str
        Empty where no mention tells.
    """
    if saying.label:
        return labelled(saying, mentions)
    if saying.unnamed:
        return []
    head = [
        m
        for m in mentions.within(saying.source or saying.core)
        if not any(start <= m.start and m.end <= end for start, end in saying.behind) and not _owns(m, saying)
    ]
    found = entities_of(head, saying.joint)
    found = found or next(filter(None, (entities_of(mentions.within([span]), False) for span in saying.behind)), [])
    return found or entities_of(mentions.ending(saying.core), False)


def _owns(mention: Mention, saying: Saying) -> bool:
    """Say whether a pronoun only tells whose the head is ("his" in "his spokesman")."""
    return mention.kind == "pronoun" and any(s <= mention.start and mention.end < e for s, e in saying.core)


def _first_two(mentions: Mentions, saying: Saying) -> list[str]:
    """Return the two persons an article names first, before a saying of "both ministers"."""
    names = dict.fromkeys(m.entity for m in mentions.persons() if m.end <= saying.content[0][0])
    return list(names)[:2] if len(names) > 1 else []


def _is_named(saying: Saying, mentions: Mentions) -> bool:
    """Say whether a source holds a name of its own."""
    return any(m.kind == "name" for m in mentions.within(saying.core))


def _spoken_for(saying: Saying, mentions: Mentions, before: Sequence[Saying], found: Sequence[list[str]]) -> list[str]:
    """Return for whom "a spokeswoman" speaks: the institution that her words begin with, or that spoke just before."""
    start = saying.content[0][0]
    told = [m for m in mentions.within([[start, start + OPENING]]) if m.type == "ORG" and m.entity]
    if told:
        return [told[0].entity]
    near = before and found[-1] and start - max(end for _, end in before[-1].content) <= BESIDE
    institutions = {m.entity for m in mentions.rows if m.type == "ORG"}
    return list(found[-1]) if near and set(found[-1]) <= institutions else []


def _headed(mentions: Mentions, saying: Saying) -> list[str]:
    """Return the one a text's head names: its first person or else its first institution."""
    headed = [m for m in mentions.rows if m.start < HEAD and m.end <= saying.content[0][0] and m.entity]
    for sort in ("PERSON", "ORG"):
        found = [m.entity for m in headed if m.type == sort]
        if found:
            return found[:1]
    return []


def resolve(sayings: Sequence[Saying], mentions: Mentions) -> list[list[str]]:
    """Return the speakers of each saying of one article.

    A saying that names none has those of the saying it follows; "the statement", "the letter" those of whom the article
    last gave as its author, and a joint document those who last spoke together. "We" are those who called themselves so
    before, or whom the head of the text names.
    """
    found: list[list[str]] = []
    authors: dict[str, list[str]] = {}
    turns: dict[str, list[str]] = {}
    labels = mentions.within([span for saying in sayings if saying.label for span in saying.source])
    others = {m.entity for m in labels if m.type == "PERSON" and m.kind == "name"}
    unnamed: set[str] = set()
    for number, saying in enumerate(sayings):
        if saying.label:
            speakers = turns.setdefault(saying.label, labelled(saying, mentions, others))
        else:
            speakers = speakers_of(saying, mentions)
        if saying.unnamed:
            unnamed.add(saying.head)
        elif saying.head in unnamed and not _is_named(saying, mentions):
            speakers = []
        if not speakers and saying.head.startswith("spokes"):
            speakers = _spoken_for(saying, mentions, sayings[:number], found)
        if not speakers and not saying.label and 0 <= saying.follows < number:
            speakers = list(found[saying.follows])
        if not speakers and saying.head in DOCUMENTS:
            together = next((names for names in reversed(found) if len(names) > 1), [])
            last = next((names for names in reversed(found) if names), [])
            both = (together or _first_two(mentions, saying)) if saying.joint else []
            own = together if saying.head in JOINT else authors.get("")
            speakers = authors.get(saying.head) or both or own or last
        if not speakers and saying.joint and saying.head in TOGETHER and not saying.unnamed:
            speakers = next((names for names in reversed(found) if len(names) > 1), []) or _first_two(mentions, saying)
        if not speakers and saying.head in FIRST_PERSON:
            speakers = authors.get(saying.head) or _headed(mentions, saying)
        if speakers and saying.head in FIRST_PERSON:
            authors[saying.head] = speakers
        if speakers and (saying.head in DOCUMENTS or saying.through in DOCUMENTS):
            authors[saying.through or saying.head] = authors[""] = speakers
        found.append(list(speakers))
    return found
