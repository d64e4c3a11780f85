"""Blind coding sheets: drawn from a corpus, and written for a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.tone.window import statement_window
from analysis.validation.codes import LEGEND
from analysis.validation.markup import mark_up, shortened

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("item", "context", "tone", "note", "statement_id", "doc_id", "check")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


class SheetError(ValueError):
    """A coding sheet that cannot be used; `problems` holds one message a row."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


def check_of(row: Any) -> str:
    """Return the digest that ties a row's code to its text.

    What spreadsheets change by themselves counts for nothing: line breaks, spaces, an apostrophe in front, letters and
    brackets that an older encoding lacks and writes as "?" (of the text only words of plain letters count), and the
    whole column doc_id, since an identifier such as "001" comes back as 1.
    """
    words = (word for word in str(row["context"]).lstrip("'").split() if word.isascii() and "?" not in word)
    said = " ".join([str(row["statement_id"]).strip().lstrip("'"), *words])
    return "k" + hashlib.sha256(said.encode()).hexdigest()[:8]


def draw_sheet(statements: pd.DataFrame, documents: pd.DataFrame, n: int = 50, *, seed: int = 0) -> pd.DataFrame:
    """Draw statements to be coded by hand.

    Parameters
    ----------
    statements : DataFrame, one row a statement
        doc_id, statement_id, content, cue, source, speakers, act.
    documents : DataFrame, one row an article
        doc_id, text.
    n : int
        Statements drawn; all, if there are fewer.
    seed : int
        Another seed draws another sample.

    Returns
    -------
    DataFrame, one row a statement, in shuffled order
        item, context (its sentences and the one before, cut around the statement where they are longer than 6,000
        characters; ⟦what is said⟧, ⟨cue⟩, ‹source›), tone and note (empty, for the coder), statement_id, doc_id,
        check (ties the code to its row). Nothing that a machine concluded is shown: no tone, no act, and not whom it
        takes for the speaker, which a coder reads in the article's own words. The sample is systematic over the
        statements sorted by speaker and act, from a random start, so that each stratum has its share and every
        statement the same chance (implicit stratification; Cochran 1977, ch. 8).

    Raises
    ------
    ValueError
        If `n` is less than one or there are no statements.
    """
    import pandas as pd

    if n < 1:
        raise ValueError(f"A sheet of {n} statements cannot be drawn: ask for one or more.")
    if statements.empty:
        raise ValueError("There are no statements to draw from: check that the corpus holds attributed statements.")
    rng = random.Random(seed)
    rows = statements.sort_values("statement_id").to_dict("records")
    rng.shuffle(rows)
    rows.sort(key=lambda r: ("; ".join(_list(r["speakers"])), str(r["act"])))
    n = min(n, len(rows))
    step, first = len(rows) / n, rng.random()
    drawn = [rows[int((first + k) * step)] for k in range(n)]
    rng.shuffle(drawn)
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    out = [{"item": item, **sheet_row(row, texts[row["doc_id"]])} for item, row in enumerate(drawn, 1)]
    return pd.DataFrame(out, columns=list(COLUMNS))


def sheet_row(statement: Mapping[Any, Any], text: str) -> dict[str, Any]:
    """Return what a sheet shows of one statement of an article, with its check; the item is the draw's."""
    window = statement_window(text, *(_list(statement[k]) for k in ("content", "cue", "source")), before=True)
    line = {"context": mark_up(shortened(window)), "tone": "", "note": "", "statement_id": statement["statement_id"]}
    return {**line, "doc_id": statement["doc_id"], "check": check_of(line)}


def _list(value: Any) -> list[Any]:
    return [] if value is None else list(value)


def write_sheet(sheet: pd.DataFrame, path: str | Path) -> None:
    """Write a coding sheet as CSV that a spreadsheet opens without running any of it.

    Parameters
    ----------
    sheet : DataFrame
        As `draw_sheet` returns it.
    path : path
        UTF-8 with a byte order mark, which Excel needs. A cell that begins with = + - @ or an apostrophe gets an
        apostrophe before it, which `read_sheet` takes away. The heading of the column note says which codes there are.
    """
    with open(path, "w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow([f"note (write in tone: {LEGEND})" if name == "note" else name for name in sheet.columns])
        for row in sheet.itertuples(index=False):
            writer.writerow([_harmless(str(value)) for value in row])


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(_DANGEROUS) else cell
