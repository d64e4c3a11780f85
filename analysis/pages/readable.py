"""Tables as readers see them: few columns, rounded, escaped, with a caption and headers a screen reader can follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analysis.pages.passages import around, cite, style_sheet
from analysis.pages.vocabulary import WORDED, amount_words
from analysis.untrusted import escape, one_line, visible

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables import Tables

PLACE = "source"
LONG = 60
MANY = 200


@dataclass(frozen=True)
class Cell:
    """What one cell shows, as text and as HTML, and what it sorts by."""

    text: str
    html: str
    key: str = ""
    number: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table for reading.

    Attributes
    ----------
    caption : str
    columns : list of str
    cells : list of rows of Cell
    note : str
        What was left out.
    """

    caption: str
    columns: list[str]
    cells: list[list[Cell]] = field(repr=False)
    note: str = ""

    def __repr__(self) -> str:
        if not self.cells:
            return f"{self.caption}: nothing to show."
        lines = [self.caption, " | ".join(self.columns)]
        lines += [" | ".join(cell.text for cell in row) for row in self.cells]
        return "\n".join([*lines, *([self.note] if self.note else [])])

    def html(self) -> str:
        """Return the table as an HTML element, without its style sheet; a sentence where it has no row."""
        if not self.cells:
            return f'<p class="note">{escape(self.caption)}: nothing to show.</p>'
        numeric = [
            any(row[i].number for row in self.cells) and all(row[i].number or not row[i].text for row in self.cells)
            for i in range(len(self.columns))
        ]
        long = [any(len(row[i].text) > LONG for row in self.cells) for i in range(len(self.columns))]
        head = "".join(
            f'<th scope="col"{" class=number" if n else " class=wide" if w else ""}>{escape(c)}</th>'
            for c, n, w in zip(self.columns, numeric, long, strict=True)
        )
        body = "".join(
            f"<tr>{''.join(self._cell(row[i], i, numeric[i]) for i in range(len(row)))}</tr>" for row in self.cells
        )
        below = f'<p class="note">{escape(self.note)}</p>' if self.note else ""
        label = escape(self.caption)
        scroll = "scroll long" if len(self.cells) > MANY else "scroll"
        return (
            f'<div class="{scroll}" role="region" tabindex="0" aria-label="{label}"><table class="sheet">'
            f"<caption>{label}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{below}"
        )

    @staticmethod
    def _cell(cell: Cell, at: int, numeric: bool) -> str:
        name, scope = ("th", ' scope="row"') if at == 0 else ("td", "")
        key = f' data-key="{escape(cell.key)}"' if cell.key else ""
        return f"<{name}{scope}{' class=number' if numeric else ''}{key}>{cell.html}</{name}>"

    def _repr_html_(self) -> str:
        return f'<style>{style_sheet("marks.css")}</style><div class="communique">{self.html()}</div>'


def tabulate(
    table: pd.DataFrame,
    caption: str,
    columns: Mapping[str, str] | Sequence[str] | None = None,
    *,
    tables: Tables | None = None,
    top: int | None = None,
    length: int = 240,
) -> Sheet:
    """Lay out a table for reading.

    Parameters
    ----------
    table : any table, one row a line. With `tables`, rows that carry doc_id and start (or a statement's content) get a
        last column that names their article, which a report turns into a link to the place.
    caption : what the table shows.
    columns : the columns to show, or a mapping from them to the words of their headers; all by default.
    tables : what `annotate` returned.
    top : rows shown; the rest is counted in a note.
    length : characters shown of a cell.

    Returns
    -------
    Sheet
    """
    names = (
        dict(columns)
        if isinstance(columns, Mapping)
        else {c: str(c).replace("_", " ") for c in (columns or table.columns)}
    )
    rows = table.head(top) if top is not None else table
    sources = article_names(tables.documents, rows) if tables is not None else None
    cells = []
    for row in rows.to_dict("records"):
        line = [worded_cell(name, row.get(name), length) for name in names]
        if sources is not None:
            line.append(place_cell(row, sources))
        cells.append(line)
    left = len(table) - len(rows)
    note = f"{left:,} further {'row is' if left == 1 else 'rows are'} not shown." if left else ""
    return Sheet(caption, [*names.values(), *([PLACE] if sources is not None else [])], cells, note)


def worded_cell(name: str, value: Any, length: int = 240) -> Cell:
    """Return how a value of a column is shown: a code in words, with the code behind it and as its order."""
    from analysis.tables import null

    cell = cell_of(value, length)
    if name == "amount" and cell.number:
        return Cell(shown := amount_words(float(value), None), shown, cell.key, True)
    if name == "speakers" and not cell.text:
        return Cell("not told", '<span class="note">not told</span>')
    if name not in WORDED or not isinstance(null(value), str):
        return cell
    words = WORDED[name](value)
    if words == value:
        return cell
    shown = one_line(words, length)
    return Cell(shown, f'<span title="{escape(cell.text)}">{escape(shown)}</span>', cell.text)


def cell_of(value: Any, length: int = 240) -> Cell:
    """Return how a value is shown: numbers rounded to two places, lists joined, nothing for null."""
    import numbers

    from analysis.tables import null

    if isinstance(value, list | tuple | set) or type(value).__name__ == "ndarray":
        shown = one_line(", ".join(visible(v) for v in value), length)
        return Cell(shown, escape(shown))
    value = null(value)
    if value is None:
        return Cell("", "")
    if isinstance(value, bool):
        return Cell("yes" if value else "no", "yes" if value else "no")
    if isinstance(value, numbers.Integral):
        return Cell(f"{value:,}", f"{value:,}", str(int(value)), True)
    if isinstance(value, numbers.Real):
        rounded = round(float(value), 2) + 0.0
        shown = f"{rounded:,.0f}" if abs(rounded) >= 1000 else f"{rounded:.2f}"
        return Cell(shown, shown, f"{float(value):.6g}", True)
    shown = one_line(value, length)
    return Cell(shown, escape(shown))


def article_names(documents: pd.DataFrame, rows: pd.DataFrame) -> dict[str, str]:
    """Return what the articles of some rows are called in a table: the outlet, else the title, else the doc_id."""
    wanted = set(rows["doc_id"]) if "doc_id" in rows else set()
    columns = (documents[name].tolist() for name in ("doc_id", "outlet", "title"))
    return {d: str(outlet or title or d) for d, outlet, title in zip(*columns, strict=True) if d in wanted}


def place_cell(row: Mapping[Any, Any], sources: Mapping[str, str]) -> Cell:
    """Return the cell that names the article and place of a row."""
    doc_id = row.get("doc_id")
    if doc_id is None or doc_id not in sources:
        return Cell("", "")
    start = first_place(row)
    label = one_line(f"{sources[doc_id]}, at {start}", 70)
    return Cell(label, cite(doc_id, start, label))


def first_place(row: Mapping[Any, Any]) -> int:
    """Return where the evidence of a row begins: its start, or that of a statement's content."""
    if row.get("start") is not None and row["start"] == row["start"]:
        return int(row["start"])
    content = row.get("content")
    return int(content[0][0]) if content is not None and len(content) else 0


def said(statements: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the statements with a column `said`, the words of their content, joined by "…" where they are apart."""
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    words = [
        " … ".join(one_line(texts[row["doc_id"]][a:b]) for a, b in row["content"])
        for row in statements.to_dict("records")
    ]
    return statements.assign(said=words)


def in_context(rows: pd.DataFrame, documents: pd.DataFrame, *, context: int = 60) -> pd.DataFrame:
    """Return rows that have start and end with a column `context`: the words around, cut between words."""
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    words = []
    for row in rows.to_dict("records"):
        text = texts[row["doc_id"]]
        low, high = around(text, int(row["start"]), int(row["end"]), context)
        words.append(one_line(text[low:high]))
    return rows.assign(context=words)
