"""Coded articles as labelled words: PolNeAR's attributions and coded diplomatic statements in one form."""

from __future__ import annotations

import bisect
import gzip
import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from analysis.encoder.words import MAX_TOKENS, Tokens, Word, chunk_lines, split_words

TAGS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
ACTS = [
    "praise", "thank", "welcome", "commit", "agree", "assert", "call", "discuss", "report", "condemn", "accuse", "warn",
    "threaten", "reject", "deny",
]  # fmt: skip
IGNORE = -100
ROOT = -1
CURLY_TO_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
CURLY_TO_SINGLE = str.maketrans("“”", "‘’")


@dataclass
class Coded:
    """One coded article: its text and its attributions, each with spans of source, cue and content."""

    doc_id: str
    text: str
    attributions: list[dict] = field(default_factory=list)
    diplomatic: bool = False


def read_jsonl(path: str | Path) -> list[dict]:
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_polnear(path: str | Path) -> list[Coded]:
    """Read PolNeAR as JSON Lines: doc_id, text, attributions."""
    return [Coded(row["doc_id"], row["text"], row["attributions"]) for row in read_jsonl(path)]


def read_diplomatic(folder: str | Path) -> list[Coded]:
    """Read every set below a folder that holds articles/*.txt and statements.jsonl."""
    articles = []
    for coding in sorted(Path(folder).rglob("statements.jsonl")):
        rows = defaultdict(list)
        for row in read_jsonl(coding):
            rows[row["doc"]].append(row)
        for path in sorted((coding.parent / "articles").glob("*.txt")):
            text = path.read_bytes().decode("utf-8")
            articles.append(Coded(path.stem, text, rows[path.stem], True))
    return articles


def held_out(articles: list[Coded], every: int = 5) -> tuple[list[Coded], list[Coded]]:
    """Split articles into those to train on and, by order of id, each fifth one to develop on."""
    ordered = sorted(articles, key=lambda article: article.doc_id)
    return [a for i, a in enumerate(ordered) if i % every != 2], [a for i, a in enumerate(ordered) if i % every == 2]


def lines_of(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def restyle(text: str, rng: random.Random) -> str:
    """Write the same text with another style of quotation marks; no offset moves."""
    draw = rng.random()
    if draw < 0.5:
        return text
    if draw < 0.75:
        return text.translate(CURLY_TO_STRAIGHT)
    single = text.translate(CURLY_TO_SINGLE)
    return single.replace(' "', " ‘").replace('"', "’") if "“" not in text and text.count('"') % 2 == 0 else single


def is_negative(row: dict, text: str) -> bool:
    """Say whether an optional row is no statement for sure: a topic of talk, or a heading above the text."""
    first_line = text.find("\n", len(text) - len(text.lstrip()))
    return row.get("act") == "discuss" or (first_line >= 0 and all(end <= first_line for _, end in row["content"]))


@dataclass
class Labels:
    tag: list[int]
    arc: list[int]
    act: list[int]


def label(article: Coded, words: list[Word]) -> Labels:
    """Label the words of an article.

    Shorter attributions are painted over longer ones, so that the innermost saying wins. Optional rows that may be read
    as statements are left out of the loss; topics of talk and headings count as no statement.
    """
    starts, ends = [word.start for word in words], [word.end for word in words]
    size = len(words)
    tag, arc, act = [0] * size, [IGNORE] * size, [IGNORE] * size

    def between(span: list[int]) -> tuple[int, int]:
        return bisect.bisect_right(ends, span[0]), bisect.bisect_left(starts, span[1])

    def length(row: dict) -> int:
        return sum(end - start for start, end in row["content"])

    optional = [row for row in article.attributions if row.get("optional")]
    required = sorted((row for row in article.attributions if not row.get("optional")), key=length, reverse=True)
    for row in optional:
        value = 0 if is_negative(row, article.text) else IGNORE
        for role in ("content", "source", "cue"):
            for span in row[role]:
                i, j = between(span)
                tag[i:j] = [value] * (j - i)
    for row in required:
        kind = ACTS.index(row["act"]) if row.get("act") in ACTS else IGNORE
        for role in ("content", "source", "cue"):
            for span in row[role]:
                i, j = between(span)
                if j <= i:
                    continue
                begin = TAGS.index(f"B-{role}")
                tag[i:j] = [begin] + [begin + 1] * (j - i - 1)
                if role != "source":
                    act[i:j] = [kind] * (j - i)
        cue = next((between(span) for span in row["cue"]), None)
        source = next((between(span) for span in row["source"]), None)
        if cue and cue[1] > cue[0]:
            head = cue[0]
            target = source[0] if source and source[1] > source[0] else ROOT
            for span in row["cue"]:
                i, j = between(span)
                arc[i:j] = [target] * (j - i)
        else:
            head = source[0] if source and source[1] > source[0] else ROOT
        for span in row["content"]:
            i, j = between(span)
            arc[i:j] = [head] * (j - i)
    return Labels(tag, arc, act)


@dataclass
class Item:
    """One chunk with its labels by token; words behind the first token of each are ignored."""

    tokens: list[int]
    features: list[int]
    tag: list[int]
    arc: list[int]
    act: list[int]


def items_of(articles: list[Coded], tokens: Tokens, rng: random.Random | None = None) -> list[Item]:
    """Cut articles into labelled chunks; with `rng`, at other places each time and in other quotation styles."""
    items = []
    for article in articles:
        text, limits = article.text, None
        if rng is not None:
            limits = [rng.randint(MAX_TOKENS // 3, MAX_TOKENS)]
            if article.diplomatic or rng.random() < 0.1:
                text = restyle(text, rng)
        lines = split_words(text, lines_of(text), tokens)
        labels = label(article, [word for line in lines for word in line])
        for chunk in chunk_lines(lines, tokens, limits):
            position = dict(zip(chunk.words, chunk.first, strict=True))
            size = len(chunk.tokens)
            item = Item(chunk.tokens, chunk.features, [IGNORE] * size, [IGNORE] * size, [IGNORE] * size)
            for number, first in position.items():
                item.tag[first], item.act[first] = labels.tag[number], labels.act[number]
                head = labels.arc[number]
                item.arc[first] = 0 if head == ROOT else position.get(head, IGNORE)
            items.append(item)
    return items


def batches(items: list[Item], size: int, rng: random.Random | None = None) -> list[list[Item]]:
    """Group chunks of like length into batches of up to `size` tokens."""
    order = sorted(range(len(items)), key=lambda i: len(items[i].tokens) + (rng.random() * 8 if rng else 0))
    found: list[list[Item]] = []
    current: list[Item] = []
    for i in order:
        if current and (len(current) + 1) * len(items[i].tokens) > size:
            found.append(current)
            current = []
        current.append(items[i])
    if current:
        found.append(current)
    if rng:
        rng.shuffle(found)
    return found
