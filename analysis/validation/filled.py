"""Filled coding sheets read back, as a spreadsheet saved them; a row that is wrong costs that row and is named."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.validation.codes import CANNOT_TELL, meant_code, read_code, row_list
from analysis.validation.sheets import SheetError, check_of

if TYPE_CHECKING:
    import pandas as pd

NEEDED = ("context", "statement_id", "doc_id", "check")
_SAVE_AGAIN = "Save it again as “CSV UTF-8”."


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        raise SheetError([f"{path.name}: the file is no CSV but a workbook. {_SAVE_AGAIN}"])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = {b"\0": "utf-16-be"}.get(data[:1]) or {b"\0": "utf-16-le"}.get(data[1:2], "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8-sig":
            message = f"{path.name}: the file is not the UTF-16 that it begins as: it may have been cut off."
            raise SheetError([f"{message} {_SAVE_AGAIN}"]) from None
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise SheetError([f"{path.name}: the file is no table of text. {_SAVE_AGAIN}"])
    return text


def _cells(path: Path) -> list[list[str]]:
    """Read the rows of a sheet, with commas, semicolons or tabs between cells and cells of any length."""
    text = _decoded(path)
    head = next(iter(text.splitlines()), "")
    if re.fullmatch("sep=[,;\t]", head.strip(' \r\n"').casefold()):
        text = text[len(head) :].lstrip("\r\n")
        head = next(iter(text.splitlines()), "")
    usual = csv.field_size_limit()
    csv.field_size_limit(max(usual, min(len(text) + 1, 2**31 - 1)))
    try:
        delimiter = max(",;\t", key=lambda mark: _columns(next(csv.reader([head], delimiter=mark), [])))
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SheetError([f"{path.name}: the file is no CSV ({error}). {_SAVE_AGAIN}"]) from None
    finally:
        csv.field_size_limit(usual)


def _columns(cells: list[str]) -> int:
    return len({"tone", *NEEDED} & {_heading(cell) for cell in cells})


def _heading(cell: str) -> str:
    name = cell.strip().strip("'").strip().casefold()
    return "note" if name.startswith("note") else name


def _headings(cells: list[str], name: str) -> tuple[list[str], list[str]]:
    """Return the names of the columns, those of several coders told apart, and the coders' among them."""
    header: list[str] = []
    for cell in cells:
        heading = _heading(cell)
        same = [h for h in header if h == heading or re.fullmatch(re.escape(heading) + r"_\d+", h)]
        header.append(f"{heading}_{len(same) + 1}" if heading and same else heading)
    coders = [h for h in header if h.startswith("tone")]
    missing = [c for c in NEEDED if c not in header]
    if missing or not coders:
        wanted = ", ".join([*missing, *([] if coders else ["tone"])])
        raise SheetError([f"{name}: column missing: {wanted}. Keep the first row as it was drawn."])
    return header, coders


def _restored(cell: str) -> str:
    cell = cell.replace("\r\n", "\n")
    return cell[1:] if cell.startswith("'") else cell


class _Rows:
    """The rows of one sheet that can be used, and what is wrong with the others."""

    def __init__(self, name: str, coders: list[str]) -> None:
        self.name, self.coders = name, coders
        self.kept: dict[str, dict[str, Any]] = {}
        self.numbers: dict[str, int] = {}
        self.problems: list[tuple[int, str]] = []
        self.changed: list[int] = []
        self.empty: dict[str, list[int]] = {coder: [] for coder in coders}
        self.untold: dict[str, list[int]] = {coder: [] for coder in coders}

    def add(self, number: int, row: dict[str, str]) -> None:
        """Take a row whose text is the one drawn."""
        statement = row["statement_id"] = row["statement_id"].strip()
        codes = {coder: self._code(number, coder, row[coder]) for coder in self.coders}
        before = self.kept.get(statement)
        if before is None:
            item = row.get("item", "").strip()
            self.kept[statement] = {**row, **codes, "item": int(item) if item.isdecimal() else number}
            self.numbers[statement] = number
        elif all(before[c] == codes[c] for c in self.coders):
            self.problems.append(
                (number, f"the same statement and code as row {self.numbers[statement]}: counted once.")
            )
        else:
            what = f"the same statement as row {self.numbers[statement]}, with another code: neither counts. Keep one."
            self.problems.append((number, what))
            before.update(dict.fromkeys(self.coders))

    def _code(self, number: int, coder: str, cell: str) -> int | None:
        code = read_code(cell)
        if isinstance(code, int):
            return code
        if code is None:
            shown = cell.strip() if len(cell.strip()) <= 40 else cell.strip()[:40] + "…"
            what = f"{coder} is “{shown}”: write -1, 0, 1 or x. {meant_code(cell)}"
            self.problems.append((number, what.strip()))
        else:
            (self.untold if code == CANNOT_TELL else self.empty)[coder].append(number)
        return None


def read_sheet(path: str | Path) -> pd.DataFrame:
    """Read a filled coding sheet.

    Parameters
    ----------
    path : path
        The CSV as a spreadsheet saved it: commas, semicolons or tabs, rows and columns in any order. Every column
        whose heading begins with "tone" is one coder. Which codes may be written: `read_code`.

    Returns
    -------
    DataFrame, one row a statement, in order of `item`
        The text columns of `draw_sheet` and the coders' columns as -1, 0, 1 or null. `attrs["problems"]` holds a
        message for each row that was left out, or whose code was: mistyped, doubled, cut, or no longer beside its
        statement. `attrs["notes"]` says in a sentence a coder which rows have no code yet, and which were coded x.

    Raises
    ------
    SheetError
        If the file is no such sheet or none of its rows can be used.
    """
    import pandas as pd

    path = Path(path)
    rows = _cells(path)
    header, coders = _headings(rows[0] if rows else [], path.name)
    read = _Rows(path.name, coders)
    filled = [(number, cells) for number, cells in enumerate(rows[1:], 2) if any(c.strip() for c in cells)]
    for number, cells in filled:
        row = {name: _restored(cell) for name, cell in zip(header, cells, strict=False)}
        if len(cells) < len(header):
            read.problems.append((number, f"{len(cells)} cells instead of {len(header)}: the row was cut."))
        elif row["check"].strip() != check_of(row):
            read.changed.append(number)
        else:
            read.add(number, row)
    read.problems += [
        (n, "the text is not the one that was drawn: it was edited, or a column was sorted without the others.")
        for n in read.changed
    ]
    problems = [f"{path.name}, row {number}: {what}" for number, what in sorted(read.problems)]
    if filled and len(read.changed) == len(filled):
        raise SheetError([
            f"{path.name}: no row has the text that was drawn: a column was sorted without the others, or the "
            "spreadsheet changed the letters. Draw the sheet again and copy the codes by item."
        ])  # fmt: skip
    if filled and not read.kept:
        raise SheetError(problems)
    table = pd.DataFrame(list(read.kept.values()), columns=list(dict.fromkeys([*header, "item"])))
    for coder in coders:
        table[coder] = table[coder].astype("Int64")
    table = table.sort_values(["item", "statement_id"], ignore_index=True)
    table.attrs = {"name": path.name, "problems": problems, "notes": _notes(read, len(filled))}
    return table


def _notes(read: _Rows, total: int) -> list[str]:
    """Say how far a sheet is coded: a sentence a coder, none where all is."""
    notes = []
    for coder in read.coders:
        where = read.name if len(read.coders) == 1 else f"{read.name}, {coder}"
        if read.empty[coder]:
            empty = read.empty[coder]
            notes.append(f"{where}: {len(empty)} of {total} rows are not coded yet: {row_list(empty)}.")
        if read.untold[coder]:
            untold = read.untold[coder]
            notes.append(f"{where}: {len(untold)} of {total} rows are coded x, cannot be told: {row_list(untold)}.")
    return notes
