"""Several coders: their codes side by side, the one code that most of them gave, and scorers against each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.tone.labels import tone_label

if TYPE_CHECKING:
    import pandas as pd


def joined_codes(sheets: Sequence[pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put the codes of all coders side by side.

    Parameters
    ----------
    sheets : sequence of DataFrame
        As `read_sheet` returns them; a column that a coder has not begun is passed over.

    Returns
    -------
    tuple of DataFrame, both one row a statement in order of statement_id
        statement_id, doc_id, context, check; and one column of codes a coder, named by sheet and column where there are
        several.
    """
    import pandas as pd

    texts = pd.concat([s[["statement_id", "doc_id", "context", "check"]] for s in sheets])
    texts = texts.drop_duplicates("statement_id").sort_values("statement_id").set_index("statement_id")
    codes: dict[str, Any] = {}
    for sheet in sheets:
        columns = [c for c in sheet.columns if c.startswith("tone") and sheet[c].notna().any()]
        for column in columns:
            names = [sheet.attrs["name"] if len(sheets) > 1 else "", column if len(columns) > 1 else ""]
            coder = " ".join(filter(None, names)) or "coder"
            coder = f"{coder} ({len(codes) + 1})" if coder in codes else coder
            codes[coder] = sheet.set_index("statement_id")[column].reindex(texts.index)
    return texts.reset_index(), pd.DataFrame(codes, index=texts.index)


def settled_codes(codes: pd.DataFrame) -> tuple[list[float | None], list[str]]:
    """Settle on one code a statement.

    Parameters
    ----------
    codes : DataFrame, one row a statement, one column a coder

    Returns
    -------
    tuple of lists
        The code of most coders, None where they are tied or nobody gave one; and a sentence for each tie.
    """
    settled: list[float | None] = []
    notes = []
    for statement, row in codes.iterrows():
        counts = row.dropna().value_counts()
        if counts.empty:
            settled.append(None)
        elif (counts == counts.max()).sum() > 1:
            settled.append(None)
            said = ", ".join(f"{coder} {code}" for coder, code in row.dropna().items())
            notes.append(f"{statement}: tied ({said}).")
        else:
            settled.append(float(counts.index[0]))
    return settled, notes


def compare_coders(scored: pd.DataFrame, codes: pd.DataFrame, scorers: Sequence[str]) -> pd.DataFrame:
    """Tell how often each scorer reads as each coder does, whatever the other coders say.

    Parameters
    ----------
    scored : DataFrame, one row a statement
        statement_id and a column of tones a scorer.
    codes : DataFrame, one row a statement (index statement_id), one column a coder
    scorers : sequence of str

    Returns
    -------
    DataFrame, one row a coder
        coder, n (statements coded), and the share read alike by scorer.
    """
    import pandas as pd

    rows = []
    for coder, given in codes.loc[scored["statement_id"]].items():
        human = given.to_numpy(dtype="float64", na_value=float("nan"))
        has = human == human
        shares = {
            s: float((scored[s][has].map(tone_label) == human[has]).mean()) if has.any() else None for s in scorers
        }
        rows.append({"coder": coder, "n": int(has.sum()), **shares})
    return pd.DataFrame(rows, columns=["coder", "n", *scorers])
