"""Measure the entities of a corpus: names against a coded reading, and the time that resolution takes.

usage: python benchmarks/entities.py [CODED_MENTIONS.jsonl FOLDER_OF_ARTICLES]

Without arguments, the seeds and their coding. Prints one JSON object: exact-span F1 of names, B-cubed of the entities
(Bagga and Baldwin 1998) with a missed or invented name counted against it, the share of found names with the coded
entity, the same for the plain spaCy model with its strings as entities, and seconds for 1,000 and 5,000 names.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from analysis.article import read_articles
from analysis.entities import Name, read_names, resolve_entities

HERE = Path(__file__).resolve().parent.parent
Spans = dict[tuple[str, int, int], str]
LEAD = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
TAIL = re.compile(r"(?:['’]s?)$")


def trimmed(doc_id: str, start: int, text: str) -> tuple[str, int, int]:
    """Return a span without a leading article and a final possessive."""
    lead, tail = LEAD.match(text), TAIL.search(text)
    return doc_id, start + (lead.end() if lead else 0), start + (tail.start() if tail else len(text))


def comparable(name: str) -> str:
    """Return an entity's name without case, marks and a leading article."""
    words = re.sub(r"[^\w\s+-]", "", name.casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def score(coded: Spans, free: set[tuple[str, int, int]], found: Spans) -> dict[str, float]:
    """Score found names and their entities against coded ones; spans in `free` cost nothing."""
    found = {span: entity for span, entity in found.items() if span in coded or span not in free}
    hits = coded.keys() & found.keys()
    clusters: list[dict[str, set[tuple[str, int, int]]]] = [defaultdict(set), defaultdict(set)]
    for side, spans in enumerate((coded, found)):
        for span, entity in spans.items():
            clusters[side][entity].add(span)
    shared = {span: len(clusters[0][coded[span]] & clusters[1][found[span]]) for span in hits}
    recall = sum(n / len(clusters[0][coded[span]]) for span, n in shared.items()) / max(1, len(coded))
    precision = sum(n / len(clusters[1][found[span]]) for span, n in shared.items()) / max(1, len(found))
    same = sum(comparable(coded[span]) == comparable(found[span]) for span in hits)
    return {
        "f1": round(2 * len(hits) / max(1, len(coded) + len(found)), 3),
        "b_cubed": round(2 * precision * recall / (precision + recall), 3) if precision + recall else 0.0,
        "canonical": round(same / max(1, len(hits)), 3),
    }


def measure(coding: Path, folder: Path) -> dict[str, Any]:
    """Score the project and the plain model on coded articles."""
    rows = [json.loads(line) for line in coding.read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in rows:
        row["doc_id"] = row.get("doc_id") or row["doc"]
    coded = {trimmed(r["doc_id"], r["start"], r["text"]): r["entity"] for r in rows if not r.get("optional")}
    free = {trimmed(r["doc_id"], r["start"], r["text"]) for r in rows if r.get("optional")}
    texts = []
    for doc_id in sorted({r["doc_id"] for r in rows}):
        with (folder / f"{doc_id}.txt").open(encoding="utf-8", newline="") as handle:
            texts.append((doc_id, handle.read()))
    articles = list(read_articles(texts))
    table = resolve_entities(SimpleNamespace(doc_id=a.doc_id, names=read_names(a)) for a in articles)
    names = table[table["kind"] == "name"].to_dict("records")
    ours = {trimmed(r["doc_id"], r["start"], r["text"]): r["entity"] for r in names}
    plain = {
        trimmed(a.doc_id, e.start_char, e.text): e.text for a in articles for e in a.doc.ents if not e.text.isspace()
    }
    return {"names": len(coded), "communique": score(coded, free, ours), "spacy": score(coded, free, plain)}


def seconds(n: int) -> float:
    """Return the processor seconds that resolving `n` distinct names takes."""
    source = random.Random(0)

    def word() -> str:
        return "".join(source.choice("bdfgklmnprstvz") + source.choice("aeiou") for _ in range(4)).capitalize()

    readings = []
    for i in range(n // 10):
        forms = [f"{word()} {word()}" for _ in range(10)]
        names = [Name(40 * k, 40 * k + len(f), f, "PERSON", keys=[f]) for k, f in enumerate(forms)]
        readings.append(SimpleNamespace(doc_id=str(i), names=names))
    begun = time.process_time()
    resolve_entities(readings)
    return round(time.process_time() - begun, 2)


def main() -> None:
    """Print the measures."""
    coding, folder = HERE / "seeds" / "coding" / "mentions.jsonl", HERE / "seeds"
    if len(sys.argv) == 3:
        coding, folder = Path(sys.argv[1]), Path(sys.argv[2])
    print(json.dumps({**measure(coding, folder), "seconds": {str(n): seconds(n) for n in (1000, 5000)}}, indent=1))


if __name__ == "__main__":
    main()
