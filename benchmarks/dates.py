"""Measure the temporal expressions: accuracy on annotated documents, and speed beside another library.

    python benchmarks/dates.py DOCUMENTS.jsonl.gz
    python benchmarks/dates.py --speed [--words 200000]

DOCUMENTS is JSON Lines (gzipped or not), one document a line: doc_id, dct (day of publication, YYYY-MM-DD), text,
and timexes, a list of {start, end, type, value}. Printed are, as in TempEval-3 (UzZaman et al., 2013), strict and
relaxed F1, and type and value F1 (relaxed F1 times the share of matched expressions whose attribute agrees). Speed is
words a second on one core, of the grammar alone and of dateparser's search where it is installed, on the same text.
"""

import argparse
import gzip
import json
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from analysis.dates import read_text, resolve_article

SAMPLE = (
    "The foreign ministers met in Geneva on Tuesday, two days after the talks of 20 May 2022, and agreed to meet "
    "again next month. Trade between the countries grew by a third in the first half of 2022 compared with the "
    "previous year, the statement said. The delegation, which had arrived a day earlier, will travel to the "
    "capital on Friday for a three-day visit. Officials said that the partnership had been strengthened over the "
    "past 30 years, and that further agreements on energy, transport and security would be prepared in the coming "
    "weeks by the working groups of both governments. "
)


def read_documents(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:  # type: ignore[operator]
        return [json.loads(line) for line in lines if line.strip()]


def overlap(a: dict[str, Any], b: dict[str, Any]) -> int:
    """Return how many characters two spans share."""
    return min(a["end"], b["end"]) - max(a["start"], b["start"])


def best(target: dict[str, Any], others: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the span that shares most with a target, the same span first, or None."""
    near = [o for o in others if overlap(target, o) > 0]
    same = ("start", "end")
    return max(
        near, key=lambda o: (all(o[k] == target[k] for k in same), overlap(target, o), -o["start"]), default=None
    )


def accuracy(documents: Iterable[dict[str, Any]]) -> dict[str, float]:
    """Score the grammar on annotated documents.

    Parameters
    ----------
    documents : iterable of dict
        doc_id, dct, text, timexes.

    Returns
    -------
    dict of str to float
        gold and found counts; strict, relaxed, type and value F1 in percent.
    """
    gold = found = strict = hit = matched = kind = value = 0
    for document in documents:
        expressions = read_text(document["text"])
        published = date.fromisoformat(document["dct"][:10]) if document.get("dct") else None
        rows = [
            {"start": e.start, "end": e.end, "type": e.type, "value": r.value}
            for e, r in zip(expressions, resolve_article(expressions, published), strict=True)
        ]
        wanted = document["timexes"]
        gold, found = gold + len(wanted), found + len(rows)
        hit += sum(best(row, wanted) is not None for row in rows)
        spans = {(row["start"], row["end"]) for row in rows}
        strict += sum((t["start"], t["end"]) in spans for t in wanted)
        for target in wanted:
            row = best(target, rows)
            if row:
                matched += 1
                kind += row["type"] == target["type"]
                value += row["value"] == target["value"]
    precision, recall = hit / max(1, found), matched / max(1, gold)
    relaxed = 200 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "gold": gold,
        "found": found,
        "strict_f1": round(200 * strict / max(1, gold + found), 2),
        "relaxed_f1": round(relaxed, 2),
        "type_f1": round(relaxed * kind / max(1, matched), 2),
        "value_f1": round(relaxed * value / max(1, matched), 2),
    }


def speed(words: int) -> dict[str, float | None]:
    """Time the grammar, and dateparser's search where it is installed, on the same text.

    Parameters
    ----------
    words : int
        Length of the text for the grammar; the peer reads a fiftieth of it.

    Returns
    -------
    dict of str to float
        Words a second of each, and their ratio; None without the peer.
    """
    length = len(SAMPLE.split())
    text = SAMPLE * max(1, words // length)
    read_text(SAMPLE)
    begun = time.process_time()
    resolve_article(read_text(text), date(2022, 5, 26))
    ours = len(text.split()) / (time.process_time() - begun)
    try:
        from dateparser.search import search_dates
    except ImportError:
        return {"words_a_second": round(ours), "dateparser": None, "ratio": None}
    short = SAMPLE * max(1, words // length // 50)
    search_dates(SAMPLE, languages=["en"])
    begun = time.process_time()
    search_dates(short, languages=["en"])
    theirs = len(short.split()) / (time.process_time() - begun)
    return {"words_a_second": round(ours), "dateparser": round(theirs), "ratio": round(ours / theirs, 1)}


def main() -> None:
    """Print one JSON object."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("documents", nargs="?", type=Path)
    cli.add_argument("--speed", action="store_true")
    cli.add_argument("--words", type=int, default=200_000)
    arguments = cli.parse_args()
    if arguments.documents is None and not arguments.speed:
        cli.error("give a file of annotated documents, or --speed")
    result: dict[str, Any] = accuracy(read_documents(arguments.documents)) if arguments.documents else {}
    print(json.dumps(result | (speed(arguments.words) if arguments.speed else {}), indent=1))


if __name__ == "__main__":
    main()
