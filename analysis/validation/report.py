"""Validate filled coding sheets, and say in words what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.tone.scoring import SCORERS
from analysis.validation.agreement import agreement
from analysis.validation.coding import score_contexts
from analysis.validation.key import find_key, score_key
from analysis.validation.scorers import compare_scorers, confusion, corrected_averages
from analysis.validation.sheets import SheetError, read_sheet

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables import Tables

FROM_SHEET = (
    "The key of the sheet was not found, so the scores below are read from the sheet alone, without speech acts and "
    "names: they are near those of the tables, not the same. Put the file .key.jsonl that was written with the sheet "
    "beside it, or name the articles (--corpus)."
)


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
    averages : DataFrame, one row a speaker (`corrected_averages`)
        Over all statements of the corpus; over those of the sheet where nothing else is known.
    from_tables : bool
        Whether the tones are exactly those of the tables; else they were read from the sheet alone.
    notes : list of str
        Rows without a code, and ties between coders.
    """

    coded: pd.DataFrame
    codes: pd.DataFrame
    agreement: pd.DataFrame | None
    scorers: pd.DataFrame
    confusions: dict[str, pd.DataFrame]
    averages: pd.DataFrame
    from_tables: bool
    notes: list[str]


def _joined(sheets: Sequence[pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put the codes of all coders side by side: (sheet, codes), both in the order of statement_id."""
    import pandas as pd

    texts = pd.concat([s[["statement_id", "doc_id", "speaker", "context", "check"]] for s in sheets])
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


def _scored(texts: pd.DataFrame, key: pd.DataFrame, scorers: Sequence[str]) -> pd.DataFrame:
    """Take the tones of the coded rows from the key, and the names of their articles, which a spreadsheet changes."""
    lacking = [s for s in scorers if s not in key.columns]
    if lacking:
        raise SheetError([f"The key of the sheet has no tones of {lacking[0]}: draw the sheet again."])
    known = key.set_index("statement_id")
    coded = texts[texts["tone"].notna()].reset_index(drop=True)
    ids = coded["statement_id"]
    columns = {column: known.loc[ids, column].to_numpy() for column in ("doc_id", *scorers)}
    return coded.assign(found=ids, **columns)


def _key_of(tables: Tables, texts: pd.DataFrame, scorers: Sequence[str]) -> pd.DataFrame:
    key = score_key(tables, texts["statement_id"], scorers)
    known = dict(zip(key["statement_id"], key["check"], strict=True))
    problems = []
    for statement, check in zip(texts["statement_id"], texts["check"], strict=True):
        if known.get(statement) != check:
            what = "is not in the corpus" if statement not in known else "reads otherwise in the corpus"
            problems.append(f"{statement} {what}: name the articles, and the codebook, that the sheet was drawn from.")
    if problems:
        raise SheetError(problems)
    return key


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
        With a message for each row that cannot be used or is not in the tables, or if no row holds a code.
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
    key = find_key(several, set(texts["check"])) if tables is None else _key_of(tables, texts, scorers)
    if key is not None:
        coded = _scored(texts, key, scorers)
        corpus = key
    else:
        coded = score_contexts(texts, scorers)
        names = [[name for name in cell.split("; ") if name] for cell in coded["speaker"]]
        corpus = coded.assign(speakers=pd.Series(names, dtype="object"))
    averages = corrected_averages(coded, corpus, scorer=scorers[0], column=scorers[0], seed=seed)
    return Validation(
        coded=coded,
        codes=codes,
        agreement=agreement(codes, seed=seed) if codes.shape[1] > 1 else None,
        scorers=compare_scorers(coded, scorers, seed=seed),
        confusions={scorer: confusion(coded, scorer) for scorer in scorers},
        averages=averages,
        from_tables=key is not None,
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
    if not validation.from_tables:
        parts.append(FROM_SHEET)
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
