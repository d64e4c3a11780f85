"""Look at an article with what was found in it, and at the evidence of any row of any table."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from analysis.pages.marks import Mark, article_marks, marked_html, rows_by_article, statement_marks
from analysis.untrusted import escape, one_line, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from analysis.tables import Tables

CONTEXT = 160


@cache
def style_sheet(name: str) -> str:
    """Return a style sheet of the package."""
    return (files("analysis.pages") / "templates" / name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Passage:
    """A stretch of an article with marks; JupyterLab shows it as HTML, a terminal as plain text.

    Attributes
    ----------
    doc_id, heading : str
    text : the whole article.
    marks : stretches of `text`.
    start, end : what is shown of it.
    """

    doc_id: str
    heading: str
    text: str
    marks: list[Mark] = field(repr=False)
    start: int
    end: int

    def __repr__(self) -> str:
        shown = one_line(self.text[self.start : self.end])
        return f"{one_line(self.heading)}\n{'…' if self.start else ''}{shown}{'…' if self.end < len(self.text) else ''}"

    def html(self) -> str:
        """Return the passage as an HTML element, without its style sheet."""
        before = "…" if self.start else ""
        after = "…" if self.end < len(self.text) else ""
        body = marked_html(self.text, self.marks, start=self.start, end=self.end)
        footer = cite(self.doc_id, self.marks[0].start if self.marks else self.start, self.heading)
        return (
            f'<blockquote class="passage" dir="auto"><p>{before}{body}{after}</p><footer>{footer}</footer></blockquote>'
        )

    def _repr_html_(self) -> str:
        return f'<style>{style_sheet("marks.css")}</style><div class="communique">{self.html()}</div>'


@dataclass(frozen=True)
class Passages:
    """Several passages, one below the other."""

    passages: list[Passage]

    def __len__(self) -> int:
        return len(self.passages)

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.passages)) or "No evidence: the table has no row."

    def _repr_html_(self) -> str:
        body = "".join(p.html() for p in self.passages) or "<p>No evidence: the table has no row.</p>"
        return f'<style>{style_sheet("marks.css")}</style><div class="communique">{body}</div>'


def cite(doc_id: str, start: int, label: str) -> str:
    """Return a reference to a place in an article, which a report turns into a link."""
    return f'<cite data-doc="{escape(doc_id)}" data-at="{int(start)}">{escape(one_line(label, 90))}</cite>'


def show(doc_id: str, tables: Tables, *, layers: tuple[str, ...] | None = None) -> Passage:
    """Show an article with its names, statements, dates and events marked in place.

    Parameters
    ----------
    doc_id : one of `tables.documents.doc_id`, or the beginning of exactly one.
    tables : what `annotate` returned.
    layers : which of furniture, event, content, cue, source, name, date to mark; all by default.

    Returns
    -------
    Passage over the whole article.

    Raises
    ------
    KeyError : where no article, or more than one, has that name.
    """
    ids = list(tables.documents["doc_id"])
    found = [doc_id] if doc_id in ids else [i for i in ids if str(i).startswith(doc_id)]
    if len(found) != 1:
        near = ", ".join(map(str, (found or ids)[:5]))
        what = "Several articles begin" if found else "No article begins"
        raise KeyError(f"{what} with {doc_id!r}; for instance there are {near}.")
    row: Any = tables.documents.set_index("doc_id").loc[found[0]]
    marks = [m for m in article_marks(rows_by_article(tables), found[0]) if layers is None or m.layer in layers]
    return Passage(found[0], heading(row), row["text"], marks, 0, len(row["text"]))


def evidence(
    rows: pd.Series | pd.DataFrame | Mapping[Any, Any], tables: Tables, *, context: int = CONTEXT, top: int = 10
) -> Passages:
    """Show the words of the articles that rows of a table rest on.

    Parameters
    ----------
    rows : a row or a table with doc_id and either start and end or content, cue and source.
    tables : what `annotate` returned.
    context : characters shown before and after.
    top : passages shown at most.

    Returns
    -------
    Passages, in the order of the rows.

    Raises
    ------
    KeyError : for a row without a place, or of an article that is not in `tables`.
    """
    table: Any = rows
    many = table.to_dict("records") if hasattr(table, "iterrows") else [dict(table)]
    documents = tables.documents.set_index("doc_id")
    passages = []
    for row in many[:top]:
        if "doc_id" not in row or not ({"start", "content"} & set(row)):
            raise KeyError(
                "A row of evidence needs doc_id and start and end, or a statement's content, cue and source."
            )
        if row["doc_id"] not in documents.index:
            raise KeyError(f"No article {row['doc_id']!r} in these tables.")
        marks = sorted(row_marks(row), key=lambda m: (m.layer != "content", m.start))
        document = documents.loc[row["doc_id"]]
        text = document["text"]
        start, end = around(text, min(m.start for m in marks), max(m.end for m in marks), context)
        passages.append(Passage(row["doc_id"], heading(document), text, marks, start, end))
    return Passages(passages)


def row_marks(row: Mapping[Any, Any]) -> list[Mark]:
    """Return the marks of one row of any table: a statement's three parts, else its own stretch."""
    if "content" in row and not isinstance(row["content"], str):
        return statement_marks(dict(row))
    layer = "event" if "date_basis" in row else "date" if "value" in row else "name"
    return [Mark(int(row["start"]), int(row["end"]), layer, "", str(row.get("entity") or row.get("what") or ""))]


def around(text: str, start: int, end: int, context: int) -> tuple[int, int]:
    """Return `start` and `end` moved outwards by `context` characters at most, to a line break or between words."""
    low, high = max(0, start - context), min(len(text), end + context)
    at = text.rfind("\n", low, start)
    if at >= 0:
        low = at + 1
    elif low > 0 and " " in text[low:start]:
        low = text.index(" ", low, start) + 1
    at = text.find("\n", end, high)
    if at >= 0:
        high = at
    elif high < len(text) and " " in text[end:high]:
        high = text.rindex(" ", end, high)
    return low, high


def heading(document: pd.Series) -> str:
    """Return how an article is named: its title, outlet and day, as far as they are known."""
    from analysis.tables import null

    known = [null(document.get(key)) for key in ("title", "outlet", "published")]
    parts = [visible(part) for part in known if part is not None]
    return " · ".join(parts) or str(document.name)
