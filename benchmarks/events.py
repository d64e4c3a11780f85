"""Measure when events are said to have happened, and how fast.

    python benchmarks/events.py DOCUMENTS.jsonl.gz TIMELINES.jsonl.gz

Data of SemEval-2015 task 4 (Minard et al., 2015) as JSON Lines, gzipped or not. DOCUMENTS: doc_id, dct (day of
publication), text, sentences [{id, start, end}]. TIMELINES: rows [{date, events [{doc, sent, word}]}], dates with XX
for what is not known. An event is dated by the reported event over its word, else the nearest in its sentence, else
by publication; right is the gold date to its own precision. Beside it stand the share right when each event has the
day of publication, and when it has the nearest temporal expression of its sentence. Prints one JSON object.
"""

import argparse
import gzip
import json
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from analysis.article import load_model, read_articles
from analysis.codebook import Codebook
from analysis.dates import read_dates, resolve_dates
from analysis.entities import read_names, resolve_entities
from analysis.events import event_table, read_reports
from analysis.pipeline import Reading
from analysis.tables import frame, records


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:  # type: ignore[operator]
        return [json.loads(line) for line in lines if line.strip()]


def gold_events(
    documents: dict[str, Any], timelines: list[dict[str, Any]]
) -> Iterator[tuple[str, dict[str, Any], int, str]]:
    """Yield document, sentence, place of the word and date of each gold event that has a date."""
    for timeline in timelines:
        for row in timeline["rows"]:
            for event in row["events"]:
                document = documents.get(event["doc"])
                sentence = document and next((s for s in document["sentences"] if s["id"] == event["sent"]), None)
                if document and sentence and not row["date"].startswith("XXXX"):
                    word = event["word"].lower().split()[0]
                    at = document["text"].lower().find(word, sentence["start"])
                    yield event["doc"], sentence, at, re.sub(r"(-XX)+$", "", row["date"])


def nearest(rows: list[dict[str, Any]], sentence: dict[str, Any], at: int) -> dict[str, Any] | None:
    """Return the row over a place, else the nearest of its sentence that has a date."""
    near = [r for r in rows if r["start"] < sentence["end"] and r["end"] > sentence["start"] and r["earliest"]]
    return min(
        near, key=lambda r: (not r["start"] <= at < r["end"], abs((r["start"] + r["end"]) / 2 - at)), default=None
    )


def main() -> None:
    """Read, date and score."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("documents", type=Path)
    cli.add_argument("timelines", type=Path)
    args = cli.parse_args()
    documents = {d["doc_id"]: d for d in read_lines(args.documents)}
    table = frame(
        "documents",
        [
            {"doc_id": d["doc_id"], "text": d["text"], "published": date.fromisoformat(d["dct"]), "words": 1}
            for d in documents.values()
        ],
    )
    load_model()
    readings, seconds, words = [], 0.0, 0
    for article in read_articles([(d["doc_id"], d["text"]) for d in documents.values()]):
        names, expressions = read_names(article), read_dates(article)
        begun = time.process_time()
        reports = read_reports(article, expressions, names)
        seconds += time.process_time() - begun
        words += len(article.text.split())
        sentences = [[s.start_char, s.end_char] for s in article.sentences()]
        blocks = [list(block) for block in article.blocks]
        readings.append(Reading(article.doc_id, blocks, sentences, names, [], expressions, reports))
    mentions = resolve_entities(readings, Codebook())
    dates = resolve_dates(readings, table)
    begun = time.process_time()
    events = event_table(readings, table, mentions, dates)
    resolving = time.process_time() - begun
    by_event: dict[str, list[dict[str, Any]]] = {name: [] for name in documents}
    by_date: dict[str, list[dict[str, Any]]] = {name: [] for name in documents}
    for row in records(events):
        by_event[row["doc_id"]].append(row)
    for row in records(dates):
        by_date[row["doc_id"]].append({**row, "date": row["value"]})
    right = {"events": 0, "nearest expression": 0, "publication": 0}
    total = 0
    for name, sentence, at, want in gold_events(documents, read_lines(args.timelines)):
        total += 1
        published = documents[name]["dct"]
        for method, rows in (("events", by_event[name]), ("nearest expression", by_date[name])):
            found = nearest(rows, sentence, at)
            right[method] += (re.split(r"[/~?%T]", found["date"])[0] if found else published) == want
        right["publication"] += published == want
    shares = {method: round(100 * count / max(1, total), 1) for method, count in right.items()}
    speed = {"words_a_second": round(words / max(seconds, 1e-6)), "resolving_seconds": round(resolving, 2)}
    print(json.dumps({"gold_events": total, "rows": len(events), "right": shares, **speed}))


if __name__ == "__main__":
    main()
