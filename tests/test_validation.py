from dataclasses import replace

import pandas as pd
import pytest
from coding_sheets import TEXT, cells, fill, made_documents, made_statements, save

from analysis.__main__ import main
from analysis.pipeline import annotate
from analysis.tables import Tables
from analysis.tone import SCORERS, add_tone
from analysis.validation import (
    SheetError,
    compare_scorers,
    corrected_averages,
    draw_sheet,
    find_coded,
    read_coding,
    read_sheet,
    score_coded,
    score_contexts,
    score_key,
    validate,
    validation_report,
    write_key,
    write_sheet,
)


@pytest.fixture
def documents():
    return made_documents()


@pytest.fixture
def statements():
    return made_statements()


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
    with pytest.raises(SheetError, match=r"no code to compare with(.|\n)*6 of 6 rows are not coded yet: rows 2-7"):
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
    assert validate(tmp_path / "s.csv").averages["n"].tolist() == [18, 6, 6, 6]


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
    with pytest.raises(SheetError, match="No statement of the sheet is in this corpus"):
        validate(path, tables=fewer)
    changed = replace(tables, documents=tables.documents.assign(text=TEXT.upper()))
    with pytest.raises(SheetError, match="No statement of the sheet is in this corpus"):
        validate(path, tables=changed)


def test_a_statement_that_is_gone_costs_its_row(drawn):
    path, tables = drawn
    gone = read_sheet(path)["statement_id"][0]
    kept = tables.statements[tables.statements["statement_id"] != gone].reset_index(drop=True)
    validation = validate(path, tables=replace(tables, statements=kept))
    assert validation.problems == [f"{gone}: not in the corpus that was named."]
    assert len(validation.coded) == 3


def test_statements_with_other_numbers_and_edges_are_found_by_their_place(drawn):
    path, tables = drawn
    later = tables.statements.assign(
        statement_id=[f"{s}9" for s in tables.statements["statement_id"]],
        content=[[[s + 1, e] for s, e in spans] for spans in tables.statements["content"]],
    )
    scored = score_coded(read_coding(path), replace(tables, statements=later), scorers=("textblob",))
    assert [found[:-1] for found in scored["found"]] == read_coding(path)["statement_id"].tolist()


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


def test_two_half_filled_sheets_agree_on_what_both_coded(drawn):
    path, _ = drawn
    fill(path, ["1", "", "-1", "1"], path.parent / "ben.csv")
    fill(path, ["1", "1", "-1", ""])
    validation = validate([path, path.parent / "ben.csv"], scorers=("lexicon",))
    assert validation.agreement["units"].tolist() == [2, 2]
    assert validation.agreement["alpha"].tolist() == [1.0, 1.0]
    assert validation.by_coder[["coder", "n"]].to_numpy().tolist() == [["s.csv", 3], ["ben.csv", 3]]
    assert len(validation.coded) == 4


def test_two_coders_may_share_a_sheet(drawn):
    path, _ = drawn
    rows = cells(path)
    for row, code in zip(rows, ["tone_ben", "1", "-1", "x", "1"], strict=True):
        row.append(code)
    save(rows, path)
    validation = validate(path, scorers=("lexicon",))
    assert validation.codes.columns.tolist() == ["tone", "tone_ben"]
    assert validation.agreement["units"].tolist() == [3, 3]
    assert validation.notes[0] == "s.csv, tone_ben: 1 of 4 rows are coded x, cannot be told: row 4."
    assert validation.notes[1].endswith(": tied (tone 1, tone_ben -1).")
    assert "1 statement on which the coders are tied" in validation_report(validation)


def test_a_column_that_no_coder_has_begun_is_no_coder(drawn):
    path, _ = drawn
    rows = cells(path)
    save([[*row, "tone_2" if n == 0 else ""] for n, row in enumerate(rows)], path)
    validation = validate(path, scorers=("lexicon",))
    assert validation.agreement is None
    assert validation.notes == ["s.csv, tone_2: 4 of 4 rows are not coded yet: rows 2-5."]


def test_wrong_codes_are_told_and_the_rest_is_validated(drawn, capsys):
    path, _ = drawn
    fill(path, ["1", "good", "", "-1"])
    assert main(["validate", str(path)]) == 0
    report = capsys.readouterr().out
    assert report.startswith("2 coded statements from")
    assert "Left out, 1 row:\n  s.csv, row 3: tone is “good”: write -1, 0, 1 or x. Did you mean 1?\n" in report
    assert "s.csv: 1 of 4 rows are not coded yet: row 4." in report


def test_wrong_codes_only_are_an_error(drawn, capsys):
    path, _ = drawn
    fill(path, ["good", "good", "2", "bad"])
    assert main(["validate", str(path)]) == 2
    told = capsys.readouterr().err
    assert "There is no code to compare with" in told
    assert [f"row {n}:" in told for n in (2, 3, 4, 5)] == [True] * 4


def test_a_sheet_that_cannot_be_read_costs_only_itself(drawn):
    path, _ = drawn
    (path.parent / "other.csv").write_text("item,tone\n1,1\n")
    validation = validate([path, path.parent / "other.csv"], scorers=("lexicon",))
    assert len(validation.coded) == 4
    assert validation.problems[0].startswith("other.csv: column missing")


def test_a_sheet_without_key_and_brackets_is_refused(drawn):
    path, _ = drawn
    (path.parent / "s.key.jsonl").unlink()
    save(cells(path), path, "cp1252")
    with pytest.raises(SheetError, match="changed the brackets"):
        validate(path)


def test_scores_read_from_a_sheet_are_those_of_the_statement_in_its_sentences(drawn):
    path, tables = drawn
    read = score_contexts(read_sheet(path), ("model",)).set_index("statement_id")["model"]
    alone = tabled(tables.statements.assign(act=None), tables.documents).statements.set_index("statement_id")["tone"]
    assert read.tolist() == alone[read.index].tolist()


def test_a_filled_sheet_is_a_coding(drawn):
    path, tables = drawn
    fill(path, ["1", "-1", "good", ""])
    coded = read_coding(path)
    scored = score_coded(coded, tables)
    validation = validate(path)
    assert (
        scored.set_index("statement_id")[["tone", *SCORERS]]
        .sort_index()
        .equals(validation.coded.set_index("statement_id")[["tone", *SCORERS]].sort_index())
    )
    assert scored["content"].map(len).eq(1).all()
    assert len(scored.attrs["problems"]) == len(scored.attrs["notes"]) == 1
    assert compare_scorers(scored).attrs["problems"] == scored.attrs["problems"]


def test_rows_of_a_sheet_that_read_otherwise_now_were_not_found(drawn):
    path, tables = drawn
    coded = read_coding(path)
    gone = coded["statement_id"][0]
    kept = tables.statements[tables.statements["statement_id"] != gone].reset_index(drop=True)
    scored = score_coded(coded, replace(tables, statements=kept))
    assert len(scored) == 3
    assert scored.attrs["not_found"] == [(coded["doc_id"][0], gone)]
    changed = replace(tables, documents=tables.documents.assign(text=TEXT.upper()))
    with pytest.raises(ValueError, match="No statement of the sheet is in this corpus"):
        score_coded(coded, changed)


def test_errors_of_a_scorer_are_measured_over_all_statements_first(drawn):
    validation = validate(drawn[0])
    assert validation.averages["speakers"][0] == "all statements"
    assert validation.averages["n"][0] == 6
