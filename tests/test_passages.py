"""Articles and rows shown with their evidence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_corpus import LINES, small_tables

from analysis.pages.marks import Mark, article_marks, marked_html, rows_by_article
from analysis.pages.passages import evidence, show
from analysis.pages.readable import in_context, said, tabulate

TAGS = re.compile(r"<[^<>]*>")
LABEL = re.compile(r'<small class="label">[^<]*</small>')


def test_show_marks_names_statements_and_dates_in_place() -> None:
    html = show("a", small_tables())._repr_html_()
    assert re.search(r'<span class="m [^"]*name[^"]*is-GPE[^"]*"[^>]*>Peru</span>', html)
    assert re.search(r'class="m content is-cordial[^"]*"[^>]*>&quot;We &lt;b&gt;thank', html)
    assert re.search(r'class="m event[^"]*date[^"]*"[^>]*>May 20<small class="label">2022-05-20</small>', html)
    assert 'class="m furniture"' in html


def test_show_takes_the_beginning_of_a_name_and_explains_a_wrong_one() -> None:
    assert show("x<", small_tables()).doc_id == list(LINES)[2]
    with pytest.raises(KeyError, match="No article begins with 'zz'; for instance there are a, b"):
        show("zz", small_tables())


def test_tables_show_and_prove_by_themselves() -> None:
    tables = small_tables()
    assert tables.show("a") == show("a", tables)
    row = tables.mentions.iloc[0]
    assert tables.evidence(row) == evidence(row, tables)


def test_show_can_be_limited_to_a_layer() -> None:
    html = show("a", small_tables(), layers=("date",)).html()
    assert 'class="m date"' in html
    assert "is-GPE" not in html


def test_evidence_of_a_statement_shows_its_words_and_cites_the_place() -> None:
    tables = small_tables()
    passages = evidence(tables.statements.iloc[1], tables)
    assert len(passages) == 1
    assert '<cite data-doc="a" data-at="' in passages._repr_html_()
    assert "She warned Chile." in repr(passages)


def test_evidence_needs_a_place() -> None:
    with pytest.raises(KeyError, match="needs doc_id and start"):
        evidence({"entity": "Peru"}, small_tables())
    with pytest.raises(KeyError, match="No article 'zz'"):
        evidence({"doc_id": "zz", "start": 0, "end": 1}, small_tables())


def test_evidence_of_no_row_says_so() -> None:
    tables = small_tables()
    assert "no row" in repr(evidence(tables.mentions.head(0), tables))


def test_hostile_text_shows_as_text_everywhere() -> None:
    tables = small_tables()
    hostile = list(LINES)[2]
    pages = [show(hostile, tables)._repr_html_(), evidence(tables.mentions.tail(1), tables)._repr_html_()]
    pages.append(tabulate(tables.mentions, "Caption <script>", tables=tables)._repr_html_())
    pages.append(tabulate(said(tables.statements, tables.documents), "said", ["said"])._repr_html_())
    for page in pages:
        assert "<script" not in page
        assert "\u202e" not in page


def test_a_table_has_scopes_a_caption_and_keys_to_sort_by() -> None:
    tables = small_tables()
    html = tabulate(tables.mentions, "Mentions", {"entity": "who", "start": "at"}, top=2).html()
    assert "<caption>Mentions</caption>" in html
    assert '<th scope="col">who</th>' in html
    assert '<th scope="row">Peru</th>' in html
    assert 'data-key="0">0</td>' in html
    assert "5 further rows" in html


def test_an_empty_table_says_so() -> None:
    assert "Mentions: nothing to show." in repr(tabulate(small_tables().mentions.head(0), "Mentions"))


def test_context_is_cut_between_words() -> None:
    tables = small_tables()
    rows = in_context(tables.mentions.head(1), tables.documents, context=12)
    assert list(rows["context"]) == ["Peru and Chile"]


marks = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8).map(
    lambda spans: [Mark(min(a, b), max(a, b), "name", "label") for a, b in spans]
)


@given(st.text(alphabet=st.characters(exclude_characters="&"), max_size=40), marks)
def test_marked_html_keeps_the_text_whatever_overlaps(text: str, spans: list[Mark]) -> None:
    from analysis.untrusted import escape

    html = marked_html(text, spans, anchors=True)
    assert TAGS.sub("", LABEL.sub("", html)) == escape(text)
    assert html.count("<span") == html.count("</span>")
    identities = re.findall(r'id="c(\d+)"', html)
    assert len(identities) == len(set(identities))


def test_each_mark_of_an_article_has_an_anchor() -> None:
    tables = small_tables()
    found = article_marks(rows_by_article(tables), "a")
    html = marked_html(LINES["a"], found, anchors=True)
    assert {f'id="c{mark.start}"' for mark in found} <= set(re.findall(r'id="c\d+"', html))
