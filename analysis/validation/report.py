"""Validate filled coding sheets, and say in words what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.tone.scoring import SCORERS
from analysis.validation.agreement import agreement
from analysis.validation.scorers import compare_scorers, confusion, corrected_averages, score_coded
from analysis.validation.sheets import SheetError, read_sheet

if TYPE_CHECKING:
    import pandas as pd


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
    scorers : DataFrame, one row a scorer (`compare_scorers`).
    confusions : dict of str to DataFrame
        Human codes against labels, by scorer.
    averages : DataFrame, one row a speaker (`corrected_averages`, on the statements of the sheet).
    notes : list of str
        Rows without a code, and ties between coders.
    """

    coded: pd.DataFrame
    codes: pd.DataFrame
    agreement: pd.DataFrame | None
    scorers: pd.DataFrame
    confusions: dict[str, pd.DataFrame]
    averages: pd.DataFrame
    notes: list[str]


def _joined(sheets: Sequence[pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put the codes of all coders side by side: (sheet, codes), both in the order of statement_id."""
    import pandas as pd

    texts = pd.concat([s[["statement_id", "doc_id", "speaker", "context"]] for s in sheets])
    texts = texts.drop_duplicates("statement_id").sort_values("statement_id").set_index("statement_id")
    codes: dict[str, Any] = {}
    for sheet in sheets:
        for column in [c for c in sheet.columns if c == "tone" or c.startswith("tone_")]:
            codes[f"coder {len(codes) + 1}"] = sheet.set_index("statement_id")[column].reindex(texts.index)
    return texts.reset_index(), pd.DataFrame(codes, index=texts.index)


def _settled(codes: pd.DataFrame) -> tuple[list[float | None], list[str]]:
    """Return one code a statement: the coders' majority; none where they are tied."""
    settled: list[float | None] = []
    notes = []
    for statement, row in codes.iterrows():
        counts = row.dropna().value_counts()
        if counts.empty:
            settled.append(None)
        elif (counts == counts.max()).sum() > 1:
            settled.append(None)
            notes.append(f"{statement}: the coders are tied ({', '.join(str(v) for v in row.dropna())}); left out.")
        else:
            settled.append(float(counts.index[0]))
    return settled, notes


def validate(
    paths: str | Path | Sequence[str | Path], *, scorers: Sequence[str] = SCORERS, seed: int = 0
) -> Validation:
    """Check filled coding sheets and compare coders with each other and with every scorer.

    Parameters
    ----------
    paths : path or sequence of paths
        Filled sheets of one draw, one a coder (or several columns "tone_...").
    scorers : sequence of str
        Scorers to compare.
    seed : int
        Seed of the bootstraps.

    Returns
    -------
    Validation

    Raises
    ------
    SheetError
        With a message for each row that cannot be used, or if no row holds a code.
    """
    import pandas as pd

    several = [paths] if isinstance(paths, (str, Path)) else list(paths)
    problems: list[str] = []
    sheets = []
    for path in several:
        try:
            sheets.append(read_sheet(path))
        except SheetError as error:
            problems += error.problems
    if problems:
        raise SheetError(problems)
    texts, codes = _joined(sheets)
    settled, ties = _settled(codes)
    unfilled = [note for sheet in sheets for note in sheet.attrs["unfilled"]]
    texts["tone"] = pd.Series(settled, dtype="float64")
    if texts["tone"].isna().all():
        raise SheetError(
            ["No row holds a code that coders agree on: write -1, 0 or 1 in the column tone.", *unfilled[:20]]
        )
    coded = score_coded(texts, scorers=scorers)
    speakers = pd.Series([[name for name in cell.split("; ") if name] for cell in coded["speaker"]], dtype="object")
    averages = corrected_averages(
        coded, coded.assign(speakers=speakers, said=coded[scorers[0]]), scorer=scorers[0], column="said", seed=seed
    )
    return Validation(
        coded=coded,
        codes=codes,
        agreement=agreement(codes, seed=seed) if codes.shape[1] > 1 else None,
        scorers=compare_scorers(coded, scorers, seed=seed),
        confusions={scorer: confusion(coded, scorer) for scorer in scorers},
        averages=averages,
        notes=[*unfilled, *ties],
    )


def validation_report(validation: Validation) -> str:
    """Write a validation as plain text.

    Parameters
    ----------
    validation : Validation

    Returns
    -------
    str
        Agreement, scorers, confusions, averages and notes, in this order.
    """
    parts = [f"{len(validation.coded)} coded statements from {validation.coded['doc_id'].nunique()} articles."]
    if validation.agreement is None:
        parts.append("One coder: agreement cannot be measured. Have some of the sheet coded a second time.")
    else:
        parts.append("Agreement between coders (Krippendorff's alpha, 95% interval)\n" + _table(validation.agreement))
    parts.append("Scorers against the human code (intervals drawn by article)\n" + _table(validation.scorers))
    for scorer, table in validation.confusions.items():
        parts.append(f"Confusion: human code (rows) and {scorer} (columns)\n" + table.to_string())
    if len(validation.averages):
        first = validation.scorers["scorer"].iloc[0]
        parts.append(
            f"Averages by speaker: as {first} shows them, and corrected for its errors\n" + _table(validation.averages)
        )
    if validation.notes:
        parts.append("Notes\n" + "\n".join(f"  {note}" for note in validation.notes))
    return "\n\n".join(parts) + "\n"


def _table(table: pd.DataFrame) -> str:
    return table.to_string(index=False, na_rep="-", float_format=lambda v: f"{v:.2f}")
