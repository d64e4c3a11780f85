import csv
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.__main__ import main
from analysis.pipeline import annotate
from analysis.tables import Tables
from analysis.tone import SCORERS, add_tone
from analysis.tone.averages import resampled_sums
from analysis.tone.window import CONTENT, CUE, Marked
from analysis.validation import (
    SheetError,
    agreement,
    compare_scorers,
    confusion,
    corrected_averages,
    draw_sheet,
    find_coded,
    krippendorff_alpha,
    read_coding,
    read_sheet,
    score_coded,
    score_key,
    validate,
    validation_report,
    write_key,
    write_sheet,
)
from analysis.validation.markup import mark_up, read_markup, shortened

TEXT = (
    'The minister said "we praise, thank and welcome" you.\nThe envoy condemned the attack.\n=SUM(A1) said he, "no".\n'
)


@pytest.fixture
def documents():
    return pd.DataFrame({"doc_id": ["a", "b"], "text": [TEXT, TEXT]})


@pytest.fixture
def statements():
    parts = [
        ([[18, 48]], [[13, 17]], "X", "praise"),
        ([[74, 84]], [[64, 73]], "Y", "condemn"),
        ([[103, 107]], [[95, 99]], "Z", "deny"),
    ]
    rows = [
        {
            "doc_id": d,
            "statement_id": f"{d}/{n}",
            "content": c,
            "cue": q,
            "source": [],
            "speakers": [s],
            "act": a,
            "tone": 0.7,
        }
        for d in "ab"
        for n, (c, q, s, a) in enumerate(parts)
    ]
    return pd.DataFrame(rows)


def fill(path, codes, out=None, **csv_options):
    """Write codes into a sheet as a spreadsheet would save it."""
    with open(path, encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.reader(handle))
    at = rows[0].index("tone")
    for row, code in zip(rows[1:], codes, strict=True):
        row[at] = code
    with open(out or path, "w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, **csv_options).writerows(rows)
    return rows


def test_a_sheet_shows_no_machine_score(statements, documents):
    sheet = draw_sheet(statements, documents, 4)
    assert list(sheet.columns) == ["item", "statement_id", "doc_id", "speaker", "context", "tone", "note", "check"]
    assert set(sheet["tone"]) == {""}
    assert len(set(sheet["statement_id"])) == 4


def test_a_sheet_is_the_same_for_the_same_seed_and_any_order(statements, documents):
    first = draw_sheet(statements, documents, 4, seed=3)
    again = draw_sheet(statements.iloc[::-1], documents, 4, seed=3)
    pd.testing.assert_frame_equal(first, again)


def test_every_speaker_has_a_share_of_the_sheet(statements, documents):
    assert sorted(draw_sheet(statements, documents, 3, seed=1)["speaker"]) == ["X", "Y", "Z"]


def test_more_statements_than_there_are_gives_all(statements, documents):
    assert len(draw_sheet(statements, documents, 50)) == 6


def test_a_sheet_without_statements_says_so(statements, documents):
    with pytest.raises(ValueError, match="no statements to draw"):
        draw_sheet(statements.iloc[:0], documents)


def test_context_marks_what_is_said(statements, documents):
    sheet = draw_sheet(statements, documents, 6).set_index("statement_id")
    assert sheet.loc["a/0", "context"] == 'The minister ⟨said⟩ ⟦"we praise, thank and welcome"⟧ you.'


def test_no_cell_can_be_run_by_a_spreadsheet(tmp_path, statements, documents):
    sheet = draw_sheet(statements, documents, 6)
    sheet.loc[0, "speaker"] = "=cmd|' /C calc'!A0"
    write_sheet(sheet, tmp_path / "s.csv")
    with open(tmp_path / "s.csv", encoding="utf-8-sig", newline="") as handle:
        cells = [cell for row in csv.reader(handle) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert any(cell.startswith("'=SUM(A1)") for cell in cells)


@pytest.mark.parametrize("options", [{}, {"delimiter": ";"}, {"delimiter": "\t"}, {"quoting": csv.QUOTE_ALL}])
def test_a_sheet_survives_a_spreadsheet(tmp_path, statements, documents, options):
    sheet = draw_sheet(statements, documents, 6)
    path = tmp_path / "s.csv"
    write_sheet(sheet, path)
    fill(path, ["1", "-1", "'-1", "−1", "1,0", "neutral"], **options)
    back = read_sheet(path)
    assert back["tone"].tolist() == [1, -1, -1, -1, 1, 0]
    assert back["context"].tolist() == sheet["context"].tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_a_sheet_may_be_saved_in_any_of_the_ways_of_a_spreadsheet(
    tmp_path, statements, documents, encoding, end, delimiter
):
    sheet = draw_sheet(statements, documents, 6)
    write_sheet(sheet, tmp_path / "s.csv")
    rows = fill(tmp_path / "s.csv", ["1", "-1", "0", "0", "1", "1"])
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    (tmp_path / "s.csv").write_bytes((f"sep={delimiter}{end}" + text.getvalue()).encode(encoding))
    assert read_sheet(tmp_path / "s.csv")["tone"].tolist() == [1, -1, 0, 0, 1, 1]


@pytest.mark.parametrize(
    "data", [b"\xff\xfea\x00b", b"i\x00t\x00e\x00m\x00,", "Größe,tone".encode("latin-1"), b"item,\0"]
)
def test_a_broken_file_is_told_in_a_sentence(tmp_path, data):
    (tmp_path / "s.csv").write_bytes(data)
    with pytest.raises(SheetError, match=r"s\.csv: the file is no.* Save it again as “CSV UTF-8”"):
        read_sheet(tmp_path / "s.csv")


def test_numbers_for_articles_may_lose_their_noughts(tmp_path, statements, documents):
    number = {"a": "001", "b": "002"}
    ids = [f"{number[d]}-{s}" for d, s in zip(statements["doc_id"], statements["statement_id"], strict=True)]
    statements = statements.assign(doc_id=statements["doc_id"].map(number), statement_id=ids)
    write_sheet(draw_sheet(statements, documents.assign(doc_id=["001", "002"]), 6), tmp_path / "s.csv")
    rows = fill(tmp_path / "s.csv", ["1"] * 6)
    for row in rows[1:]:
        row[2] = str(int(row[2]))
    with open(tmp_path / "s.csv", "w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)
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
    rows[1][6] = "n" * 200_000
    with open(tmp_path / "s.csv", "w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)
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
    with open(path, "w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([row[::-1] for row in [rows[0], *rows[:0:-1]]])
    assert read_sheet(path)["tone"].tolist() == [1, -1, 0, 0, 1, 1]


def test_wrong_rows_are_named_one_by_one(tmp_path, statements, documents):
    path = tmp_path / "s.csv"
    write_sheet(draw_sheet(statements, documents, 6), path)
    rows = fill(path, ["1", "2", "good", "0", "", "1"])
    rows.append(rows[1])
    with open(path, "w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)
    with pytest.raises(SheetError) as caught:
        read_sheet(path)
    assert [p.split(":")[0].split(" (")[0] for p in caught.value.problems] == [
        "s.csv, row 3",
        "s.csv, row 4",
        "s.csv, row 8",
    ]
    assert "'good': write -1, 0 or 1" in caught.value.problems[1]


def test_a_column_sorted_by_itself_is_noticed(tmp_path, statements, documents):
    path = tmp_path / "s.csv"
    write_sheet(draw_sheet(statements, documents, 6), path)
    rows = fill(path, ["1"] * 6)
    at = rows[0].index("context")
    contexts = sorted((row[at] for row in rows[1:]), reverse=True)
    for row, context in zip(rows[1:], contexts, strict=True):
        row[at] = context
    with open(path, "w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)
    with pytest.raises(SheetError, match="sorted without the others"):
        read_sheet(path)


def test_a_half_filled_sheet_is_read_and_its_gaps_named(tmp_path, statements, documents):
    path = tmp_path / "s.csv"
    write_sheet(draw_sheet(statements, documents, 6), path)
    fill(path, ["1", "", "0", "", "1", "1"])
    sheet = read_sheet(path)
    assert sheet["tone"].isna().sum() == 2
    assert [note.split(" (")[0] for note in sheet.attrs["unfilled"]] == ["s.csv, row 3", "s.csv, row 5"]


def test_a_missing_column_is_named(tmp_path):
    (tmp_path / "s.csv").write_text("item,statement_id,tone\n1,a/1,1\n", encoding="utf-8")
    with pytest.raises(SheetError, match="column missing: doc_id, speaker, context, check"):
        read_sheet(tmp_path / "s.csv")


@settings(max_examples=60, deadline=None)
@given(speaker=st.text(max_size=20).filter(lambda s: "\x00" not in s and not any(0xD800 <= ord(c) < 0xE000 for c in s)))
def test_any_text_survives_a_round_trip(tmp_path_factory, statements_row, speaker):
    sheet = statements_row(speaker)
    path = tmp_path_factory.mktemp("sheet") / "s.csv"
    write_sheet(sheet, path)
    fill(path, ["1"])
    assert read_sheet(path)["tone"].tolist() == [1]


@pytest.fixture(scope="module")
def statements_row():
    def make(speaker):
        documents = pd.DataFrame({"doc_id": ["a"], "text": [TEXT + speaker]})
        row = {
            "doc_id": "a",
            "statement_id": "a/0",
            "content": [[18, 48]],
            "cue": [],
            "source": [],
            "speakers": [speaker],
            "act": "",
        }
        return draw_sheet(pd.DataFrame([row]), documents, 1)

    return make


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=3, max_size=40), st.integers(0, 2))
def test_markup_keeps_what_is_marked(text, gap):
    middle = len(text) // 2
    marked = Marked(text, ((0, 1, CUE), (middle, len(text), CONTENT)))
    back = read_markup(mark_up(marked))
    assert back.marks == marked.marks
    assert len(back.text) == len(text)


def test_alpha_of_the_published_example():
    # Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", four observers, twelve units.
    codes = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    units = list(zip(*codes, strict=True))
    assert krippendorff_alpha(units, level="nominal", draws=0)["alpha"] == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha(units, level="ordinal", draws=0)["alpha"] == pytest.approx(0.815, abs=5e-4)
    assert krippendorff_alpha(units, level="interval", draws=0)["alpha"] == pytest.approx(0.849, abs=5e-4)


def test_alpha_interval_holds_the_estimate():
    result = krippendorff_alpha([[1, 1], [0, 0], [-1, -1], [1, 0], [0, 0], [-1, 1]] * 5)
    assert result["low"] < result["alpha"] < result["high"]
    assert result["units"] == 30


def test_alpha_needs_two_coders():
    with pytest.raises(ValueError, match="two coders"):
        krippendorff_alpha([[1], [0]])


def test_agreement_counts_units_coded_twice():
    table = agreement(pd.DataFrame({"a": [1, 0, None], "b": [1, 1, 0]}))
    assert table["units"].tolist() == [2, 2]
    assert table["same"].tolist() == [0.5, 0.5]


@pytest.fixture
def scored():
    return pd.DataFrame(
        {
            "doc_id": list("aabbcc"),
            "tone": [1, 1, -1, -1, 0, 1],
            "model": [0.9, 0.2, -0.5, 0.3, 0.04, 0.6],
            "textblob": [0.0] * 6,
        }
    )


def test_scorers_are_compared_by_label(scored):
    table = compare_scorers(scored).set_index("scorer")
    assert table.loc["model", "accuracy"] == pytest.approx(0.8333)
    assert table.loc["textblob", "accuracy"] == pytest.approx(0.1667)
    assert table.loc["model", "f1_negative"] == pytest.approx(0.6667)
    assert table.loc["model", "human_mean"] == pytest.approx(0.1667)
    assert table.loc["model", "machine_mean"] == pytest.approx(0.5)


def test_confusion_counts_human_against_machine(scored):
    assert confusion(scored, "model").to_numpy().tolist() == [[1, 0, 1], [0, 1, 0], [0, 0, 3]]


def test_corrected_averages_undo_a_known_bias():
    coded = pd.DataFrame({"doc_id": list("abcdefgh") * 25, "tone": [-1, 1, 1, 1] * 50, "model": [0.9] * 200})
    shown = pd.DataFrame({"doc_id": ["x"] * 10, "speakers": [["M"]] * 10, "tone": [0.9] * 10})
    row = corrected_averages(coded, shown).iloc[0]
    assert row["shown"] == 1.0
    assert row["corrected"] == pytest.approx(0.5, abs=0.01)


def test_the_calibration_is_drawn_once_for_all_groups(monkeypatch, scored):
    calls = []

    def counted(table, draws, seed):
        calls.append(draws)
        return resampled_sums(table, draws, seed)

    monkeypatch.setattr("analysis.validation.scorers.resampled_sums", counted)
    shown = pd.DataFrame({"doc_id": ["x"] * 20, "speakers": [["M"], ["N"]] * 10, "tone": [0.9] * 20})
    table = corrected_averages(scored, shown, draws=50)
    assert table["speakers"].tolist() == ["M", "N"]
    assert table["low"].le(table["corrected"]).all()
    assert calls == [50]


def test_a_sheet_is_validated_with_two_coders(tmp_path, statements, documents):
    sheet = draw_sheet(statements, documents, 6)
    write_sheet(sheet, tmp_path / "one.csv")
    human = ["1" if "praise" in c else "-1" for c in sheet["context"]]
    fill(tmp_path / "one.csv", human, tmp_path / "two.csv")
    fill(tmp_path / "one.csv", human)
    result = validate([tmp_path / "one.csv", tmp_path / "two.csv"], scorers=("lexicon", "textblob"))
    assert result.agreement["alpha"].tolist() == [1.0, 1.0]
    assert result.scorers["scorer"].tolist() == ["lexicon", "textblob"]
    assert int(result.scorers["n"].iloc[0]) == 6
    report = validation_report(result)
    assert "6 coded statements from 2 articles" in report


def test_an_empty_sheet_is_refused(tmp_path, statements, documents):
    write_sheet(draw_sheet(statements, documents, 6), tmp_path / "s.csv")
    with pytest.raises(SheetError, match="No row holds a code"):
        validate(tmp_path / "s.csv", scorers=("lexicon",))


def test_tied_coders_are_noted(tmp_path, statements, documents):
    write_sheet(draw_sheet(statements, documents, 2), tmp_path / "one.csv")
    fill(tmp_path / "one.csv", ["1", "1"], tmp_path / "two.csv")
    fill(tmp_path / "one.csv", ["1", "-1"])
    result = validate([tmp_path / "one.csv", tmp_path / "two.csv"], scorers=("lexicon",))
    assert len(result.coded) == 1
    assert len([n for n in result.notes if "tied" in n]) == 1


MENTIONS = pd.DataFrame({c: [] for c in ("doc_id", "start", "end", "text", "type", "kind", "entity")})


def tabled(statements, documents, scorer="model", mentions=MENTIONS):
    """The tables of a corpus as the pipeline leaves them."""
    documents = documents.copy()
    documents.attrs = {"scorer": scorer}
    statements = add_tone(statements.drop(columns="tone"), [], documents, mentions, scorer=scorer)
    return Tables(documents, mentions, statements, pd.DataFrame(), pd.DataFrame())


@pytest.mark.parametrize("scorer", SCORERS)
def test_the_tone_measured_is_the_one_the_tables_show(statements, documents, scorer):
    shown = tabled(statements, documents, scorer)
    scored = score_coded(statements.assign(tone=1, act="praise"), tabled(statements, documents))
    assert scored[scorer].tolist() == shown.statements["tone"].tolist()
    assert scored["found"].tolist() == statements["statement_id"].tolist()


def test_textblob_is_measured_with_names_masked(statements, documents):
    mentions = pd.DataFrame(
        [{"doc_id": "a", "start": 19, "end": 30, "text": "", "type": "ORG", "kind": "name", "entity": "E"}]
    )
    documents = documents.assign(text=[TEXT.replace("we praise, thank", "Good People, we"), TEXT])
    tables = tabled(statements, documents, mentions=mentions)
    plain = tabled(statements, documents)
    coded = statements.assign(tone=1)
    assert score_coded(coded, tables)["textblob"].tolist() == tables.statements["polarity"].tolist()
    assert score_coded(coded, tables)["textblob"][0] != score_coded(coded, plain)["textblob"][0]


def test_a_statement_that_was_not_found_has_no_tone_to_measure(statements, documents):
    tables = tabled(statements.iloc[1:].reset_index(drop=True), documents)
    scored = score_coded(statements.assign(tone=1), tables, scorers=("textblob",))
    assert len(scored) == 5
    assert scored.attrs["not_found"] == [("a", 18)]


def test_the_nearest_of_the_statements_found_is_the_coded_one(statements, documents):
    moved = statements.assign(content=[[[s, e - 1] for s, e in spans] for spans in statements["content"]])
    other = statements.assign(content=[[[s - 2, e - 5] for s, e in spans] for spans in statements["content"]])
    assert find_coded(statements, pd.concat([other, moved])) == [6, 7, 8, 9, 10, 11]
    assert find_coded(statements, moved.assign(doc_id="z")) == [None] * 6


def test_coded_articles_alone_are_annotated():
    text = "Ana Vega, the Peruvian foreign minister, condemned the brutal attack on the embassy on Monday.\n"
    documents = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    at = text.index("the brutal")
    coded = pd.DataFrame([{"doc_id": "a", "content": [[at, text.index(" on Monday")]], "tone": -1}])
    tables = annotate(documents)
    scored = score_coded(coded, documents)
    assert scored["model"].tolist() == tables.statements["tone"].tolist()
    assert scored["textblob"].tolist() == tables.statements["polarity"].tolist()


def test_nothing_found_is_an_empty_comparison(statements, documents):
    tables = tabled(statements.iloc[:1], documents)
    scored = score_coded(statements.iloc[3:].assign(tone=1), tables)
    assert compare_scorers(scored).empty
    assert corrected_averages(scored, tables).empty


def test_averages_of_one_scorer_are_not_corrected_by_the_errors_of_another(statements, documents):
    tables = tabled(statements, documents, "lexicon")
    scored = score_coded(statements.assign(tone=1), tables)
    assert len(corrected_averages(scored, tables.statements, scorer="lexicon", fewest=1)) == 3
    assert len(corrected_averages(scored, tables, scorer="model", fewest=1)) == 3
    with pytest.raises(ValueError, match="annotate with scorer='model'"):
        corrected_averages(scored, tables.statements, scorer="model", fewest=1)


def test_a_coded_article_that_is_absent_is_named(statements, documents):
    tables = tabled(statements.iloc[:3], documents.iloc[:1])
    with pytest.raises(ValueError, match="'b' is not among the documents"):
        score_coded(statements.assign(tone=1), tables)


@pytest.fixture
def drawn(tmp_path, statements, documents):
    """A sheet with its key, coded 1 throughout, and the tables it was drawn from."""
    tables = tabled(statements, documents)
    sheet = draw_sheet(tables.statements, tables.documents, 4)
    write_sheet(sheet, tmp_path / "s.csv")
    write_key(score_key(tables, sheet["statement_id"]), tmp_path / "s.key.jsonl")
    fill(tmp_path / "s.csv", ["1"] * 4)
    return tmp_path / "s.csv", tables


def same_as_shown(validation, tables):
    shown = tables.statements.set_index("statement_id")["tone"]
    coded = validation.coded
    return validation.from_tables and coded["model"].tolist() == shown[coded["statement_id"]].tolist()


def test_a_sheet_alone_is_validated_against_what_the_tables_show(drawn):
    path, tables = drawn
    validation = validate(path)
    assert same_as_shown(validation, tables)
    assert validation.coded["textblob"].tolist() == (
        tables.statements.set_index("statement_id")["polarity"][validation.coded["statement_id"]].tolist()
    )


def test_averages_are_over_the_whole_corpus(tmp_path, statements, documents):
    more = [statements.assign(statement_id=[f"{i}.{k}" for i in statements["statement_id"]]) for k in range(3)]
    tables = tabled(pd.concat(more, ignore_index=True), documents)
    sheet = draw_sheet(tables.statements, tables.documents, 4)
    write_sheet(sheet, tmp_path / "s.csv")
    write_key(score_key(tables, sheet["statement_id"]), tmp_path / "s.key.jsonl")
    fill(tmp_path / "s.csv", ["1"] * 4)
    assert validate(tmp_path / "s.csv").averages["n"].tolist() == [6, 6, 6]


def test_the_key_of_a_sheet_under_another_name_is_found(drawn):
    path, tables = drawn
    (path.parent / "a.key.jsonl").write_text('{"statement_id": "", "doc_id": "", "speakers": [], "check": "k0"}\n')
    assert same_as_shown(validate(path.rename(path.parent / "coder one.csv")), tables)


def test_a_sheet_without_its_key_says_so(drawn):
    path, _ = drawn
    (path.parent / "s.key.jsonl").unlink()
    validation = validate(path)
    assert not validation.from_tables
    assert "The key of the sheet was not found" in validation_report(validation)
    assert len(validation.coded) == 4


def test_the_tables_stand_for_a_lost_key(drawn):
    path, tables = drawn
    (path.parent / "s.key.jsonl").unlink()
    assert same_as_shown(validate(path, tables=tables), tables)


def test_tables_of_another_corpus_are_refused(drawn):
    path, tables = drawn
    fewer = replace(tables, statements=tables.statements.iloc[:0])
    with pytest.raises(SheetError, match="is not in the corpus"):
        validate(path, tables=fewer)
    changed = replace(tables, documents=tables.documents.assign(text=TEXT.upper()))
    with pytest.raises(SheetError, match="reads otherwise in the corpus"):
        validate(path, tables=changed)


@pytest.mark.parametrize("text", ["{", '{"statement_id": "a"}'])
def test_a_broken_key_is_told_in_a_sentence(drawn, text):
    path, _ = drawn
    (path.parent / "s.key.jsonl").write_text(text)
    with pytest.raises(SheetError, match=r"s\.key\.jsonl: the key .*: draw the sheet again"):
        validate(path)


def test_a_sheet_is_drawn_and_validated_on_the_command_line(tmp_path, capsys):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = "Ana Vega, the Peruvian foreign minister, condemned the attack. She thanked Chile for its help.\n"
    (corpus / "001.txt").write_text(text, encoding="utf-8")
    sheet = tmp_path / "sheet.csv"
    assert main(["sample", str(corpus), "--n", "5", "--out", str(sheet)]) == 0
    drawn = read_sheet(sheet)
    fill(sheet, ["-1" if "attack" in c else "1" for c in drawn["context"]])
    capsys.readouterr()
    assert main(["validate", str(sheet)]) == 0
    alone = capsys.readouterr().out
    assert "key of the sheet was not found" not in alone
    assert f"{len(drawn)} coded statements" in alone
    (tmp_path / "sheet.key.jsonl").unlink()
    assert main(["validate", str(sheet), "--corpus", str(corpus)]) == 0
    assert capsys.readouterr().out == alone
    assert main(["validate", str(sheet), "--corpus", str(corpus), "--scorer", "lexicon"]) == 0
    assert main(["validate", str(sheet), "--codebook", "x.toml"]) == 2


@pytest.mark.parametrize("n", ["0", "-3", "many"])
def test_a_wrong_number_is_refused_before_anything_is_read(tmp_path, n, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["sample", str(tmp_path / "absent"), "--n", n, "--out", str(tmp_path / "s.csv")])
    assert caught.value.code == 2
    assert "is no number of statements" in capsys.readouterr().err


def test_a_sheet_or_key_that_exists_is_never_written_over(tmp_path, capsys):
    (tmp_path / "s.key.jsonl").write_text("")
    assert main(["sample", str(tmp_path / "absent"), "--out", str(tmp_path / "s.csv")]) == 2
    assert "s.key.jsonl exists" in capsys.readouterr().err
    assert main(["sample", str(tmp_path / "absent"), "--out", str(tmp_path / "no" / "s.csv")]) == 2
    assert "is no folder" in capsys.readouterr().err


def test_a_codebook_is_heeded_when_a_sheet_is_drawn(tmp_path, capsys):
    assert (
        main(["sample", str(tmp_path), "--codebook", str(tmp_path / "no.toml"), "--out", str(tmp_path / "s.csv")]) == 2
    )
    assert "no.toml" in capsys.readouterr().err


def test_a_coding_with_a_wrong_code_names_its_line(tmp_path):
    (tmp_path / "statements.jsonl").write_text('{"tone": 1}\n{"tone": 3}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 2: tone is 3"):
        read_coding(tmp_path)
