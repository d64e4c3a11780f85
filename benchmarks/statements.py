"""Measure the statements: accuracy on coded articles, and speed of the encoder and of the whole room.

    python benchmarks/statements.py --scorers FOLDER [--quotes FILE] [--articles CODING ARTICLES] [--peers] [--speed]

FOLDER holds the scorers, evaluate_tables.py and quotes/evaluate_quotes.py. FILE is JSON Lines of articles with
attributions (doc_id, text, attributions of source, cue and content spans). CODING and ARTICLES are a folder of coded
tables and the folder of articles that it codes. --peers adds textacy's direct quotations where textacy is installed.
One JSON object a line is printed.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from analysis.article import Article, load_model, read_articles
from analysis.encoder import default_reader
from analysis.statements import read_statements


def load_scorer(path: Path) -> ModuleType:
    """Load a scorer by its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python file; give the folder of the scorers with --scorers")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def own(articles: list[Article]) -> list[list[dict[str, Any]]]:
    """Return the project's statements of each article."""
    return [
        [{"content": s.content, "cue": s.cue, "source": s.source, "kind": s.kind} for s in sayings]
        for sayings in read_statements(articles)
    ]


def textacy_quotations(articles: list[Article]) -> list[list[dict[str, Any]]]:
    """Return textacy's direct quotations of each article; an article that it raises on has none."""
    from textacy.extract import triples

    def spans(tokens: Any) -> list[list[int]]:
        tokens = list(tokens)
        return [[tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)]] if tokens else []

    found = []
    for article in articles:
        rows = []
        try:
            for quote in triples.direct_quotations(article.doc):
                rows.append(
                    {"content": spans(quote.content), "cue": spans(quote.cue), "source": spans(quote.speaker),
                     "kind": "direct"}
                )  # fmt: skip
        except ValueError as error:
            print(json.dumps({"textacy": article.doc_id, "raises": str(error)[:80]}))
        found.append(rows)
    return found


def score_quotes(scorers: Path, path: Path, systems: dict[str, Any]) -> None:
    scorer, documents = load_scorer(scorers / "quotes" / "evaluate_quotes.py"), read_jsonl(path)
    articles = list(read_articles([(d["doc_id"], d["text"]) for d in documents]))
    for name, system in systems.items():
        rows = [{"doc_id": a.doc_id, "statements": s} for a, s in zip(articles, system(articles), strict=True)]
        result = scorer.score(documents, rows)
        figures = {kind: {m: result[kind][m]["f1"] for m in ("exact", "overlap", "source")} for kind in result}
        print(json.dumps({"quotes": path.name, "system": name, **figures}))


def score_articles(scorers: Path, coding: Path, folder: Path, systems: dict[str, Any]) -> None:
    """Score contents only: speakers need the whole pipeline."""
    scorer, gold = load_scorer(scorers / "evaluate_tables.py"), read_jsonl(coding / "statements.jsonl")
    texts = {doc: (folder / f"{doc}.txt").read_bytes().decode("utf-8") for doc in sorted({r["doc"] for r in gold})}
    articles = list(read_articles(texts.items()))
    for name, system in systems.items():
        rows = [
            {"doc_id": a.doc_id, "speakers": [], **s}
            for a, found in zip(articles, system(articles), strict=True)
            for s in found
        ]
        result = scorer.score_statements(gold, rows, texts, False)
        print(
            json.dumps(
                {
                    "articles": folder.name,
                    "system": name,
                    **{m: result[m] for m in ("recall", "precision", "right_kind")},
                }
            )
        )


def measure_speed(words: int) -> None:
    """Print the words a second on one core of the encoder, and of everything behind the parse."""
    paragraph = (
        "The foreign minister said on Tuesday that the talks had been useful and expressed gratitude for the welcome. "
        "“We will sign the treaty in May,” she told reporters, adding that both sides had agreed on the text.\n\n"
    )
    size = len(paragraph.split())
    articles = list(
        read_articles([(str(n), paragraph * 12) for n in range(max(1, words // (12 * size)))], model=load_model())
    )
    reader, total = default_reader(), len(articles) * 12 * size
    reader.read("Oslo", [(0, 4)])
    begun = time.process_time()
    for article in articles:
        reader.read(article.text, [(block.start, block.end) for block in article.blocks])
    encoder = time.process_time() - begun
    begun = time.process_time()
    read_statements(articles)
    room = time.process_time() - begun
    print(
        json.dumps(
            {"words": total, "encoder_words_a_second": round(total / encoder), "with_decoding": round(total / room)}
        )
    )


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("--scorers", type=Path)
    cli.add_argument("--quotes", type=Path)
    cli.add_argument("--articles", type=Path, nargs=2, action="append", default=[], metavar=("CODING", "ARTICLES"))
    cli.add_argument("--peers", action="store_true")
    cli.add_argument("--speed", type=int, nargs="?", const=20000, help="words to read")
    args = cli.parse_args()
    systems: dict[str, Any] = {"communique": own}
    if args.peers and importlib.util.find_spec("textacy"):
        systems["textacy"] = textacy_quotations
    if (args.quotes or args.articles) and args.scorers is None:
        cli.error("--quotes and --articles need --scorers")
    if args.quotes:
        score_quotes(args.scorers, args.quotes, systems)
    for coding, folder in args.articles:
        score_articles(args.scorers, coding, folder, systems)
    if args.speed:
        measure_speed(args.speed)


if __name__ == "__main__":
    main()
