"""The key of a coding sheet: what every scorer says of the corpus it was drawn from, kept apart from the coder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.tone.scoring import SCORERS
from analysis.tone.statements import tones_by_scorer
from analysis.validation.sheets import SheetError, sheet_row

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables import Tables

COLUMNS = ("statement_id", "doc_id", "speakers", "check")


def score_key(tables: Tables, drawn: Iterable[str], scorers: Sequence[str] = SCORERS) -> pd.DataFrame:
    """Make the key of a sheet: the tones of the whole corpus, and which of its statements were drawn.

    Parameters
    ----------
    tables : Tables
        Of the corpus that the sheet is drawn from.
    drawn : iterable of str
        The statement_id of each statement on the sheet.
    scorers : sequence of "model", "lexicon" or "textblob"

    Returns
    -------
    DataFrame, one row a statement of the corpus
        statement_id, doc_id, speakers, check (of the statements drawn; null for the others) and a column a scorer,
        each exactly what that scorer writes into `statements.tone`.
    """
    import pandas as pd

    texts = dict(zip(tables.documents["doc_id"], tables.documents["text"], strict=True))
    wanted = set(drawn)
    rows = tables.statements.to_dict("records")
    key = pd.DataFrame(
        {
            "statement_id": [row["statement_id"] for row in rows],
            "doc_id": [row["doc_id"] for row in rows],
            "speakers": pd.Series([list(row["speakers"]) for row in rows], dtype="object"),
            "check": pd.Series(
                [
                    sheet_row(row, texts[row["doc_id"]])["check"] if row["statement_id"] in wanted else None
                    for row in rows
                ],
                dtype="object",
            ),
        }
    )
    return key.assign(**{s: pd.Series(t, dtype="float64") for s, t in tones_by_scorer(tables, scorers).items()})


def key_path(sheet: str | Path) -> Path:
    """Return where the key of a sheet lies: sheet.key.jsonl beside sheet.csv."""
    return Path(sheet).with_suffix(".key.jsonl")


def write_key(key: pd.DataFrame, path: str | Path) -> None:
    """Write a key as JSON Lines, which no spreadsheet opens by mistake."""
    from analysis.tables import records

    with open(path, "w", encoding="utf-8", newline="\n") as handle:
        handle.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in records(key))


def read_key(path: str | Path) -> pd.DataFrame:
    """Read a key that `write_key` wrote.

    Raises
    ------
    SheetError
        If the file is not such a key.
    """
    import pandas as pd

    path = Path(path)
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        key = pd.DataFrame(rows)
    except ValueError as error:
        raise SheetError([f"{path.name}: the key cannot be read ({error}): draw the sheet again."]) from None
    missing = [c for c in COLUMNS if c not in key.columns]
    if missing:
        raise SheetError([f"{path.name}: the key lacks {', '.join(missing)}: draw the sheet again."])
    return key


def find_key(sheets: Sequence[str | Path], checks: set[str]) -> pd.DataFrame | None:
    """Find the key of filled sheets among the files beside them, also where a coder gave the sheet another name.

    Parameters
    ----------
    sheets : sequence of paths
    checks : set of str
        The column check of all sheets: a key is theirs if it holds every one.

    Returns
    -------
    DataFrame (`score_key`), or None.
    """
    named = [key_path(sheet) for sheet in sheets]
    beside = sorted({path for sheet in sheets for path in Path(sheet).parent.glob("*.key.jsonl")})
    for path in dict.fromkeys([*named, *beside]):
        if path.is_file():
            key = read_key(path)
            if checks <= set(key["check"].dropna()):
                return key
    return None
