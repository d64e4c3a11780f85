"""Corpora: every format is read, bad articles are named, and the good ones all come through."""

import hashlib
import json
import time
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.codebook import Codebook
from analysis.corpus import complete, read_corpus
from analysis.corpus.documents import _doc_ids
from analysis.corpus.files import CorpusError, Found
from analysis.tables import COLUMNS, write_table

SEEDS = Path(__file__).parents[1] / "seeds"
DIGESTS = {
    "000_0bee58cd3a0e9703.txt": "c9448abd274216fd631fd1e9d6a9b3b56dcc3b18c77da6a6fe2a11f6b3205a22",
    "001_64672ca6ce83aa95.txt": "9fb8731a2380306dd87dad769a3e23a6555caac0e075b603c70969ef61c570b2",
    "002_b65f09d66f3c3a6f.txt": "8a27bc38ced8df2d1eec2419f339df348ed95c16a6a0920a33d2fa7b9f390254",
    "003_24c0e226877eb12f.txt": "dbad604840dafc00f646a262b4762062ddbc37eb3870f300ceacab2350535314",
    "004_389a38345e5ddd8f.txt": "12b8ecc14214fb709c9c5d82ada67bc5a37a1f32982001ee465b71f25e545ca7",
}
TITLE = "Two republics agree to open their border"
PROSE = "The foreign ministers of the two republics met on Tuesday and signed a protocol, their offices said."
ARTICLE = f"{TITLE}\n\nBy Jane Doe, The Coast Daily\n\nMarch 3, 2021\n\n{PROSE}\n\nLeave a Reply"
RUSSIAN = "Министры иностранных дел двух республик встретились во вторник и подписали протокол о границе. " * 3
FRENCH = (
    "Les ministres des affaires étrangères des deux républiques se sont rencontrés mardi dans la capitale et ont " * 4
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def omitted(documents: pd.DataFrame) -> dict[str, str]:
    return {row["path"]: row["reason"] for row in documents.attrs["omitted"]}


def test_the_seeds_are_as_they_came():
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SEEDS.glob("*.txt")} == DIGESTS


def test_the_seeds_say_the_same_without_their_metadata(tmp_path):
    for name in DIGESTS:
        (tmp_path / name).write_bytes((SEEDS / name).read_bytes())
    (tmp_path / "codebook.toml").write_bytes((SEEDS / "codebook.toml").read_bytes())
    with_metadata, without = read_corpus(SEEDS), read_corpus(tmp_path)
    columns = ["doc_id", "title", "outlet", "published", "words"]
    pd.testing.assert_frame_equal(with_metadata[columns], without[columns])


def test_an_article_speaks_for_itself(folder):
    documents = read_corpus(folder)
    assert tuple(documents.columns) == COLUMNS["documents"]
    row = documents.iloc[0]
    assert (row["doc_id"], row["path"], row["title"], row["outlet"]) == ("one", "one.txt", TITLE, "The Coast Daily")
    assert (row["published"], row["published_basis"], row["language"]) == (date(2021, 3, 3), "byline", "en")
    assert [row["text"][a:b] for a, b in row["furniture"]] == ["Leave a Reply"]
    assert row["words"] == len(ARTICLE.split()) - 3


def test_text_is_the_files_own(tmp_path):
    raw = f"\ufeff{TITLE}\r\n\r\n{PROSE}\r\n"
    (tmp_path / "a.txt").write_bytes(raw.encode("utf-8"))
    assert read_corpus(tmp_path)["text"][0] == raw


def test_metadata_wins_over_the_article(folder):
    (folder / "corpus.csv").write_text("file,outlet,published\none.txt,Harbour Gazette,2020-01-02\n")
    row = read_corpus(folder).iloc[0]
    assert (row["outlet"], row["published"], row["published_basis"]) == (
        "Harbour Gazette",
        date(2020, 1, 2),
        "metadata",
    )
    assert row["title"] == TITLE


def test_the_codebook_wins_over_metadata(folder):
    (folder / "corpus.csv").write_text("file,outlet,published\none,HG,2020-01-02\n")
    (folder / "codebook.toml").write_text('[dates]\n"one.txt" = 2019-05-06\n[outlets]\nHG = "Harbour Gazette"\n')
    row = read_corpus(folder).iloc[0]
    assert (row["outlet"], row["published"]) == ("Harbour Gazette", date(2019, 5, 6))


def test_a_codebook_can_be_given(folder):
    documents = read_corpus(folder, codebook=Codebook(outlets={"one": "Given"}))
    assert documents["outlet"][0] == "Given"
    assert documents.attrs["codebook"].outlets == {"one": "Given"}


def test_folders_are_searched_and_ids_are_unique(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "one.txt").write_text(ARTICLE)
    (folder / "sub" / "one.md").write_text("# " + ARTICLE)
    (folder / "two.txt").write_text(ARTICLE)
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "three.txt").write_text(ARTICLE)
    (folder / "coding").mkdir()
    (folder / "coding" / "notes.txt").write_text(ARTICLE)
    (folder / "README.md").write_text("About this folder.")
    documents = read_corpus(folder)
    assert list(documents["doc_id"]) == ["one", "sub/one.md", "sub/one.txt", "two"]
    assert documents.attrs["omitted"] == []


def test_html_pages(folder):
    page = (
        f"<html><head><title>{TITLE}</title><meta property='og:site_name' content='Harbour Gazette'>"
        "<meta property='article:published_time' content='2020-02-03T10:00:00Z'></head>"
        f"<body><nav>Home World</nav><article><h1>{TITLE}</h1><p>{PROSE}</p><p>{PROSE} Again.</p>"
        f"<p>{PROSE} And more.</p>"
        "</article></body></html>"
    )
    (folder / "page.html").write_text(page)
    row = read_corpus(folder).set_index("doc_id").loc["page"]
    assert (row["title"], row["outlet"], row["published"]) == (TITLE, "Harbour Gazette", date(2020, 2, 3))
    assert PROSE in row["text"]
    assert "<p>" not in row["text"]


def test_tables_with_a_row_an_article(tmp_path):
    rows = [{"doc_id": "a", "text": ARTICLE, "published": "2020-01-02"}, {"doc_id": "b", "text": f"{PROSE}\n\n{PROSE}"}]
    pd.DataFrame(rows).to_csv(tmp_path / "t.csv", index=False)
    pd.DataFrame(rows).to_parquet(tmp_path / "t.parquet")
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for name in ("t.csv", "t.jsonl", "t.parquet"):
        documents = read_corpus(tmp_path / name)
        assert list(documents["doc_id"]) == ["a", "b"]
        assert list(documents["text"]) == [row["text"] for row in rows]
        assert list(documents["published"]) == [date(2020, 1, 2), None]
        assert list(documents["published_basis"]) == ["metadata", None]


def test_rows_without_an_id_are_numbered(tmp_path):
    (tmp_path / "t.jsonl").write_text(json.dumps({"text": PROSE}) + "\n" + json.dumps({"text": PROSE}) + "\n")
    assert list(read_corpus(tmp_path / "t.jsonl")["doc_id"]) == ["t-1", "t-2"]


def test_an_id_given_twice_is_made_unique(tmp_path):
    (tmp_path / "t.jsonl").write_text(2 * (json.dumps({"doc_id": "x", "text": PROSE}) + "\n"))
    assert list(read_corpus(tmp_path / "t.jsonl")["doc_id"]) == ["x", "x-2"]


def test_ids_of_many_articles_take_time_in_their_number():
    def seconds(count: int) -> float:
        rows = [Found(f"{n % 7}/{n // 7}/same.txt", "") for n in range(count)]
        rows += [Found("x", "", {"doc_id": "given"}) for _ in range(count)]
        before = time.process_time()
        assert len(set(_doc_ids(rows))) == 2 * count
        return time.process_time() - before

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(1000), 0.005)


def test_bad_articles_are_named_and_the_good_come_through(folder):
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (folder / "empty.txt").write_text("\n \n")
    (folder / "russian.txt").write_text(RUSSIAN, encoding="utf-8")
    (folder / "french.txt").write_text(FRENCH, encoding="utf-8")
    (folder / "empty.html").write_text("<html></html>")
    (folder / "scan.pdf").write_bytes(b"%PDF")
    (folder / "broken.txt").symlink_to(folder / "nowhere.txt")
    (folder / "old.txt").write_bytes((PROSE + " “Café”").encode("cp1252"))
    documents = read_corpus(folder)
    assert list(documents["doc_id"]) == ["old", "one"]
    assert documents["text"][0].endswith("“Café”")
    assert omitted(documents) == {
        "binary.txt": "is not text (a binary file)",
        "empty.html": "no article was found in the page",
        "empty.txt": "is empty",
        "french.txt": "is not in English (French)",
        "russian.txt": "is not in English (Cyrillic letters)",
        "scan.pdf": "is no article: only .txt, .md and .html are read",
    }
    assert [note["path"] for note in documents.attrs["notes"]] == ["old.txt"]


def test_a_file_that_may_not_be_opened_is_named(folder, monkeypatch):
    (folder / "shut.txt").write_text(ARTICLE)
    open_file = Path.read_bytes

    def refuse(path):
        if path.name == "shut.txt":
            raise PermissionError(13, "Permission denied")
        return open_file(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert omitted(read_corpus(folder)) == {"shut.txt": "cannot be opened: Permission denied"}


def test_bad_rows_are_named_and_the_good_come_through(tmp_path):
    rows = ['{"doc_id": "a", "text": "' + PROSE + '"}', "{broken", "[1]", '{"doc_id": "b"}']
    rows.append(json.dumps({"doc_id": "c", "text": PROSE, "published": "soon"}))
    (tmp_path / "t.jsonl").write_text("\n".join(rows))
    documents = read_corpus(tmp_path / "t.jsonl")
    assert list(documents["doc_id"]) == ["a"]
    reasons = omitted(documents)
    assert list(reasons) == ["t.jsonl, row 2", "t.jsonl, row 3", "t.jsonl, row 4", "t.jsonl, row 5"]
    assert reasons["t.jsonl, row 5"] == "published 'soon' is no day. Write it as 2023-02-28."


def test_metadata_for_a_file_that_is_not_there_is_named(folder):
    (folder / "corpus.csv").write_text("file,outlet\none.txt,A\ntwo.txt,B\n")
    documents = read_corpus(folder)
    assert omitted(documents) == {}
    assert documents.attrs["notes"] == [
        {"path": "corpus.csv", "note": "row 3 names 'two.txt', but there is no such article"}
    ]


def test_an_article_that_came_twice_is_noted(folder):
    (folder / "two.txt").write_text((folder / "one.txt").read_text().replace(" ", "  ") + "\n")
    notes = read_corpus(folder).attrs["notes"]
    assert notes == [{"path": "two.txt", "note": "has the same words as one.txt: it is counted as an article too"}]


def test_a_day_that_may_be_two_is_noted(folder):
    (folder / "one.txt").write_text("Two republics agree to open their border\n\n7/10/2013\n\n" + PROSE)
    documents = read_corpus(folder)
    assert documents["published"][0] == date(2013, 7, 10)
    assert [row["note"] for row in documents.attrs["notes"]] == [
        "its day is read as 2013-07-10, month first, but may be 2013-10-07: say so in the codebook"
    ]


@pytest.mark.parametrize("name", ["/", ".", "..", "x" * 5000, "~", "sub/", "README.md"])
def test_any_name_in_corpus_csv_is_only_compared(folder, name):
    (folder / "README.md").write_text("About this folder.")
    (folder / "sub").mkdir()
    (folder / "corpus.csv").write_text(f"file,outlet\none.txt,A\n{name},B\n")
    documents = read_corpus(folder)
    assert list(documents["outlet"]) == ["A"]
    note = f"row 3 names {name!r}, but there is no such article"
    assert documents.attrs["notes"] == [{"path": "corpus.csv", "note": note}]


def test_corpus_csv_may_leave_the_ending_out_and_name_an_article_that_cannot_be_read(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "two.txt").write_text(ARTICLE)
    (folder / "empty.txt").write_text("")
    (folder / "corpus.csv").write_text("file,outlet\none,A\nsub/two,B\nempty.txt,C\n")
    documents = read_corpus(folder)
    assert list(documents["outlet"]) == ["A", "B"]
    assert omitted(documents) == {"empty.txt": "is empty"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("file,published\none.txt,soon\n", r"corpus.csv, row 2: published 'soon' is no day"),
        ("file,title\none.txt,a,b\n", r"corpus.csv, row 2: 'one.txt, a, b' has 3 fields where the header has 2"),
        ("title\nx\n", r"corpus.csv: no column 'file' among 'title'"),
        ("file,title\n,x\n", r"corpus.csv, row 2: file is empty"),
        ("file,title\none.txt,x\none.txt,y\n", r"corpus.csv, row 3: 'one.txt' is named twice"),
        ('file,title\none.txt,"x\n', r"corpus.csv, after row 1: .* Check the quotation marks"),
        ("", r"corpus.csv: is empty"),
        ("\0\1\2\3", r"corpus.csv: is not text"),
    ],
)
def test_a_broken_corpus_csv_names_the_row_and_the_value(folder, content, message):
    (folder / "corpus.csv").write_text(content)
    with pytest.raises(CorpusError, match=message):
        read_corpus(folder)


def test_a_missing_folder(tmp_path):
    with pytest.raises(CorpusError, match="nowhere: no such folder or file"):
        read_corpus(tmp_path / "nowhere")


def test_a_folder_without_articles(tmp_path):
    with pytest.raises(CorpusError, match="no article in it"):
        read_corpus(tmp_path)
    (tmp_path / "t.csv").write_text("text\n")
    with pytest.raises(CorpusError, match=r"name the file itself: .*t\.csv"):
        read_corpus(tmp_path)


def test_a_folder_of_bad_articles_only(tmp_path):
    (tmp_path / "r.txt").write_text(RUSSIAN, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"no article to read; 1 left out:\n  r.txt: is not in English"):
        read_corpus(tmp_path)


def test_a_table_without_text(tmp_path):
    (tmp_path / "t.csv").write_text("body\nx\n")
    with pytest.raises(CorpusError, match="no column 'text' among 'body'"):
        read_corpus(tmp_path / "t.csv")


def test_a_file_of_another_kind(tmp_path):
    (tmp_path / "t.pdf").write_bytes(b"%PDF")
    with pytest.raises(CorpusError, match="is no corpus"):
        read_corpus(tmp_path / "t.pdf")


ODD = [
    ("outlet", ["a"], None, "outlet ['a'] is no single value: taken as missing"),
    ("title", 7, "7", None),
    ("title", 7.0, "7", None),
    ("title", 7.5, "7.5", None),
    ("title", True, TITLE, "title True is no single value: taken as missing"),
    ("title", {"en": "x"}, TITLE, "title {'en': 'x'} is no single value: taken as missing"),
    ("outlet", "\ud800", None, "outlet '\\ud800' is no single value: taken as missing"),
    ("outlet", float("nan"), None, None),
    ("outlet", float("inf"), None, "outlet inf is no single value: taken as missing"),
    ("doc_id", 5, "5", None),
    ("path", 5, "5", None),
    ("language", ["en"], "en", "language ['en'] is no single value: taken as missing"),
    ("published", ["2021"], date(2021, 3, 3), "published ['2021'] is no single value: taken as missing"),
    ("earliest", "soon", None, "earliest 'soon' is no day: taken as missing"),
    ("published_basis", 3, "byline", None),
]


@pytest.mark.parametrize(("column", "value", "known", "note"), ODD)
def test_odd_metadata_costs_the_value_only(tmp_path, column, value, known, note):
    text = ARTICLE.replace("By Jane Doe, The Coast Daily\n\n", "")
    row = {"doc_id": "a", "text": text, column: value}
    (tmp_path / "t.jsonl").write_text(json.dumps(row) + "\n" + json.dumps({"text": PROSE}))
    read = read_corpus(tmp_path / "t.jsonl")
    completed = complete(pd.DataFrame([row, {"doc_id": "b", "text": PROSE}], dtype=object))
    assert len(read) == len(completed) == 2
    assert read[column][0] == completed[column][0] == known
    assert read.attrs["notes"] == ([{"path": "t.jsonl, row 1", "note": note}] if note else [])
    assert [row["note"] for row in completed.attrs.get("notes", [])] == ([note] if note else [])
    write_table(read, tmp_path / "documents.csv", "csv")


@pytest.mark.parametrize("text", [7, 7.5, None, ["a"], {"a": "b"}, True, "\ud800"])
def test_a_text_that_is_no_text_costs_its_article(tmp_path, text):
    rows = [{"doc_id": "bad", "text": text}, {"doc_id": "good", "text": ARTICLE}]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)))
    read, completed = read_corpus(tmp_path / "t.jsonl"), complete(pd.DataFrame(rows, dtype=object))
    assert list(read["doc_id"]) == list(completed["doc_id"]) == ["good"]
    assert list(omitted(read)) == ["t.jsonl, row 1"]
    assert list(omitted(completed)) == ["bad"]
    assert list(omitted(read).values()) == list(omitted(completed).values())


def test_a_table_whose_day_is_no_day_is_completed_without_that_article():
    documents = complete(pd.DataFrame({"text": [ARTICLE, PROSE], "published": ["soon", "2020-01-02"]}))
    assert list(documents["published"]) == [date(2020, 1, 2)]
    assert omitted(documents) == {"article-1": "published 'soon' is no day. Write it as 2023-02-28."}


@pytest.mark.parametrize(
    "day", [20230228, "20230228", "2023-02-28T10:00:00Z", "28 February 2023", pd.Timestamp(2023, 2, 28)]
)
def test_a_day_of_publication_in_many_forms(day):
    assert list(complete(pd.DataFrame({"text": [PROSE], "published": [day]}))["published"]) == [date(2023, 2, 28)]


def test_a_path_without_a_stem_is_an_id():
    assert list(complete(pd.DataFrame({"text": [PROSE, PROSE], "path": ["/", ".."]}))["doc_id"]) == ["/", ".."]


def test_a_url_stands_for_the_path_and_tells_no_outlet(tmp_path):
    url = "https://news.example.com/world/article.html?id=1"
    rows = [{"text": PROSE, "url": url}, {"text": PROSE, "url": url, "path": "a.txt"}, {"text": PROSE}]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)))
    pd.DataFrame(rows).to_parquet(tmp_path / "t.parquet")
    for name in ("t.jsonl", "t.parquet"):
        documents = read_corpus(tmp_path / name)
        assert list(documents["path"]) == [url, "a.txt", f"{name}, row 3"]
        assert list(documents["doc_id"]) == ["t-1", "t-2", "t-3"]
        assert list(documents["outlet"]) == [None, None, None]
    assert list(complete(pd.DataFrame(rows))["path"]) == [url, "a.txt", None]


def test_any_table_with_text_can_be_completed():
    documents = complete(pd.DataFrame({"text": [ARTICLE, None, PROSE], "outlet": ["Given", None, None]}))
    assert tuple(documents.columns) == COLUMNS["documents"]
    assert list(documents["outlet"]) == ["Given", None]
    assert list(documents["published"]) == [date(2021, 3, 3), None]
    assert list(documents["doc_id"]) == ["article-1", "article-3"]
    assert list(documents["path"]) == [None, None]
    assert omitted(documents) == {"article-2": "has no text"}


def test_completing_twice_changes_nothing(folder):
    documents = read_corpus(folder)
    pd.testing.assert_frame_equal(complete(documents, documents.attrs["codebook"]), documents)


def test_completing_needs_text():
    with pytest.raises(CorpusError, match="no column 'text'"):
        complete(pd.DataFrame({"body": ["x"]}))
