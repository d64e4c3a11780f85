"""Measure the whole reading on the coded articles that nothing was trained on.

usage: python benchmarks/unseen.py [FOLDER]

FOLDER holds articles/*.txt, statements.jsonl, documents.jsonl and dates.jsonl, as benchmarks/unseen does. A coded and a
found statement are one where their contents share half of the characters that either covers. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus import read_corpus
from analysis.pipeline import annotate
from analysis.tables import Tables
from analysis.tone.labels import tone_label
from analysis.validation.coding import find_coded

HERE = Path(__file__).parent / "unseen"


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c)).removeprefix("the ").strip()


def share(hits: list[bool]) -> float:
    return round(sum(hits) / max(1, len(hits)), 3)


def statements(rows: list[dict[str, Any]], tables: Tables) -> dict[str, Any]:
    """Return recall, precision, and how many have the right speaker, kind, act and tone."""
    coded, found = pd.DataFrame(rows).rename(columns={"doc": "doc_id"}), tables.statements.to_dict("records")
    places = find_coded(coded, tables.statements)
    required = [(row, place) for row, place in zip(rows, places, strict=True) if not row["optional"]]
    hits = [(row, found[place]) for row, place in required if place is not None]
    right = [
        row["speaker"] == "*"
        or {folded(n) for n in row["speaker"].split("; ")} == {folded(n) for n in said["speakers"]}
        for row, said in hits
    ]
    tones = [(row["tone"], tone_label(said["tone"])) for row, said in hits]
    f1 = [
        2 * sum(a == b == c for a, b in tones) / max(1, sum(a == c for a, _ in tones) + sum(b == c for _, b in tones))
        for c in (-1, 0, 1)
    ]
    return {
        "required": len(required),
        "recall": share([place is not None for _, place in required]),
        "precision": share([n in places for n in range(len(found))]),
        "right_speaker": share(right),
        "right_recall": round(sum(right) / max(1, len(required)), 3),
        "right_kind": share([row["kind"] == said["kind"] for row, said in hits]),
        "right_act": share([row["act"] == said["act"] for row, said in hits]),
        "tone": share([a == b for a, b in tones]),
        "tone_macro_f1": round(sum(f1) / 3, 3),
    }


def dates(rows: list[dict[str, Any]], tables: Tables) -> dict[str, Any]:
    """Return how many coded expressions have the right value."""
    values = {(r["doc_id"], r["start"], r["end"]): r["value"] for r in tables.dates.to_dict("records")}
    wanted = [row for row in rows if not row["optional"]]
    return {
        "dates": len(wanted),
        "right": sum(values.get((r["doc"], r["start"], r["end"])) == r["value"] for r in wanted),
    }


def people(rows: list[dict[str, Any]], tables: Tables) -> dict[str, Any]:
    """Return how many of the people named are one entity of type PERSON under their full name."""
    persons = tables.mentions[tables.mentions["type"] == "PERSON"]
    named = {(doc, folded(name)) for doc, name in zip(persons["doc_id"], persons["entity"], strict=True)}
    wanted = [(row["doc"], folded(name)) for row in rows for name in row["people"]]
    return {"people": len(wanted), "one_person": share([one in named for one in wanted])}


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=Path, nargs="?", default=HERE)
    folder = cli.parse_args().folder
    tables = annotate(read_corpus(folder / "articles"))
    known = dict(zip(tables.documents["doc_id"], tables.documents["published"], strict=True))
    result: dict[str, Any] = {"statements": statements(read_jsonl(folder / "statements.jsonl"), tables)}
    for name, measure in (("dates", dates), ("documents", people)):
        if (folder / f"{name}.jsonl").is_file():
            result |= {name: measure(read_jsonl(folder / f"{name}.jsonl"), tables)}
    if (folder / "documents.jsonl").is_file():
        days = [(row["published"], known[row["doc"]]) for row in read_jsonl(folder / "documents.jsonl")]
        result["documents"]["published"] = share([(str(b) if b else None) == a for a, b in days])
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
