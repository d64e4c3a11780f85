"""The evidence by entity: where each speaks and is named, on a page a first letter, with one list of all entities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from analysis.pages.corpus_pages import Navigation
from analysis.pages.passages import around
from analysis.pages.places import anchor_of, evidence_of, evidence_page_of, place
from analysis.pages.prose import count
from analysis.pages.readable import first_place, said
from analysis.pages.rendering import page
from analysis.pages.vocabulary import plain
from analysis.plots.statements import by_speaker
from analysis.tables import null
from analysis.untrusted import one_line, visible

if TYPE_CHECKING:
    from markupsafe import Markup

    from analysis.tables import Tables

MOST_LINES = 12
MOST_SAID = 60
MOST_ARTICLES = 400
HERE = "evidence.html"


def evidence_pages(tables: Tables, navigation: Navigation) -> Iterator[tuple[str, str]]:
    """Yield the list of all entities, and a page a first letter that says where each speaks and is named.

    Parameters
    ----------
    tables : what `annotate` returned.
    navigation : see `analysis.pages.rendering.page`.

    Yields
    ------
    (address, HTML). An entity has lines of at most 60 statements and 12 mentions, those of many articles first, and
    below them a link to each of at most 400 further articles, where every mention is marked.
    """
    texts = dict(zip(tables.documents["doc_id"], tables.documents["text"], strict=True))
    titles = {
        row["doc_id"]: one_line(null(row["title"]) or row["doc_id"], 60) for row in tables.documents.to_dict("records")
    }
    rows = by_speaker(said(tables.statements, tables.documents))
    spoken = {name: group.to_dict("records") for name, group in rows.groupby("speaker", sort=False)}
    named = {name: group.to_dict("records") for name, group in tables.mentions.groupby("entity", sort=False)}
    every: Any = set(named) | set(spoken)
    pages: dict[str, list[dict[str, Any]]] = {}
    listed: list[dict[str, Any]] = []
    for entity in sorted(every, key=lambda e: (str(e).casefold(), str(e))):
        says, mentions = spoken.get(entity, []), named.get(entity, [])
        articles = len({row["doc_id"] for row in [*says, *mentions]})
        listed.append(
            {
                "href": evidence_of(entity),
                "name": visible(entity),
                "kind": plain(commonest([row["type"] for row in mentions])) if mentions else "",
                "mentions": len(mentions),
                "statements": len(says),
                "articles": articles,
            }
        )
        pages.setdefault(evidence_page_of(entity), []).append(
            {
                "anchor": anchor_of(entity),
                "name": visible(entity),
                "summary": f"{count(len(mentions), 'mention')} and {count(len(says), 'statement')} in "
                f"{count(articles, 'article')}.",
                "said": _lines(says, says[:MOST_SAID], titles, [_said_line(row) for row in says[:MOST_SAID]]),
                "named": _named(mentions, texts, titles),
            }
        )
    letters = [(address, letter_of(address), len(pages[address])) for address in sorted(pages)]
    listed.sort(key=lambda r: (-r["mentions"] - 3 * r["statements"], r["name"]))
    yield (
        HERE,
        page(
            "entities.html.j2",
            title="Evidence by entity",
            here=HERE,
            navigation=navigation,
            letters=letters,
            rows=listed,
        ),
    )
    for address in sorted(pages):
        letter = letter_of(address)
        yield (
            address,
            page(
                "evidence.html.j2",
                title=f"Evidence by entity: {letter}",
                here=address,
                navigation=navigation,
                letters=letters,
                entities=pages[address],
            ),
        )


def commonest(kinds: list[str]) -> str:
    """Return the kind that most mentions have; of several, the first by name."""
    return max(sorted(set(kinds)), key=kinds.count)


def letter_of(address: str) -> str:
    """Return what the page of one first letter is called."""
    letter = address.removeprefix("evidence-").removesuffix(".html")
    return letter.upper() if len(letter) == 1 else "other signs"


def _named(mentions: list[dict[Any, Any]], texts: dict[str, str], titles: dict[str, str]) -> list[Markup]:
    shown = apart(mentions)[:MOST_LINES]
    return _lines(mentions, shown, titles, [_named_line(row, texts[row["doc_id"]]) for row in shown])


def apart(mentions: list[dict[Any, Any]]) -> list[dict[Any, Any]]:
    """Return mentions by name before pronouns, one from each article in turn, so that few lines show many articles."""
    order = {"name": 0, "nominal": 1, "pronoun": 2}
    seen: dict[str, int] = {}
    ranked = []
    for row in sorted(mentions, key=lambda r: (order.get(r["kind"], 3), r["doc_id"], r["start"])):
        seen[row["doc_id"]] = seen.get(row["doc_id"], 0) + 1
        ranked.append((seen[row["doc_id"]], row["doc_id"], row["start"], row))
    return [row for *_, row in sorted(ranked, key=lambda r: r[:3])]


def _lines(
    rows: list[dict[Any, Any]], shown: list[dict[Any, Any]], titles: dict[str, str], lines: list[Markup]
) -> list[Markup]:
    """Return lines with one more that leads to the articles of the rows that are not shown."""
    from markupsafe import Markup

    if len(shown) == len(rows):
        return lines
    first: dict[str, dict[Any, Any]] = {}
    for row in rows:
        first.setdefault(row["doc_id"], row)
    link = Markup('<a href="{href}">{title}</a>')
    links = [
        link.format(href=place(doc_id, first_place(row)), title=titles[doc_id])
        for doc_id, row in sorted(first.items())[:MOST_ARTICLES]
    ]
    left = len(first) - len(links)
    more = Markup("<details><summary>{n:,} more, in {articles}</summary>{links}{rest}</details>").format(
        n=len(rows) - len(shown),
        articles=count(len(first), "article"),
        links=Markup(" · ").join(links),
        rest=f" · {left:,} further articles, in the data" if left else "",
    )
    return [*lines, more]


def _said_line(row: dict[Any, Any]) -> Markup:
    from markupsafe import Markup

    start = row["content"][0][0] if len(row["content"]) else 0
    tone = f", tone {row['tone']:+.2f}" if null(row["tone"]) is not None else ""
    line = Markup('{act}{tone}: <a href="{href}">{words}</a>')
    return line.format(
        act=null(row["act"]) or "statement",
        tone=tone,
        href=place(row["doc_id"], start),
        words=one_line(row["said"], 220),
    )


def _named_line(row: dict[Any, Any], text: str) -> Markup:
    from markupsafe import Markup

    start, end = int(row["start"]), int(row["end"])
    low, high = around(text, start, end, 70)
    line = Markup('{before} <a href="{href}">{name}</a> {after}')
    return line.format(
        before=one_line(text[low:start]),
        name=one_line(text[start:end]),
        after=one_line(text[end:high]),
        href=place(row["doc_id"], start),
    )
