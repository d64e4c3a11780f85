"""Validate filled coding sheets, and say in words what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.tone.scoring import SCORERS
from analysis.validation.agreement import agreement
from analysis.validation.coders import compare_coders, joined_codes, settled_codes
from analysis.validation.codes import LEGEND
from analysis.validation.coding import find_drawn, score_contexts
from analysis.validation.filled import read_sheet
from analysis.validation.key import find_key, score_key
from analysis.validation.scorers import compare_scorers, confusion, corrected_averages
from analysis.validation.sheets import SheetError

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables import Tables

FROM_SHEET = (
    "The key of the sheet was not found, so the scores below are read from the sheet alone, without speech acts and "
    "names: they are near those of the tables, not the same. Put the file .key.jsonl that was written with the sheet "
    "beside it, or name the articles (--corpus)."
)
UNMARKED = (
    "The spreadsheet changed the brackets around what is said, and the key of the sheet was not found: put the file "
    ".key.jsonl that was written with the sheet beside it, or name the articles (--corpus)."
)
ALL = "all statements"


@dataclass
class Validation:
    """What coding sheets say about the scorers.

    Attributes
    ----------
    coded : DataFrame, one row a statement
        The sheet with its human code (`tone`) and a column of tones a scorer.
    codes : DataFrame, one row a statement, one column a coder.
    agreement : DataFrame or None
        Between coders (`agreement`); None with a single coder.
    by_coder : DataFrame, one row a coder (`compare_coders`).
    scorers : DataFrame, one row a scorer (`compare_scorers`).
    confusions : dict of str to DataFrame
        Human codes against labels, by scorer.
    averages : DataFrame (`corrected_averages`)
        Over all statements of the corpus, in the first row, and over those of each speaker with five or more. Where
        nothing but the sheet is known, over the statements of the sheet alone.
    from_tables : bool
        Whether the tones are exactly those of the tables; else they were read from the sheet alone.
    problems : list of str
        A message for each row that was left out, or whose code was.
    notes : list of str
        Rows without a code, and ties between coders.
    """

    coded: pd.DataFrame
    codes: pd.DataFrame
    agreement: pd.DataFrame | None
    by_coder: pd.DataFrame
    scorers: pd.DataFrame
    confusions: dict[str, pd.DataFrame]
    averages: pd.DataFrame
    from_tables: bool
    problems: list[str]
    notes: list[str]


def _scored(texts: pd.DataFrame, key: pd.DataFrame, places: Sequence[int], scorers: Sequence[str]) -> pd.DataFrame:
    """Take the tones of the rows from the key, and the names of their articles, which a spreadsheet changes."""
    lacking = [s for s in scorers if s not in key.columns]
    if lacking:
        raise SheetError([f"The key of the sheet has no tones of {lacking[0]}: draw the sheet again."])
    known = key.iloc[list(places)].reset_index(drop=True)
    columns = {column: known[column] for column in ("doc_id", *scorers)}
    return texts.reset_index(drop=True).assign(found=known["statement_id"], **columns)


def validate(
    paths: str | Path | Sequence[str | Path],
    *,
    tables: Tables | None = None,
    scorers: Sequence[str] = SCORERS,
    seed: int = 0,
) -> Validation:
    """Check filled coding sheets and compare coders with each other and with every scorer.

    Parameters
    ----------
    paths : path or sequence of paths
        Filled sheets of one draw, one a coder (or several columns "tone_...").
    tables : Tables, optional
        Of the corpus that the sheet was drawn from. By default the key beside the sheet is read (`score_key`); where
        there is none either, the scorers read the sheet alone, and `from_tables` is False.
    scorers : sequence of str
        Scorers to compare; averages are the first one's.
    seed : int
        Seed of the bootstraps.

    Returns
    -------
    Validation

    Raises
    ------
    SheetError
        If no row of any sheet can be used, or none is in the tables.
    """
    import pandas as pd

    several = [Path(paths)] if isinstance(paths, (str, Path)) else list(dict.fromkeys(map(Path, paths)))
    problems: list[str] = []
    sheets: list[pd.DataFrame] = []
    for path in several:
        try:
            sheets.append(read_sheet(path))
            problems += sheets[-1].attrs["problems"]
        except SheetError as error:
            problems += error.problems
    if not sheets:
        raise SheetError(problems)
    texts, codes = joined_codes(sheets)
    settled, ties = settled_codes(codes)
    notes = [note for sheet in sheets for note in sheet.attrs["notes"]]
    texts["tone"] = pd.Series(settled, dtype="float64")
    if texts["tone"].isna().all():
        raise SheetError([
            f"There is no code to compare with: write -1, 0 or 1 in the column tone ({LEGEND}).",
            *problems, *notes, *ties,
        ])  # fmt: skip
    drawn = texts["statement_id"]
    key = find_key(several, set(texts["check"])) if tables is None else score_key(tables, drawn, scorers)
    if key is not None:
        number = {statement: n for n, statement in enumerate(key["statement_id"])}
        places = [number[s] for s in drawn] if tables is None else find_drawn(texts, tables)
        there = [place is not None for place in places]
        coded_at_all = codes.notna().any(axis=1).to_numpy()
        problems += [
            f"{statement}: not in the corpus that was named."
            for statement, here, given in zip(drawn, there, coded_at_all, strict=True)
            if given and not here
        ]
        scored = _scored(texts[there], key, [p for p in places if p is not None], scorers)
        corpus = key
    elif texts["context"].str.contains("⟦").all():
        scored = score_contexts(texts, scorers)
        corpus = scored.assign(speakers=pd.Series([[] for _ in range(len(scored))], dtype="object"))
    else:
        raise SheetError([*problems, UNMARKED])
    coded = scored[scored["tone"].notna()].reset_index(drop=True)
    first = scorers[0]
    averages = [
        corrected_averages(coded, corpus.assign(speakers=ALL), scorer=first, column=first, fewest=1, seed=seed),
        corrected_averages(coded, corpus, scorer=first, column=first, seed=seed),
    ]
    return Validation(
        coded=coded,
        codes=codes,
        agreement=agreement(codes, seed=seed) if codes.shape[1] > 1 else None,
        by_coder=compare_coders(scored, codes, scorers),
        scorers=compare_scorers(coded, scorers, seed=seed),
        confusions={scorer: confusion(coded, scorer) for scorer in scorers},
        averages=pd.concat([table for table in averages if len(table)], ignore_index=True),
        from_tables=key is not None,
        problems=problems,
        notes=[*notes, *ties],
    )


def validation_report(validation: Validation) -> str:
    """Write a validation as plain text.

    Parameters
    ----------
    validation : Validation

    Returns
    -------
    str
        What was left out, agreement, scorers, confusions and averages, in this order, each with how to read it.
    """
    coded = validation.coded
    parts = [f"{_count(len(coded), 'coded statement')} from {_count(coded['doc_id'].nunique(), 'article')}."]
    if validation.problems:
        said = [f"  {problem}" for problem in validation.problems]
        parts.append("\n".join([f"Left out, {_count(len(said), 'row')}:", *said]))
    parts += validation.notes and ["\n".join(validation.notes)]
    if not validation.from_tables:
        parts.append(FROM_SHEET)
    table = validation.agreement
    if table is None:
        parts.append("One coder: agreement cannot be measured. Have some of the sheet coded a second time.")
    elif not table["units"].iloc[0]:
        parts.append("No statement has the codes of two coders: agreement cannot be measured.")
    else:
        parts.append(
            "Agreement between coders\n"
            "  same: share of the statements coded alike; alpha: Krippendorff's, 1 where all agree, 0 as by chance,\n"
            "  with its 95% interval; .80 and more is good, with less than .67 conclude nothing (Krippendorff 2004).\n"
            + _table(table)
        )
    if len(validation.by_coder) > 1:
        parts.append("Share read as by each coder, whatever the others say\n" + _table(validation.by_coder))
    ties = int((validation.codes.notna().any(axis=1)).sum()) - len(coded)
    if ties:
        parts.append(
            f"Left out of what follows: {_count(ties, 'statement')} on which the coders are tied. These are the hard\n"
            "ones, and the scorers look better without them: let the coders settle them in a sheet of their own."
        )
    parts.append(
        "Scorers against the human code\n"
        "  accuracy: share read alike, with its 95% interval (drawn by article); macro_f1: mean over the codes that\n"
        "  occur; alpha: agreement beyond chance; human_mean, machine_mean: average by the codes and by the scorer.\n"
        + _table(validation.scorers)
    )
    for scorer, counts in validation.confusions.items():
        parts.append(
            f"Confusion of {scorer}: rows are the human code, columns what {scorer} says\n" + counts.to_string()
        )
    first = validation.scorers["scorer"].iloc[0]
    parts.append(
        f"What the errors of {first} do to averages\n"
        f"  shown: average of the labels of {first}; corrected: what human coders would be expected to give, with its\n"
        "  95% interval from the coded statements. Speakers with fewer than five statements have no average.\n"
        + _table(validation.averages)
    )
    return "\n\n".join(parts) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _table(table: pd.DataFrame) -> str:
    return table.to_string(index=False, na_rep="-", float_format=lambda v: f"{round(v, 2) + 0.0:.2f}")
