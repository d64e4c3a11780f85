"""Measure the scorers of tone against public gold and coded articles.

usage: python benchmarks/tone.py [--newsmtsc FILE ...] [--plover FILE ...] [--coded CODING_DIR ARTICLES_DIR ...]

NewsMTSC (Hamborg and Donnay 2021): JSON Lines of text, target {start, end}, polarity; tone towards the target.
PLOVER gold standard records (OEDA): JSON Lines of text and polarity; cooperation against conflict of whole sentences.
CODING_DIR holds a statements.jsonl as seeds/coding does; ARTICLES_DIR the .txt files that it indexes. What is measured
is the column tone of the tables, on the coded statements that the library finds; not_found counts the others.
Prints one JSON object a gold and scorer, with the statements read in a second on one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.pipeline import annotate
from analysis.tables import Tables
from analysis.tone import SCORERS, score_tone
from analysis.validation import compare_scorers, read_coding, score_coded


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def area_under_curve(good: list[float], bad: list[float]) -> float:
    """Chance that a good score is above a bad one; a tie counts half."""
    return sum((g > b) + 0.5 * (g == b) for g in good for b in bad) / (len(good) * len(bad))


def newsmtsc(path: Path, scorer: str) -> dict[str, Any]:
    rows = read_jsonl(path)
    targets = [(r["target"]["start"], r["target"]["end"]) for r in rows]
    begun = time.perf_counter()
    tones = score_tone([r["text"] for r in rows], targets, scorer=scorer)["tone"]
    seconds = time.perf_counter() - begun
    table = pd.DataFrame({"doc_id": [r["id"] for r in rows], "tone": [r["polarity"] for r in rows], scorer: tones})
    return {**report(table, scorer), "a_second": round(len(rows) / seconds)}


def plover(path: Path, scorer: str) -> dict[str, Any]:
    rows = [r for r in read_jsonl(path) if r["polarity"]]
    tones = score_tone([r["text"] for r in rows], scorer=scorer)["tone"].tolist()
    sides = ([t for r, t in zip(rows, tones, strict=True) if r["polarity"] * side > 0] for side in (1, -1))
    zero = sum(t == 0 for t in tones) / len(tones)
    return {"n": len(rows), "auc": round(area_under_curve(*sides), 3), "exactly_zero": round(zero, 3)}


def read_coded(coding: Path, articles: Path) -> tuple[pd.DataFrame, Tables]:
    """Return the coded statements, and the tables of their articles."""
    rows = read_coding(coding)
    texts = {d: (articles / f"{d}.txt").read_bytes().decode("utf-8") for d in sorted(set(rows["doc_id"]))}
    return rows, annotate(pd.DataFrame({"doc_id": list(texts), "text": list(texts.values())}))


def coded(rows: pd.DataFrame, tables: Tables, scorer: str) -> dict[str, Any]:
    scored = score_coded(rows, tables, scorers=[scorer])
    return {**report(scored, scorer), "not_found": len(scored.attrs["not_found"])}


def report(scored: pd.DataFrame, scorer: str) -> dict[str, Any]:
    row = compare_scorers(scored, [scorer]).iloc[0].to_dict()
    kept = ("n", "accuracy", "low", "high", "macro_f1", "f1_negative", "f1_neutral", "f1_positive")
    return {key: row[key] for key in kept}


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--newsmtsc", type=Path, nargs="*", default=[])
    cli.add_argument("--plover", type=Path, nargs="*", default=[])
    cli.add_argument("--coded", type=Path, nargs=2, action="append", default=[])
    cli.add_argument("--scorers", nargs="*", choices=SCORERS, default=list(SCORERS))
    args = cli.parse_args()
    score_tone(["Warm up."], scorer=args.scorers[0])
    readings = {coding: read_coded(coding, articles) for coding, articles in args.coded}
    for scorer in args.scorers:
        for path in args.newsmtsc:
            print(json.dumps({"gold": path.name, "scorer": scorer, **newsmtsc(path, scorer)}))
        for path in args.plover:
            print(json.dumps({"gold": path.name, "scorer": scorer, **plover(path, scorer)}))
        for coding, (rows, tables) in readings.items():
            print(json.dumps({"gold": str(coding), "scorer": scorer, **coded(rows, tables, scorer)}))


if __name__ == "__main__":
    main()
