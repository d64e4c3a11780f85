"""Blind coding sheets: drawn, written for a spreadsheet, and read back with a message for every row that is wrong."""

from __future__ import annotations

import csv
import hashlib
import io
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.tone.window import CONTENT, CUE, SOURCE, Marked, statement_window

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("item", "statement_id", "doc_id", "speaker", "context", "tone", "note", "check")
CODES = {"-1": -1, "0": 0, "1": 1, "negative": -1, "neutral": 0, "positive": 1}
_OPEN = {CONTENT: "⟦", CUE: "⟨", SOURCE: "‹"}
_CLOSE = {CONTENT: "⟧", CUE: "⟩", SOURCE: "›"}
_ROLES = {mark: role for role, mark in _OPEN.items()}
_MARKS = re.compile("[⟦⟧⟨⟩‹›]")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


class SheetError(ValueError):
    """A coding sheet that cannot be used; `problems` holds one message a row."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


def mark_up(marked: Marked) -> str:
    """Write a marked text with brackets: ⟦what is said⟧, ⟨the words that attribute it⟩, ‹who says it›.

    Brackets of these kinds in the text itself become plain ones.
    """
    text = marked.text
    for mark in "⟦⟧⟨⟩‹›":
        text = text.replace(mark, "[" if mark in _ROLES else "]")
    edges: list[tuple[int, int, str]] = []
    for start, end, role in marked.marks:
        edges += [(start, 1, _OPEN[role]), (end, 0, _CLOSE[role])]
    out, at = [], 0
    for place, _, mark in sorted(edges):
        out += [text[at:place], mark]
        at = place
    return "".join([*out, text[at:]])


def read_markup(context: str) -> Marked:
    """Turn a bracketed context back into a marked text."""
    text, at, marks = "", 0, []
    waiting: dict[str, int] = {}
    for match in _MARKS.finditer(context):
        text += context[at : match.start()]
        at = match.end()
        mark = match.group()
        if mark in _ROLES:
            waiting[mark] = len(text)
        else:
            mate = next(o for role, o in _OPEN.items() if _CLOSE[role] == mark)
            if mate in waiting:
                marks.append((waiting.pop(mate), len(text), _ROLES[mate]))
    text += context[at:]
    return Marked(text, tuple(sorted(marks)))


def _check(row: Any) -> str:
    said = " ".join(re.sub(r"\s+", " ", str(row[c])).strip() for c in ("statement_id", "doc_id", "speaker", "context"))
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
        item, statement_id, doc_id, speaker, context (its sentences; ⟦what is said⟧, ⟨cue⟩, ‹source›), tone and note
        (empty, for the coder), check (ties the code to its row). Nothing a machine thinks of the tone is shown. The
        sample is systematic over the statements sorted by speaker and act, from a random start, so that each stratum
        has its share and every statement the same chance (implicit stratification; Cochran 1977, ch. 8).

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
    out = []
    for item, row in enumerate(drawn, 1):
        window = statement_window(texts[row["doc_id"]], *(_list(row[k]) for k in ("content", "cue", "source")))
        line = {"item": item, "statement_id": row["statement_id"], "doc_id": row["doc_id"]}
        line |= {"speaker": "; ".join(_list(row["speakers"])), "context": mark_up(window), "tone": "", "note": ""}
        out.append({**line, "check": _check(line)})
    return pd.DataFrame(out, columns=list(COLUMNS))


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
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError([f"{path.name}: the file is not UTF-8: save it as “CSV UTF-8”."]) from None


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
    text = _decoded(path)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
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
        if row["check"] != _check(row):
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
