"""The pipeline: the same tables whatever the order, the number of workers and the cache; a bad article costs itself."""

import pandas as pd
import pytest

from analysis import pipeline
from analysis.codebook import Codebook
from analysis.pipeline import Reading, annotate, read, read_all
from analysis.tables import COLUMNS, records

ARTICLES = [
    "Ministers of Peru and Chile Meet in Lima\n\nLIMA, 4 March 2019 (XYZ) – Peruvian Foreign Minister Rosa Quispe said "
    "on Monday that the talks with Chile had been useful. “We will open the border in May,” she said.\n\nLeave a Reply",
    "Chilean Foreign Minister Jorge Rojas thanked Peru for its patience. He met Rosa Quispe in Lima on March 4, 2019, "
    "and both ministers agreed to sign the treaty by 2021.",
    "Nothing happened in the capital, and nobody said a word about it.",
]


def corpus(texts: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"doc_id": [f"a{ARTICLES.index(text)}" for text in texts], "text": texts})


def rows(tables: pipeline.Tables, name: str) -> list[dict]:
    return sorted(records(getattr(tables, name)), key=repr)


@pytest.fixture(scope="module")
def tables() -> pipeline.Tables:
    return annotate(corpus(ARTICLES))


def test_every_table_has_its_columns_and_offsets(tables):
    texts = dict(zip(tables.documents["doc_id"], tables.documents["text"], strict=True))
    for name, columns in COLUMNS.items():
        assert tuple(getattr(tables, name).columns) == columns
    for table in (tables.mentions, tables.dates):
        for doc_id, start, end, text in table[["doc_id", "start", "end", "text"]].itertuples(index=False):
            assert texts[doc_id][start:end] == text
    assert "Rosa Quispe" in set(tables.mentions["entity"])
    assert len(tables.statements) >= 3


def test_furniture_is_never_analysed(tables):
    furniture = [
        (d, a, b)
        for d, spans in zip(tables.documents["doc_id"], tables.documents["furniture"], strict=True)
        for a, b in spans
    ]
    assert furniture
    for doc_id, start, end in furniture:
        for table in (tables.mentions, tables.dates, tables.events):
            here = table[table["doc_id"] == doc_id]
            assert here[(here["start"] < end) & (here["end"] > start)].empty


def test_the_order_of_the_articles_changes_nothing(tables):
    turned = annotate(corpus(ARTICLES[::-1]))
    for name in COLUMNS:
        assert rows(turned, name) == rows(tables, name)


def test_an_article_reads_the_same_alone_and_among_others():
    together = {reading.doc_id: reading for reading in read(list(enumerate_ids(ARTICLES)))}
    for doc_id, text in enumerate_ids(ARTICLES):
        (alone,) = read([(doc_id, text)])
        assert alone == together[doc_id]


def enumerate_ids(texts: list[str]) -> list[tuple[str, str]]:
    return [(f"a{i}", text) for i, text in enumerate(texts)]


def test_a_reading_comes_back_from_its_row():
    (reading,) = read([("a0", ARTICLES[0])])
    assert Reading.from_row(reading.as_row()) == reading


def test_workers_change_nothing(tables, monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH", 2)
    parallel = annotate(corpus(ARTICLES), workers=2)
    for name in COLUMNS:
        assert records(getattr(parallel, name)) == records(getattr(tables, name))


def test_an_article_is_read_once(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path))
    documents = corpus(ARTICLES)
    first, _ = read_all(documents)
    monkeypatch.setattr(pipeline, "read", lambda batch: pytest.fail("read again"))
    second, _ = read_all(documents.assign(doc_id=["x", "y", "z"]))
    assert [reading.doc_id for reading in second] == ["x", "y", "z"]
    assert [reading.names for reading in second] == [reading.names for reading in first]


def test_a_bad_article_costs_itself(monkeypatch):
    sound = pipeline.read

    def read_or_fail(batch):
        if any("capital" in text for _, text in batch):
            raise RuntimeError("boom")
        return sound(batch)

    monkeypatch.setattr(pipeline, "read", read_or_fail)
    tables = annotate(corpus(ARTICLES))
    assert list(tables.documents["doc_id"]) == ["a0", "a1"]
    assert tables.documents.attrs["omitted"] == [{"path": "a2", "reason": "could not be read: RuntimeError: boom"}]


def test_a_codebook_is_followed():
    codebook = Codebook(aliases={"Peru": "The Republic"}, ignore={"Jorge Rojas"})
    mentions = annotate(corpus(ARTICLES), codebook=codebook).mentions
    assert "The Republic" in set(mentions["entity"])
    assert "Jorge Rojas" not in set(mentions["entity"])


def test_an_empty_corpus_has_empty_tables():
    tables = annotate(corpus(ARTICLES).iloc[:0])
    assert all(getattr(tables, name).empty for name in COLUMNS)
