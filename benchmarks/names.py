"""Compare the names found with those of a corpus in CoNLL columns, beside the plain spaCy model.

usage: python benchmarks/names.py FILE

FILE holds a token a line, its BIO label in the last column, an empty line after each sentence (CoNLL-2003: Tjong Kim
Sang and De Meulder 2003; CrossNER politics: Liu et al. 2021). Each sentence is read as an article of its own. Prints
one JSON object: exact-span precision, recall and F1 for persons, organisations and places of each. What overlaps a
coded name of another class (events, peoples, works) counts for nobody, nor does a name inside a longer one.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analysis.article import read_articles
from analysis.entities import read_names

CLASSES = {
    "person": ("per", "person", "politician"),
    "organisation": ("org", "organisation", "organization", "politicalparty", "corporation"),
    "place": ("loc", "gpe", "fac", "location", "country"),
}
CLASS = {label: kind for kind, labels in CLASSES.items() for label in labels}
TIGHT = frozenset({",", ".", ";", ":", "!", "?", ")", "'s", "n't", "%", "'"})
Span = tuple[int, int, str]


def sentences(path: Path) -> Iterator[tuple[str, list[Span]]]:
    """Return each sentence's text and its coded names: start, end and class, "other" for one outside the classes."""
    tokens: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        fields = line.split()
        if fields and not line.startswith("-DOCSTART-"):
            tokens.append((fields[0], fields[-1]))
        elif tokens:
            yield joined(tokens)
            tokens = []


def joined(tokens: list[tuple[str, str]]) -> tuple[str, list[Span]]:
    """Join the tokens of a sentence to text, and their labels to spans."""
    text, spans, last = "", [], "O"
    for token, label in tokens:
        text += " " if text and token not in TIGHT and not text.endswith("(") else ""
        start, kind = len(text), CLASS.get(label[2:].lower(), "other")
        text += token
        if label.startswith("I-") and last[2:] == label[2:] and spans:
            spans[-1] = (spans[-1][0], len(text), kind)
        elif label != "O":
            spans.append((start, len(text), kind))
        last = label
    return text, spans


def score(coded: list[list[Span]], found: list[list[Span]]) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 of each class and of all, spans exact."""
    hits, said, meant = Counter[str](), Counter[str](), Counter[str]()
    for gold, own in zip(coded, found, strict=True):
        others = [span for span in gold if span[2] == "other"]
        wanted = {span for span in gold if span[2] != "other"}
        given = {s for s in own if not any(s[0] < o[1] and o[0] < s[1] for o in others)}
        for kind in ("all", *CLASSES):
            hits[kind] += sum(kind in ("all", s[2]) for s in wanted & given)
            said[kind] += sum(kind in ("all", s[2]) for s in given)
            meant[kind] += sum(kind in ("all", s[2]) for s in wanted)
    return {
        kind: {
            "precision": round(hits[kind] / max(1, said[kind]), 3),
            "recall": round(hits[kind] / max(1, meant[kind]), 3),
            "f1": round(2 * hits[kind] / max(1, said[kind] + meant[kind]), 3),
        }
        for kind in ("all", *CLASSES)
    }


def outermost(spans: list[Span]) -> list[Span]:
    """Return the spans that lie in no other, those outside the classes left out."""
    kept = [s for s in spans if not any(o[0] <= s[0] and s[1] <= o[1] and o[:2] != s[:2] for o in spans)]
    return [(start, end, CLASS[kind]) for start, end, kind in kept if kind in CLASS]


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without a leading article and a final possessive."""
    if text[start:end].lower().startswith("the "):
        start += 4
    return start, end - 2 if text[:end].endswith("'s") else end


def main(path: Path) -> None:
    """Print the scores of both on one file."""
    rows = list(sentences(path))
    coded = [[(*bare(text, s[0], s[1]), s[2]) for s in spans] for text, spans in rows]
    articles = list(read_articles([(str(i), text) for i, (text, _) in enumerate(rows)]))
    ours = [outermost([(n.start, n.end, n.type.lower()) for n in read_names(a) if n.kind == "name"]) for a in articles]
    plain = [
        [
            (*bare(a.text, e.start_char, e.end_char), CLASS[e.label_.lower()])
            for e in a.doc.ents
            if e.label_.lower() in CLASS
        ]
        for a in articles
    ]
    report = {"sentences": len(rows), "communique": score(coded, ours), "spacy": score(coded, plain)}
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/names.py FILE  (CoNLL columns: a token and its BIO label a line)")
    main(Path(sys.argv[1]))
