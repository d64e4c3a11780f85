"""Blind coding sheets: drawn, written for a spreadsheet, and read back with a message for every row that is wrong."""

from __future__ import annotations

import csv
import hashlib
import io
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.tone.window import statement_window
from analysis.validation.markup import mark_up, shortened

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("item", "statement_id", "doc_id", "speaker", "context", "tone", "note", "check")
CODES = {"-1": -1, "0": 0, "1": 1, "negative": -1, "neutral": 0, "positive": 1}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


class SheetError(ValueError):
    """A coding sheet that cannot be used; `problems` holds one message a row."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


def check_of(row: Any) -> str:
    """Return the digest that ties a row's code to its text.

    What spreadsheets change by themselves counts for nothing: line breaks, spaces, an apostrophe in front, and the
    whole column doc_id, since an identifier such as "001" comes back as 1.
    """
    cells = (re.sub(r"\s+", " ", str(row[c])).strip().lstrip("'") for c in ("statement_id", "speaker", "context"))
    said = " ".join(cells)
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
        item, statement_id, doc_id, speaker, context (its sentences, cut around the statement where they are longer
        than 6,000 characters; ⟦what is said⟧, ⟨cue⟩, ‹source›), tone and note (empty, for the coder), check (ties the
        code to its row). Nothing a machine thinks of the tone is shown. The sample is systematic over the statements
        sorted by speaker and act, from a random start, so that each stratum has its share and every statement the
        same chance (implicit stratification; Cochran 1977, ch. 8).

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
    window = statement_window(text, *(_list(statement[k]) for k in ("content", "cue", "source")))
    line = {"statement_id": statement["statement_id"], "doc_id": statement["doc_id"]}
    line |= {"speaker": "; ".join(_list(statement["speakers"])), "context": mark_up(shortened(window))}
    return {**line, "tone": "", "note": "", "check": check_of(line)}


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
        apostrophe before it, which `read_sheet` takes away.
    """
    with open(path, "w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(sheet.columns)
        for row in sheet.itertuples(index=False):
            writer.writerow([_harmless(str(value)) for value in row])


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(_DANGEROUS) else cell


def _restored(cell: str) -> str:
    cell = cell.replace("\r\n", "\n")
    return cell[1:] if cell.startswith("'") else cell


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = {b"\0": "utf-16-be"}.get(data[:1]) or {b"\0": "utf-16-le"}.get(data[1:2], "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        name = "UTF-8" if encoding == "utf-8-sig" else "the UTF-16 that it begins as: it may have been cut off"
        raise SheetError([f"{path.name}: the file is not {name}. Save it again as “CSV UTF-8”."]) from None
    if "\0" in text:
        raise SheetError([f"{path.name}: the file is no table of text. Save it again as “CSV UTF-8”."])
    return text


def _cells(path: Path) -> list[list[str]]:
    """Read the rows of a sheet, with commas, semicolons or tabs between cells and cells of any length."""
    text = _decoded(path)
    head = next(iter(text.splitlines()), "")
    if re.fullmatch("sep=[,;\t]", head.strip(' \r\n"').casefold()):
        text = text[len(head) :].lstrip("\r\n")
        head = next(iter(text.splitlines()), "")
    delimiter = max(",;\t", key=head.count)
    usual = csv.field_size_limit()
    csv.field_size_limit(max(usual, min(len(text) + 1, 2**31 - 1)))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SheetError([f"{path.name}: the file is no CSV ({error}). Save it again as “CSV UTF-8”."]) from None
    finally:
        csv.field_size_limit(usual)


def read_sheet(path: str | Path) -> pd.DataFrame:
    """Read a filled coding sheet.

    Parameters
    ----------
    path : path
        The CSV as a spreadsheet saved it: commas, semicolons or tabs, rows and columns in any order. Every column
        "tone" or "tone_..." is one coder.

    Returns
    -------
    DataFrame, one row a statement, in order of `item`
        The text columns of `draw_sheet` and the coders' columns as -1, 0, 1 or null. `attrs["unfilled"]` lists a
        message for each row without a code.

    Raises
    ------
    SheetError
        With a message for each row that is mistyped, doubled, or whose code no longer stands beside its statement.
    """
    import pandas as pd

    path = Path(path)
    rows = _cells(path)
    header = [c.strip().casefold() for c in rows[0]] if rows else []
    coders = [c for c in header if c == "tone" or c.startswith("tone_")]
    missing = [c for c in COLUMNS if c not in header and c not in ("tone", "note", "item")]
    if missing or not coders:
        wanted = ", ".join([*missing, *([] if coders else ["tone"])])
        raise SheetError([f"{path.name}: column missing: {wanted}. Keep the first row as it was drawn."])
    problems: list[str] = []
    unfilled: list[str] = []
    out: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(rows[1:], 2):
        if not any(c.strip() for c in cells):
            continue
        row = {name: _restored(cell) for name, cell in zip(header, cells, strict=False)}
        where = f"{path.name}, row {number}"
        if len(cells) < len(header):
            problems.append(f"{where}: {len(cells)} cells instead of {len(header)}: the row was cut.")
            continue
        if row["check"] != check_of(row):
            problems.append(
                f"{where} ({row['statement_id']}): the text is not the one that was drawn: text cells were "
                "edited, or a column was sorted without the others."
            )
            continue
        if row["statement_id"] in seen:
            problems.append(f"{where}: {row['statement_id']} is already in row {seen[row['statement_id']]}: keep one.")
            continue
        seen[row["statement_id"]] = number
        codes: dict[str, int | None] = {}
        for coder in coders:
            cell = row[coder].strip().casefold().replace("−", "-").replace("–", "-").lstrip("+'")
            cell = re.sub(r"^(-?\d)[.,]0*$", r"\1", cell)
            if cell == "":
                unfilled.append(f"{where} ({row['statement_id']}): no code in column {coder}.")
                codes[coder] = None
            elif cell in CODES:
                codes[coder] = CODES[cell]
            else:
                problems.append(f"{where} ({row['statement_id']}): {coder} is {row[coder]!r}: write -1, 0 or 1.")
        item = int(row["item"]) if row.get("item", "").strip().isdecimal() else number
        out.append({**row, **codes, "item": item})
    if problems:
        raise SheetError(problems)
    table = pd.DataFrame(out, columns=list(dict.fromkeys([*header, "item"])))
    for coder in coders:
        table[coder] = table[coder].astype("Int64")
    table = table.sort_values(["item", "statement_id"], ignore_index=True)
    table.attrs["unfilled"] = unfilled
    return table
