"""The commands `sample` and `validate`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from analysis.tone.scoring import SCORERS
from analysis.validation.codes import LEGEND
from analysis.validation.key import key_path, score_key, write_key
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
    sample.add_argument(
        "--codebook", type=Path, metavar="FILE", help="decisions in TOML (default: codebook.toml beside the articles)"
    )
    sample.add_argument("--n", type=_number, default=50, help="statements to draw (default 50)")
    sample.add_argument("--out", type=Path, required=True, help="the sheet, a CSV")
    sample.add_argument("--seed", type=int, default=0, help="another seed draws another sample")
    sample.set_defaults(run=run_sample)
    check = commands.add_parser("validate", help="compare coders and scorers on filled sheets")
    check.add_argument("sheets", metavar="SHEET", type=Path, nargs="+", help="filled sheets of one draw, one a coder")
    check.add_argument(
        "--corpus",
        type=Path,
        help="the articles the sheet was drawn from; needed only without the key beside the sheet",
    )
    check.add_argument("--codebook", type=Path, metavar="FILE", help="of the corpus")
    check.add_argument("--scorer", choices=SCORERS, default=SCORERS[0], help="whose averages are corrected")
    check.set_defaults(run=run_validate)


def _number(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of statements: give 1 or more")
    return int(value)


def run_sample(args: argparse.Namespace) -> int:
    """Draw a sheet from a corpus; return the exit status."""
    from analysis.corpus import read_corpus
    from analysis.pipeline import annotate

    key = key_path(args.out)
    for path, what in ((args.out, "codes"), (key, "the key of a sheet")):
        if path.exists():
            print(f"{path} exists: it may hold {what}. Choose another name.", file=sys.stderr)
            return 2
    if not args.out.parent.is_dir():
        print(f"{args.out.parent} is no folder: make it first, or choose another.", file=sys.stderr)
        return 2
    tables = annotate(read_corpus(args.input, codebook=args.codebook))
    try:
        sheet = draw_sheet(tables.statements, tables.documents, args.n, seed=args.seed)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    write_key(score_key(tables, sheet["statement_id"]), key)
    write_sheet(sheet, args.out)
    print(
        f"{args.out}: {len(sheet)} of {len(tables.statements)} statements, to be coded by hand.\n"
        "  Write in the column tone how what stands between ⟦ and ⟧ sounds, as said by ‹whoever says it›:\n"
        f"  {LEGEND}.\n"
        "  The words negative, neutral and positive will do too; an empty cell is not coded yet. A second coder takes\n"
        "  another copy of the sheet, or another column, tone_2.\n"
        f"{key}: what the scorers say. Keep it beside the sheet for `validate`, and from the coders."
    )
    return 0


def run_validate(args: argparse.Namespace) -> int:
    """Validate filled sheets; return the exit status."""
    if args.codebook and not args.corpus:
        print("--codebook belongs to the articles: name them too (--corpus).", file=sys.stderr)
        return 2
    tables = None
    if args.corpus:
        from analysis.corpus import read_corpus
        from analysis.pipeline import annotate

        tables = annotate(read_corpus(args.corpus, codebook=args.codebook))
    scorers = [args.scorer, *(s for s in SCORERS if s != args.scorer)]
    try:
        validation = validate(args.sheets, tables=tables, scorers=scorers)
    except SheetError as error:
        print(error, file=sys.stderr)
        return 2
    print(validation_report(validation), end="")
    return 0
