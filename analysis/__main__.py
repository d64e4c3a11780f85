"""The command line: `python -m analysis annotate INPUT --out DIR` and its sisters."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("jsonl", "csv", "parquet")
SCORERS = ("model", "lexicon", "textblob")
FAILED = 1
USER_ERROR = 2


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    from analysis.validation.command import add_commands

    top = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Read diplomatic news: who is in it, who said what in which tone, and what happened when.",
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    annotate = commands.add_parser("annotate", help="write the five tables of a corpus")
    _add_corpus(annotate)
    annotate.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="folder for the tables; made if missing"
    )
    annotate.add_argument("--format", choices=FORMATS, default="jsonl", help="of the tables (default: jsonl)")
    annotate.add_argument(
        "--workers", type=_count, default=1, metavar="N", help="processes that read at the same time (default: 1)"
    )
    annotate.add_argument(
        "--scorer", choices=SCORERS, default="model", help="what fills the column tone (default: model)"
    )
    annotate.set_defaults(run=run_annotate)
    report = commands.add_parser("report", help="run the notebooks over a corpus and write their pages")
    _add_corpus(report)
    report.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder for the pages; made if missing")
    report.add_argument(
        "--coding",
        type=Path,
        metavar="SHEET",
        help="your filled coding sheet, for the page on validation (default: the folder coding beside the articles)",
    )
    report.set_defaults(run=run_report)
    add_commands(commands)
    return top


def _add_corpus(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "input",
        type=Path,
        metavar="INPUT",
        help="a folder of .txt, .md or .html articles, or one .csv, .jsonl or .parquet file with a row an article",
    )
    command.add_argument(
        "--codebook", type=Path, metavar="FILE", help="decisions in TOML (default: codebook.toml beside the articles)"
    )


def _count(value: str) -> int:
    try:
        number = int(value)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of processes: give 1 or more")
    return number


def run_annotate(args: argparse.Namespace) -> int:
    """Write the five tables of a corpus and say what was left out."""
    from analysis.corpus import read_corpus
    from analysis.pipeline import annotate
    from analysis.tables import write_tables

    _make_folder(args.out)
    documents = read_corpus(args.input, codebook=args.codebook)
    tables = annotate(documents, workers=args.workers, scorer=args.scorer)
    _tell_omitted(tables.documents)
    if tables.documents.empty:
        print("error: no article could be read, so no table was written", file=sys.stderr)
        return FAILED
    write_tables(tables, args.out, args.format)
    counts = ", ".join(f"{len(getattr(tables, name))} {name}" for name in ("mentions", "statements", "dates", "events"))
    print(f"{_articles(len(tables.documents))}: {counts}. The tables are in {args.out}.")
    return 0


def run_report(args: argparse.Namespace) -> int:
    """Run the notebooks over a corpus and write their pages."""
    from analysis.corpus import read_corpus
    from analysis.pages.report import build_report

    _make_folder(args.out)
    if args.coding and not _usable(args.coding):
        return USER_ERROR
    _tell_omitted(read_corpus(args.input, codebook=args.codebook))
    return build_report(args.input, args.out, codebook=args.codebook, coding=args.coding)


def _usable(sheet: Path) -> bool:
    """Say what is wrong with a coding sheet before an article is read, and whether any of it can be used."""
    from analysis.validation import read_coding

    try:
        coded = read_coding(sheet)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return False
    for words in [*coded.attrs.get("problems", []), *coded.attrs.get("notes", [])]:
        print(f"note: {words}", file=sys.stderr)
    return True


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise OSError(f"{folder}: is a file, not a folder. Name another folder after --out.") from error


def _tell_omitted(documents: pd.DataFrame) -> None:
    for row in documents.attrs.get("notes", []):
        print(f"note: {row['path']}: {row['note']}", file=sys.stderr)
    omitted: list[dict[str, Any]] = documents.attrs.get("omitted", [])
    if omitted:
        print(f"{_articles(len(omitted))} left out:", file=sys.stderr)
    for row in omitted:
        print(f"  {row['path']}: {row['reason']}", file=sys.stderr)


def _articles(number: int) -> str:
    return f"{number} article" if number == 1 else f"{number} articles"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : those of the command line by default.

    Returns
    -------
    Exit status: 0, 1 where a part of the work failed, 2 where the input or the command was wrong.
    """
    args = parser().parse_args(arguments)
    from analysis.codebook import CodebookError
    from analysis.corpus.files import CorpusError

    try:
        return args.run(args)
    except (CorpusError, CodebookError) as error:
        print(f"error: {error}", file=sys.stderr)
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)
        print(f"error: {reason}", file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return USER_ERROR


if __name__ == "__main__":
    sys.exit(main())
