import csv

import pandas as pd
import pytest
from coding_sheets import cells, fill, made_documents, made_statements, save
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tone.window import CONTENT, CUE, Marked
from analysis.validation import SheetError, draw_sheet, read_code, read_sheet, write_sheet
from analysis.validation.codes import meant_code, row_list
from analysis.validation.markup import mark_up, read_markup, shortened


@pytest.fixture
def documents():
    return made_documents()


@pytest.fixture
def statements():
    return made_statements()


def test_a_sheet_shows_nothing_that_a_machine_concluded(statements, documents):
    sheet = draw_sheet(statements, documents, 4)
    assert list(sheet.columns) == ["item", "context", "tone", "note", "statement_id", "doc_id", "check"]
    assert set(sheet["tone"]) == {""}
    assert not any(name in cell for name in ("praise", "condemn", "deny", "0.7") for cell in sheet["note"])
    assert len(set(sheet["statement_id"])) == 4


def test_a_sheet_is_the_same_for_the_same_seed_and_any_order(statements, documents):
    first = draw_sheet(statements, documents, 4, seed=3)
    again = draw_sheet(statements.iloc[::-1], documents, 4, seed=3)
    pd.testing.assert_frame_equal(first, again)


def test_every_speaker_has_a_share_of_the_sheet(statements, documents):
    drawn = draw_sheet(statements, documents, 3, seed=1)["statement_id"]
    assert sorted(statements.set_index("statement_id").loc[drawn, "speakers"].str[0]) == ["X", "Y", "Z"]


def test_more_statements_than_there_are_gives_all(statements, documents):
    assert len(draw_sheet(statements, documents, 50)) == 6


def test_a_sheet_without_statements_says_so(statements, documents):
    with pytest.raises(ValueError, match="no statements to draw"):
        draw_sheet(statements.iloc[:0], documents)


def test_context_marks_what_is_said(statements, documents):
    sheet = draw_sheet(statements, documents, 6).set_index("statement_id")
    assert sheet.loc["a/0", "context"] == 'The minister ⟨said⟩ ⟦"we praise, thank and welcome"⟧ you.'


def test_the_sentence_before_is_shown(statements, documents):
    sheet = draw_sheet(statements, documents, 6).set_index("statement_id")
    assert sheet.loc["b/1", "context"].startswith(
        'The minister said "we praise, thank and welcome" you.\nThe envoy ⟨condemned'
    )


def test_a_source_in_the_sentence_before_is_marked(statements, documents):
    row = statements.iloc[1].to_dict() | {"source": [[0, 12]]}
    assert draw_sheet(pd.DataFrame([row]), documents, 1)["context"][0].startswith("‹The minister› said")


@pytest.mark.parametrize("mark", list("=+-@"))
def test_no_cell_can_be_run_by_a_spreadsheet(tmp_path, mark):
    text = f"{mark}SUM(A1) said he.\n"
    row = {"doc_id": mark, "statement_id": f"{mark}x", "content": [[9, 13]], "cue": [], "source": [], "speakers": []}
    sheet = draw_sheet(pd.DataFrame([{**row, "act": ""}]), pd.DataFrame({"doc_id": [mark], "text": [text]}), 1)
    write_sheet(sheet, tmp_path / "s.csv")
    written = [cell for row in cells(tmp_path / "s.csv") for cell in row]
    assert not [cell for cell in written if cell.startswith(("=", "+", "-", "@"))]
    assert f"'{sheet['context'][0]}" in written
    back = read_sheet(tmp_path / "s.csv")
    assert back[["context", "statement_id", "doc_id"]].equals(sheet[["context", "statement_id", "doc_id"]])


@pytest.mark.parametrize("options", [{}, {"delimiter": ";"}, {"delimiter": "\t"}, {"quoting": csv.QUOTE_ALL}])
def test_a_sheet_survives_a_spreadsheet(tmp_path, statements, documents, options):
    sheet = draw_sheet(statements, documents, 6)
    path = tmp_path / "s.csv"
    write_sheet(sheet, path)
    fill(path, ["1", "-1", "'-1", "−1", "1,0", "neutral"], **options)
    back = read_sheet(path)
    assert back["tone"].tolist() == [1, -1, -1, -1, 1, 0]
    assert back["context"].tolist() == sheet["context"].tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_a_sheet_may_be_saved_in_any_of_the_ways_of_a_spreadsheet(
    tmp_path, statements, documents, encoding, end, delimiter
):
    write_sheet(draw_sheet(statements, documents, 6), tmp_path / "s.csv")
    rows = fill(tmp_path / "s.csv", ["1", "-1", "0", "0", "1", "1"])
    save([[f"sep={delimiter}"], *rows], tmp_path / "s.csv", encoding, delimiter=delimiter, lineterminator=end)
    sheet = read_sheet(tmp_path / "s.csv")
    assert sheet["tone"].tolist() == [1, -1, 0, 0, 1, 1]
    assert sheet.attrs == {"name": "s.csv", "problems": [], "notes": []}


def test_letters_that_an_old_encoding_lacks_cost_nothing(tmp_path):
    text = "Mr Erdoğan’s envoy in Malé said “no”, and left.\n"
    row = {"doc_id": "a", "statement_id": "a/0", "content": [[32, 36]], "cue": [], "source": [[0, 11]], "speakers": []}
    write_sheet(
        draw_sheet(pd.DataFrame([{**row, "act": ""}]), pd.DataFrame({"doc_id": ["a"], "text": [text]})),
        tmp_path / "s.csv",
    )
    rows = fill(tmp_path / "s.csv", ["1"])
    for encoding in ("cp1252", "ascii", "mac_roman"):
        save(rows, tmp_path / "s.csv", encoding)
        assert read_sheet(tmp_path / "s.csv")["tone"].tolist() == [1]


@pytest.mark.parametrize("data", [b"\xff\xfea\x00b", b"i\x00t\x00e\x00m\x00,", b"PK\x03\x04\x14\0", b"item,\0"])
def test_a_broken_file_is_told_in_a_sentence(tmp_path, data):
    (tmp_path / "s.csv").write_bytes(data)
    with pytest.raises(SheetError, match=r"s\.csv: the file is no.* Save it again as “CSV UTF-8”"):
        read_sheet(tmp_path / "s.csv")


def test_what_a_spreadsheet_makes_of_names_costs_nothing(tmp_path, statements, documents):
    names = {"a": "001", "b": "2021-11-02"}
    ids = [f"{names[d]}-s{n:03d}" for n, d in enumerate(statements["doc_id"])]
    statements = statements.assign(doc_id=statements["doc_id"].map(names), statement_id=ids)
    write_sheet(draw_sheet(statements, documents.assign(doc_id=["001", "2021-11-02"]), 6), tmp_path / "s.csv")
    rows = fill(tmp_path / "s.csv", ["1"] * 6)
    for row in rows[1:]:
        row[5] = {"001": "1", "2021-11-02": "02.11.21"}[row[5]]
    save(rows, tmp_path / "s.csv", delimiter=";")
    assert read_sheet(tmp_path / "s.csv")["tone"].tolist() == [1] * 6


def test_a_very_long_statement_is_shown_by_its_ends(tmp_path):
    said = "First " + "word " * 40_000 + "last"
    documents = pd.DataFrame({"doc_id": ["a"], "text": [f"He said {said}"]})
    row = {"doc_id": "a", "statement_id": "a/0", "content": [[8, 8 + len(said)]], "cue": [[3, 7]], "source": []}
    sheet = draw_sheet(pd.DataFrame([{**row, "speakers": ["X"], "act": ""}]), documents, 1)
    context = sheet["context"][0]
    assert len(context) < 6100
    assert "⟦First word" in context
    assert context.endswith("word last⟧")
    assert " […] " in context
    write_sheet(sheet, tmp_path / "s.csv")
    fill(tmp_path / "s.csv", ["1"])
    assert read_sheet(tmp_path / "s.csv")["tone"].tolist() == [1]


def test_a_cell_of_any_length_is_read(tmp_path, statements, documents):
    usual = csv.field_size_limit()
    write_sheet(draw_sheet(statements, documents, 6), tmp_path / "s.csv")
    rows = fill(tmp_path / "s.csv", ["1"] * 6)
    rows[1][3] = "n" * 200_000
    save(rows, tmp_path / "s.csv")
    assert len(read_sheet(tmp_path / "s.csv")["note"][0]) == 200_000
    assert csv.field_size_limit() == usual


@settings(max_examples=100, deadline=None)
@given(st.text("ab \n", min_size=60, max_size=300), st.data())
def test_what_is_left_of_a_long_text_keeps_its_marks(text, data):
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    short = shortened(Marked(text, ((start, end, CONTENT),)), 50)
    (s, e, _role), *more = short.marks
    said = short.text[s:e].split(" […] ")
    assert not more
    assert len(short.text) <= 50 + 3 * len(" […] ")
    assert text[start:end].startswith(said[0])
    assert text[start:end].endswith(said[-1])
    assert len(said) == 1 + (end - start > 50)


def test_rows_and_columns_may_be_reordered(tmp_path, statements, documents):
    path = tmp_path / "s.csv"
    write_sheet(draw_sheet(statements, documents, 6), path)
    rows = fill(path, ["1", "-1", "0", "0", "1", "1"])
    save([row[::-1] for row in [rows[0], *rows[:0:-1]]], path)
    assert read_sheet(path)["tone"].tolist() == [1, -1, 0, 0, 1, 1]


@pytest.fixture
def sheet(tmp_path, statements, documents):
    """The path of a drawn sheet of six."""
    write_sheet(draw_sheet(statements, documents, 6), tmp_path / "s.csv")
    return tmp_path / "s.csv"


def test_a_wrong_row_is_named_and_costs_only_itself(sheet):
    rows = fill(sheet, ["1", "2", "good", "0", "", "1"])
    save([*rows, rows[1]], sheet)
    read = read_sheet(sheet)
    assert read.attrs["problems"] == [
        "s.csv, row 3: tone is “2”: write -1, 0, 1 or x. Did you mean 1? There are no degrees.",
        "s.csv, row 4: tone is “good”: write -1, 0, 1 or x. Did you mean 1?",
        "s.csv, row 8: the same statement and code as row 2: counted once.",
    ]
    assert read["tone"].fillna(9).tolist() == [1, 9, 9, 0, 9, 1]


def test_one_statement_with_two_codes_counts_as_neither(sheet):
    rows = fill(sheet, ["1"] * 6)
    other = [*rows[2]]
    other[2] = "-1"
    save([*rows, other], sheet)
    read = read_sheet(sheet)
    assert read["tone"].notna().sum() == 5
    assert read.attrs["problems"] == [
        "s.csv, row 8: the same statement as row 3, with another code: neither counts. Keep one."
    ]


def test_a_wrong_code_of_one_coder_does_not_cost_the_others(sheet):
    rows = fill(sheet, ["1"] * 6)
    for n, row in enumerate(rows):
        row.insert(3, "Tone" if n == 0 else "l" if n == 1 else "0")
    save(rows, sheet)
    read = read_sheet(sheet)
    assert read["tone"].tolist() == [1] * 6
    assert read["tone_2"].notna().tolist() == [False] + [True] * 5
    assert read.attrs["problems"] == ["s.csv, row 2: tone_2 is “l”: write -1, 0, 1 or x. Did you mean 1?"]


def test_a_sheet_of_wrong_rows_only_is_refused_row_by_row(sheet):
    rows = fill(sheet, ["1"] * 6)
    save([rows[0], rows[1][:-1], rows[2][:-1]], sheet)
    with pytest.raises(SheetError) as caught:
        read_sheet(sheet)
    assert caught.value.problems == [f"s.csv, row {n}: 6 cells instead of 7: the row was cut." for n in (2, 3)]


def test_a_column_sorted_by_itself_is_noticed(tmp_path, statements, documents):
    documents["text"] = [documents["text"][0], documents["text"][1].replace("minister", "princess")]
    sheet = tmp_path / "s.csv"
    write_sheet(draw_sheet(statements[statements["doc_id"].eq("b") | (statements["act"] == "deny")], documents), sheet)
    rows = fill(sheet, ["1"] * 4)
    contexts = [row[1] for row in rows[2:]] + [rows[1][1]]
    for row, context in zip(rows[1:], contexts, strict=True):
        row[1] = context
    save(rows, sheet)
    with pytest.raises(SheetError, match="no row has the text that was drawn: a column was sorted"):
        read_sheet(sheet)


def test_an_edited_text_costs_its_row(sheet):
    rows = fill(sheet, ["1"] * 6)
    rows[4][1] += " And more."
    save(rows, sheet)
    read = read_sheet(sheet)
    assert len(read) == 5
    assert [problem.split(":")[0] for problem in read.attrs["problems"]] == ["s.csv, row 5"]


def test_rows_not_coded_yet_are_counted_in_a_sentence(sheet):
    fill(sheet, ["1", "", "x", "", "", "X "])
    read = read_sheet(sheet)
    assert read["tone"].isna().sum() == 5
    assert read.attrs["notes"] == [
        "s.csv: 3 of 6 rows are not coded yet: rows 3, 5, 6.",
        "s.csv: 2 of 6 rows are coded x, cannot be told: rows 4, 7.",
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [([3], "row 3"), ([2, 3], "rows 2, 3"), ([5, 2, 4, 3, 9], "rows 2-5, 9"), ([7, 8, 10, 12, 11], "rows 7, 8, 10-12")],
)
def test_rows_are_listed_as_one_says_them(rows, said):
    assert row_list(rows) == said


def test_the_heading_says_what_to_write(sheet):
    assert cells(sheet)[0][2:4] == [
        "tone",
        "note (write in tone: -1 hostile, critical or refusing; 0 neutral; 1 friendly, approving or committing; "
        "x cannot be told)",
    ]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *[("1", 1), (" +1 ", 1), ("1.0", 1), ("1,00", 1), ("\u00a01", 1), ("１", 1), ("positive", 1), ("Positive", 1)],
        *[("-1", -1), ("−1", -1), ("–1", -1), ("'-1", -1), ("-1,0", -1), ("NEGATIVE", -1)],
        *[("0", 0), ("0.0", 0), ("-0", 0), ("neutral", 0), ("x", "x"), ("X", "x"), ("", ""), ("  ", "")],
        *[(wrong, None) for wrong in ("2", "-2", "0.5", "pos", "good", "1-2", "?", "+", "1 1", "10", "=1", "true")],
    ],
)
def test_codes_are_read_as_they_are_written_and_never_guessed(cell, code):
    assert read_code(cell) == code


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        *[("pos", "Did you mean 1?"), ("possitive", "Did you mean 1?"), ("negativ", "Did you mean -1?")],
        *[("N/A", "Did you mean x?"), ("O", "Did you mean 0?"), ("+", "Did you mean 1?"), ("ne", ""), ("-", "")],
        *[
            ("-3", "Did you mean -1? There are no degrees."),
            ("0,5", "There is nothing between the codes: decide, or write x."),
        ],
        *[("1?", "Did you mean 1? Remarks belong in the column note."), ("1 or 0", "")],
        *[
            (date, "The spreadsheet made a date of it: format the column as text and write the code again.")
            for date in ("1-2", "01-Feb", "2-Jan", "1. Feb", "2024-02-01", "01.02.2024")
        ],
        *[("banana", ""), ("n" * 500, "")],
    ],
)
def test_a_wrong_code_gets_a_suggestion_where_it_is_plain(cell, meant):
    assert meant_code(cell) == meant


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=12) | st.from_regex(r"[+\-−']{0,2}[012][.,]?0{0,2}", fullmatch=True))
def test_any_cell_is_a_code_or_not_and_the_suggestion_is_a_sentence(cell):
    code = read_code(cell)
    assert code in (-1, 0, 1, "x", "", None)
    assert meant_code(cell) == "" or meant_code(cell).endswith((".", "?"))
    assert read_code(f" {cell}\n") == code


def test_a_missing_column_is_named(tmp_path):
    (tmp_path / "s.csv").write_text("item,statement_id,tone\n1,a/1,1\n", encoding="utf-8")
    with pytest.raises(SheetError, match="column missing: context, doc_id, check"):
        read_sheet(tmp_path / "s.csv")


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80)


@settings(max_examples=80, deadline=None)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=4),
    codes=st.lists(st.sampled_from(["1", "0", "-1", "1,0", "+1", "x", ""]), min_size=4, max_size=4),
    delimiter=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\r\n", "\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    order=st.randoms(use_true_random=False),
)
def test_any_texts_survive_a_spreadsheet(tmp_path_factory, texts, codes, delimiter, end, encoding, quoting, order):
    path = tmp_path_factory.mktemp("sheet") / "s.csv"
    documents = pd.DataFrame({"doc_id": [f"d{n}" for n in range(len(texts))], "text": [f"{t} said no" for t in texts]})
    rows = [
        {
            "doc_id": f"d{n}",
            "statement_id": f"d{n}-s001",
            "content": [[len(t) + 6, len(t) + 8]],
            "cue": [],
            "source": [],
        }
        | {"speakers": [], "act": ""}
        for n, t in enumerate(texts)
    ]
    drawn = draw_sheet(pd.DataFrame(rows), documents)
    write_sheet(drawn, path)
    filled = cells(path)
    for row, code in zip(filled[1:], codes, strict=False):
        row[2] = code
    wanted = {row[4]: read_code(row[2]) for row in filled[1:]}
    body = filled[1:]
    order.shuffle(body)
    columns = list(range(len(filled[0])))
    order.shuffle(columns)
    changed = [[row[n].replace("\r\n", "\n").strip(" ") for n in columns] for row in [filled[0], *body]]
    save(changed, path, encoding, delimiter=delimiter, lineterminator=end, quoting=quoting)
    read = read_sheet(path)
    assert read.attrs["problems"] == []
    back = dict(zip(read["statement_id"], read["tone"].astype(object).where(read["tone"].notna(), None), strict=True))
    assert back == {statement: code if isinstance(code, int) else None for statement, code in wanted.items()}


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=3, max_size=40), st.integers(0, 2))
def test_markup_keeps_what_is_marked(text, gap):
    middle = len(text) // 2
    marked = Marked(text, ((0, 1, CUE), (middle, len(text), CONTENT)))
    back = read_markup(mark_up(marked))
    assert back.marks == marked.marks
    assert len(back.text) == len(text)
