"""The pages of a corpus: what its index says, and one page an article with its marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from analysis.events.timeline import happenings
from analysis.pages.marks import article_marks, marked_html, rows_by_article
from analysis.pages.places import article_page
from analysis.pages.prose import count
from analysis.pages.readable import said, tabulate
from analysis.pages.rendering import linked, page
from analysis.pages.vocabulary import plain
from analysis.plots.style import as_day
from analysis.tables import null
from analysis.untrusted import one_line

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

    from analysis.tables import Tables

UNTITLED = "Untitled article"
Navigation = Sequence[tuple[str, str]]


def published_words(row: dict[Any, Any]) -> str:
    """Return when an article was published as far as anything is known, and how that is known."""
    day = as_day(row["published"])
    if day:
        return f"{day} ({plain(null(row['published_basis']) or 'given')})"
    low, high = as_day(row["earliest"]), as_day(row["latest"])
    if low and high:
        return f"not given; inferred: {low}" if low == high else f"not given; inferred: between {low} and {high}"
    if low or high:
        return f"not given; inferred: {'not before' if low else 'not after'} {low or high}"
    return "not given"


def article_pages(tables: Tables, navigation: Navigation) -> Iterator[tuple[str, str]]:
    """Yield the page of each article with its marks and its rows of every table.

    Parameters
    ----------
    tables : what `annotate` returned.
    navigation : see `analysis.pages.rendering.page`.

    Yields
    ------
    (address, HTML)
    """
    from markupsafe import Markup

    rows = rows_by_article(tables)
    spoken = said(tables.statements, tables.documents)
    parts = {
        "statements": dict(list(spoken.groupby("doc_id", sort=False))),
        "events": dict(list(happenings(tables.events).groupby("doc_id", sort=False))),
        "dates": dict(list(tables.dates.groupby("doc_id", sort=False))),
        "names": dict(list(tables.mentions.groupby("doc_id", sort=False))),
    }
    bounds = tables.documents.attrs.get("bounds")
    ids = list(tables.documents["doc_id"])
    for at, doc_id in enumerate(ids):
        document = rows["documents"][doc_id][0]
        address = article_page(doc_id)
        yield (
            address,
            page(
                "article.html.j2",
                title=null(document["title"]) or doc_id,
                here=address,
                navigation=navigation,
                root="../",
                heading=one_line(null(document["title"]) or UNTITLED),
                outlet=one_line(null(document["outlet"]) or ""),
                published=published_words(document),
                words=f"{document['words']:,}",
                path=one_line(null(document["path"]) or doc_id),
                inferred=inference(bounds, doc_id),
                body=Markup(marked_html(document["text"], article_marks(rows, doc_id), anchors=True)),
                before=article_page(ids[at - 1]) if at else "",
                after=article_page(ids[at + 1]) if at + 1 < len(ids) else "",
                **{name: article_table(name, groups.get(doc_id), tables) for name, groups in parts.items()},
            ),
        )


SHOWN = {
    "statements": {"speakers": "who", "said": "said", "tone": "tone", "act": "act", "kind": "kind", "targets": "about"},
    "events": {
        "date": "date",
        "what": "what",
        "kind": "kind",
        "who": "who",
        "where": "place",
        "date_basis": "date known from",
    },
    "dates": {"text": "words", "value": "stand for", "type": "kind", "anchor": "reckoned from"},
    "names": {"entity": "who", "type": "kind", "mentions": "mentions"},
}
CAPTIONS = {
    "statements": "Who says what in this article",
    "events": "What this article reports, with its date",
    "dates": "Dates and lengths of time in this article",
    "names": "Who is named in this article",
}


def article_table(name: str, rows: pd.DataFrame | None, tables: Tables) -> Markup | None:
    """Return the rows of one article in one table as HTML whose places are links, or None for no row."""
    from markupsafe import Markup

    if rows is None or rows.empty:
        return None
    if name == "names":
        groups = rows.groupby(["entity", "type"], as_index=False).agg(
            mentions=("start", "size"), start=("start", "min")
        )
        rows = groups.assign(doc_id=rows["doc_id"].iloc[0]).sort_values(["mentions", "entity"], ascending=[False, True])
    return Markup(linked(tabulate(rows, CAPTIONS[name], SHOWN[name], tables=tables, length=400).html(), root="../"))


def inference(bounds: Any, doc_id: str) -> str:
    """Return what the inferred bounds on an article's publication rest on, or nothing."""
    if bounds is None or not len(bounds):
        return ""
    rows = bounds if isinstance(bounds, list) else bounds.to_dict("records")
    parts = [
        f"{'not before' if r['bound'] == 'earliest' else 'not after'} {r['day']}, since "
        f"{r['reason']}: “{one_line(r['text'], 80)}”"
        for r in rows
        if r["doc_id"] == doc_id
    ]
    return f"The day of publication is inferred, not stated: {'; '.join(parts)}." if parts else ""


def glance(tables: Tables) -> str:
    """Return the corpus in a few sentences: how much, from whom, from when."""
    documents = tables.documents
    outlets = {o for o in documents["outlet"] if null(o) is not None}
    days = sorted(day for day in map(as_day, documents["published"]) if day)
    undated = len(documents) - len(days)
    told = happenings(tables.events)
    parts = [
        f"{count(len(documents), 'article')} of {int(documents['words'].sum()):,} words from "
        f"{count(len(outlets), 'named outlet')}"
        + (f", published from {days[0]} to {days[-1]}" if days else "")
        + (
            f"; {undated} {'does' if undated == 1 else 'do'} not give {'its' if undated == 1 else 'their'} day."
            if undated
            else "."
        ),
        f"In them {count(tables.mentions['entity'].nunique(), 'entity', 'entities')} are named "
        f"{len(tables.mentions):,} times,"
        f" {count(len(tables.statements), 'statement')} attributed, {count(len(tables.dates), 'date')} read and"
        f" {count(told['event_id'].nunique(), 'event')} told in {count(len(told), 'report')}.",
    ]
    omitted = documents.attrs.get("omitted", [])
    parts.append(f"{count(len(omitted), 'file')} left out." if omitted else "Nothing was left out.")
    return " ".join(parts)


def article_list(tables: Tables) -> pd.DataFrame:
    """Return one row an article for the index: what it is and how much was found in it."""
    documents = tables.documents
    found = {
        name: table.groupby("doc_id").size()
        for name, table in (
            ("mentions", tables.mentions),
            ("statements", tables.statements),
            ("dates", tables.dates),
            ("events", happenings(tables.events)),
        )
    }
    rows = documents.assign(
        title=[one_line(null(t) or d, 110) for t, d in zip(documents["title"], documents["doc_id"], strict=True)],
        published=[published_words(row) for row in documents.to_dict("records")],
        start=0,
        **{name: documents["doc_id"].map(sizes).fillna(0).astype(int) for name, sizes in found.items()},
    )
    return rows[
        ["doc_id", "start", "title", "outlet", "published", "words", "mentions", "statements", "dates", "events"]
    ]
