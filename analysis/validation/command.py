"""The commands `sample` and `validate`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from analysis.validation.report import validate, validation_report
from analysis.validation.sheets import SheetError, draw_sheet, write_sheet


def add_commands(commands: Any) -> None:
    """Add `sample` and `validate` to the subparsers of the command line.

    Parameters
    ----------
    commands : what `ArgumentParser.add_subparsers` returns
        Each parser sets `run`, a function of the parsed arguments that returns an exit status.
    """
    sample = commands.add_parser("sample", help="draw a blind sheet of statements to be coded by hand")
    sample.add_argument(
        "input", metavar="CORPUS", type=Path, help="folder of articles, or a table with a row an article"
    )
    sample.add_argument("--n", type=int, default=50, help="statements to draw (default 50)")
    sample.add_argument("--out", type=Path, required=True, help="the sheet, a CSV")
    sample.add_argument("--seed", type=int, default=0, help="another seed draws another sample")
    sample.set_defaults(run=run_sample)
    check = commands.add_parser("validate", help="compare coders and scorers on filled sheets")
    check.add_argument("sheets", metavar="SHEET", type=Path, nargs="+", help="filled sheets of one draw, one a coder")
    check.set_defaults(run=run_validate)


def run_sample(args: argparse.Namespace) -> int:
    """Draw a sheet from a corpus; return the exit status."""
    from analysis.corpus import read_corpus
    from analysis.pipeline import annotate

    if args.out.exists():
        print(f"{args.out} exists: it may hold codes. Choose another name.", file=sys.stderr)
        return 2
    tables = annotate(read_corpus(args.input))
    try:
        sheet = draw_sheet(tables.statements, tables.documents, args.n, seed=args.seed)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    write_sheet(sheet, args.out)
    print(
        f"{args.out}: {len(sheet)} of {len(tables.statements)} statements. Write -1 (hostile, critical, refusing), "
        "0 or 1 (friendly, approving, committing) in the column tone for what stands between ⟦ and ⟧."
    )
    return 0


def run_validate(args: argparse.Namespace) -> int:
    """Validate filled sheets; return the exit status."""
    try:
        validation = validate(args.sheets)
    except SheetError as error:
        print(error, file=sys.stderr)
        return 2
    print(validation_report(validation), end="")
    return 0
