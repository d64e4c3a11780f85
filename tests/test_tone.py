import time
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tone import (
    clustered_interval,
    dyads,
    entity_countries,
    explain_tone,
    score_tone,
    statement_window,
    tone_by,
    tone_label,
)
from analysis.tone.averages import resampled_sums
from analysis.tone.lexicon import default_lexicon, find_hits, make_lexicon, score_hits
from analysis.tone.model import tone_of
from analysis.tone.statements import add_tone
from analysis.tone.targets import ArticleMentions, statement_targets
from analysis.tone.textblob import mask, polarity_subjectivity
from analysis.tone.window import CONTENT, CUE, sentence_bounds

LEXICON = {
    "group": [
        {"name": "good", "valence": 0.8, "words": ["prais*", "cooperat*", "close ties"]},
        {"name": "bad", "valence": -0.5, "words": ["tension*"]},
    ],
    "acts": {"praise": 1.5},
    "negate": {"words": ["not", "n't"]},
    "invert": {"words": ["reduc*", "end"]},
    "stop": {"words": ["but"]},
    "reach": {"words": 4},
}


def valences(text, lexicon=None):
    return [(hit.text, hit.valence) for hit in find_hits(text, lexicon or make_lexicon(LEXICON))]


def test_longest_phrase_wins_and_endings_count():
    assert valences("They praised close ties.") == [("praised", 0.8), ("close ties", 0.8)]


@pytest.mark.parametrize(
    ("text", "valence"),
    [
        ("reduce tension", 0.4),
        ("end cooperation", -0.8),
        ("did not praise", -0.8),
        ("didn't praise", -0.8),
        ("didn’t praise", -0.8),
        ("no harm, but praise", 0.8),
        ("not there. Praise", 0.8),
        ("not a single word in all of it of praise", 0.8),
        ("did not end cooperation", 0.8),
    ],
)
def test_negation_and_inversion_reach_only_so_far(text, valence):
    assert [v for _, v in valences(text)] == [valence]


def test_a_reason_names_what_turned_a_word():
    assert find_hits("reduce tension", make_lexicon(LEXICON))[0].reason == "bad; turned by reduce"


def test_only_words_in_the_spans_count_but_words_before_them_turn():
    hits = find_hits("not praise and praise", make_lexicon(LEXICON), [(4, 10)])
    assert [(h.text, h.valence) for h in hits] == [("praise", -0.8)]


def test_a_codebook_entry_wins():
    assert valences("They praised", make_lexicon(LEXICON, {"prais*": -0.3})) == [("praised", -0.3)]


def test_a_valence_out_of_range_is_refused():
    with pytest.raises(ValueError, match="'x' the valence 3"):
        make_lexicon(LEXICON, {"x": 3})


def test_the_nearer_word_counts_more_towards_a_target():
    text = "praise for Peru, tension of tension with Chile"
    hits = find_hits(text, make_lexicon(LEXICON))
    assert score_hits(hits, (11, 15)) > score_hits(hits, (41, 46))


def test_the_shipped_lexicon_reads_diplomatic_verbs():
    tones = score_tone(
        ["He condemned the attack.", "She praised the fruitful cooperation.", "The delegation left on Monday."],
        scorer="lexicon",
    )["tone"]
    assert tones[0] < -0.5
    assert tones[1] > 0.5
    assert tones[2] == 0


def test_explanations_add_up_to_the_score():
    table = explain_tone("They welcomed the accord", act="welcome")
    assert table["reason"].tolist()[0] == "speech act: welcome"
    assert table["text"].tolist()[1:] == ["welcomed", "accord"]
    assert table["valence"].sum() == pytest.approx(default_lexicon().acts["welcome"] + 0.8 + 0.7)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_a_tone(text):
    frame = score_tone([text, text], scorer="lexicon")
    assert frame["tone"].between(-1, 1).all()
    assert frame["polarity"].between(-1, 1).all()
    assert frame["tone"][0] == frame["tone"][1]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab .\n!?\"'”U.S", max_size=80), st.data())
def test_a_window_holds_its_span(text, data):
    end = data.draw(st.integers(1, max(1, len(text))))
    start = data.draw(st.integers(0, end - 1))
    if len(text) == 0:
        return
    left, right = sentence_bounds(text, start, end)
    assert 0 <= left <= start < end <= right <= len(text)


def test_long_runs_of_marks_cost_little():
    text = "." * 100_000 + "[" * 100_000
    begun = time.perf_counter()
    assert score_tone([text, "reduce " * 20_000, "not " * 20_000], scorer="lexicon")["tone"][0] == 0
    assert time.perf_counter() - begun < 10
    assert sentence_bounds(text, 5, 10)[0] <= 5


@pytest.mark.parametrize(
    ("text", "said", "window"),
    [
        ("One. He said no. Two.", "no", "He said no."),
        ("One.\nHe met U.S. Secretary X and Mr. Y.\nTwo.", "met", "He met U.S. Secretary X and Mr. Y."),
        ('"I agree." He left.', "agree", '"I agree."'),
        ("It grew by 3.5 percent. So.", "grew", "It grew by 3.5 percent."),
    ],
)
def test_a_statement_is_read_in_its_sentence(text, said, window):
    at = text.index(said)
    marked = statement_window(text, [[at, at + len(said)]])
    assert marked.text == window
    start, end, role = marked.marks[0]
    assert (marked.text[start:end], role) == (said, CONTENT)


def test_the_parts_of_a_statement_are_marked():
    text = "One. X said no."
    marked = statement_window(text, [[12, 14]], [[7, 11]], [[0, 3]])
    assert marked.marks == ((2, 6, CUE), (7, 9, CONTENT))


def test_a_statement_without_spans_is_empty():
    assert statement_window("text", []).text == ""


@pytest.mark.parametrize(
    ("probabilities", "tone"),
    [
        ((0.1, 0.8, 0.1), 0.0),
        ((0.1, 0.5, 0.4), 0.03),
        ((0.0, 0.5, 0.5), 0.05),
        ((0.0, 0.0, 1.0), 1.0),
        ((1.0, 0.0, 0.0), -1.0),
        ((0.5, 0.2, 0.3), -0.24),
    ],
)
def test_the_neutral_class_fills_the_dead_band(probabilities, tone):
    assert tone_of(probabilities) == pytest.approx(tone)


@settings(max_examples=200)
@given(st.tuples(*[st.floats(0.001, 1)] * 3))
def test_the_sign_outside_the_band_is_the_likeliest_class(raw):
    p = [x / sum(raw) for x in raw]
    tone = tone_of(p)
    best = 0 if p[1] >= max(p[0], p[2]) else (1 if p[2] > p[0] else -1)
    assert (tone > 0.05) - (tone < -0.05) == best


@pytest.mark.parametrize(("tone", "label"), [(0.05, 0), (-0.05, 0), (0.0501, 1), (-0.0501, -1)])
def test_the_edges_of_the_band_are_neutral(tone, label):
    assert tone_label(tone) == label


def test_no_tone_is_not_neutral():
    with pytest.raises(ValueError, match="without a tone"):
        tone_label(float("nan"))


def test_names_and_titles_are_masked_at_their_length():
    assert mask("the Foreign Minister of Good Hope", [(24, 33)]) == "the                  of          "


def test_polarity_is_textblobs():
    assert polarity_subjectivity("a good foreign policy") == pytest.approx((0.2875, 0.3625), abs=1e-4)
    assert polarity_subjectivity("") == (0.0, 0.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((["a"], [(0, 1), (0, 1)]), "1 texts and 2 targets"),
        ((["abc"], [(2, 9)]), r"Target 0, \(2, 9\), lies outside text 0"),
        ((["abc"], ["abc"]), r"Target 0 is 'abc'"),
    ],
)
def test_wrong_targets_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        score_tone(*arguments, scorer="lexicon")


def test_an_unknown_scorer_is_named():
    with pytest.raises(ValueError, match="Unknown scorer 'vader': choose one of model, lexicon, textblob"):
        score_tone(["a"], scorer="vader")


TEXT = "Peru told Chile that Bolivia kept its word. Peru thanked them."
MENTIONS = [
    ("Peru", "GPE", "Peru", 0, 4),
    ("Chile", "GPE", "Chile", 10, 15),
    ("Bolivia", "GPE", "Bolivia", 21, 28),
    ("its", "GPE", "Bolivia", 34, 37),
    ("Peru", "GPE", "Peru", 44, 48),
    ("them", "GPE", "Chile", 57, 61),
]


@pytest.fixture
def mentions():
    rows = [
        {"doc_id": "a", "start": s, "end": e, "text": t, "type": k, "kind": "name", "entity": n}
        for t, k, n, s, e in MENTIONS
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def documents():
    return pd.DataFrame({"doc_id": ["a"], "text": [TEXT]})


@pytest.fixture
def statements():
    rows = [
        {"statement_id": "a/1", "content": [[21, 42]], "cue": [[5, 9]], "source": [[0, 4]], "act": "assert"},
        {"statement_id": "a/2", "content": [[57, 61]], "cue": [[49, 56]], "source": [[44, 48]], "act": "thank"},
    ]
    return pd.DataFrame([{"doc_id": "a", "speakers": ["Peru"], **row} for row in rows])


def test_targets_are_whom_it_is_about_and_whom_it_is_told(statements, mentions):
    rows = statements.to_dict("records")
    here = mentions.to_dict("records")
    assert statement_targets(rows[0], here, TEXT) == ["Chile", "Bolivia"]
    assert statement_targets(rows[1], here, TEXT) == ["Chile"]


def test_tone_columns_are_added_in_place(statements, documents, mentions):
    table = add_tone(statements, [], documents, mentions, scorer="lexicon")
    assert list(table.columns[-4:]) == ["polarity", "subjectivity", "tone", "targets"]
    assert (table["tone"] > 0.05).tolist()[1]
    assert "tone" not in statements.columns


def test_textblob_as_scorer_is_its_polarity(statements, documents, mentions):
    table = add_tone(statements, [], documents, mentions, scorer="textblob")
    assert table["tone"].tolist() == table["polarity"].tolist()


def test_the_mentions_of_an_article_are_ordered_once(statements, documents, mentions, monkeypatch):
    made = []

    class Counted(ArticleMentions):
        def __init__(self, rows=()):
            made.append(len(rows))
            super().__init__(rows)

    monkeypatch.setattr("analysis.tone.targets.ArticleMentions", Counted)
    add_tone(pd.concat([statements] * 20, ignore_index=True), [], documents, mentions, scorer="textblob")
    assert made == [6]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=12), st.integers(0, 30), st.integers(1, 10))
def test_names_touching_a_stretch_are_those_that_share_a_character(spans, start, length):
    rows = [{"start": s, "end": s + n, "entity": "", "type": "GPE", "kind": "name"} for s, n in spans]
    shared = {(r["start"], r["end"]) for r in rows if r["start"] < start + length and r["end"] > start}
    assert ArticleMentions(rows).names_touching(start, start + length) == sorted(shared)


def test_an_empty_table_gets_the_columns(statements, documents, mentions):
    table = add_tone(statements.iloc[:0], [], documents, mentions, scorer="lexicon")
    assert len(table) == 0
    assert table["tone"].dtype == "float64"


def tones(values, docs, speakers):
    ids = [str(n) for n in range(len(values))]
    return pd.DataFrame(
        {
            "statement_id": ids,
            "doc_id": docs,
            "tone": values,
            "speakers": speakers,
            "targets": [["Chile"]] * len(values),
        }
    )


def test_few_statements_have_no_average():
    table = tone_by(tones([1.0] * 9, list("abcab") + list("abcd"), [["Peru"]] * 5 + [["Chile"]] * 4))
    assert table["speakers"].tolist() == ["Peru", "Chile"]
    assert table["tone"].tolist()[0] == 1.0
    assert table.loc[1, ["tone", "low", "high"]].isna().all()
    assert table["n"].tolist() == [5, 4]


def test_one_article_gives_no_interval():
    row = tone_by(tones([1.0, 0.0] * 3, ["a"] * 6, [["Peru"]] * 6)).iloc[0]
    assert row["tone"] == 0.5
    assert pd.isna(row["low"])


def test_intervals_are_drawn_by_article():
    values = [1.0] * 10 + [-1.0] * 10
    low, high = clustered_interval(values, ["a"] * 10 + ["b"] * 10)
    assert (low, high) == (-1.0, 1.0)
    narrow = clustered_interval(values, [str(n) for n in range(20)])
    assert -1 < narrow[0] < 0 < narrow[1] < 1


def test_memory_does_not_grow_with_the_draws():
    tracemalloc.start()
    low, high = clustered_interval([0.0, 1.0] * 10_000, [str(n) for n in range(20_000)], draws=400)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 0.48 < low < 0.5 < high < 0.52
    assert peak < 50e6


def test_drawing_in_parts_changes_nothing(monkeypatch):
    table = np.arange(14.0).reshape(7, 2)
    whole = resampled_sums(table, 50, 3)
    monkeypatch.setattr("analysis.tone.averages.AT_ONCE", 20)
    assert resampled_sums(table, 50, 3).tolist() == whole.tolist()


def test_averages_by_a_column_of_the_documents():
    table = tone_by(
        tones([1.0] * 5, list("abcab"), [["Peru"]] * 5),
        "outlet",
        documents=pd.DataFrame({"doc_id": list("abc"), "outlet": ["X"] * 3}),
    )
    assert table["outlet"].tolist() == ["X"]


def test_an_unknown_column_is_named():
    with pytest.raises(KeyError, match="No column 'outlet'"):
        tone_by(tones([1.0], ["a"], [["Peru"]]), "outlet")


def test_dyads_leave_a_country_about_itself_out():
    rows = tones([1.0, 0.5, 0.0, 1.0, 1.0, 0.2], list("abcabc"), [["X", "Y"]] * 5 + [["Chile"]])
    table = dyads(rows, {"X": "Peru", "Y": "Peru", "Chile": "Chile"})
    assert table[["speaker_country", "target_country", "n"]].to_numpy().tolist() == [["Peru", "Chile", 5]]
    assert table["tone"].tolist() == [0.7]
    assert table["statement_ids"].tolist() == [["0", "1", "2", "3", "4"]]


def test_no_dyads_is_an_empty_table():
    assert dyads(tones([1.0], ["a"], [["X"]]), {}).empty


def test_a_given_country_wins_over_the_one_told():
    text = "Peruvian Foreign Minister Ana Vega said"
    rows = [
        {
            "doc_id": "a",
            "start": text.index(w),
            "end": text.index(w) + len(w),
            "text": w,
            "type": t,
            "kind": "name",
            "entity": e,
        }
        for w, t, e in (("Peruvian", "NORP", "Peru"), ("Ana Vega", "PERSON", "Ana Vega"))
    ]
    tables = pd.DataFrame(rows), pd.DataFrame({"doc_id": ["a"], "text": [text]})
    assert entity_countries(*tables) == {"Peru": "Peru", "Ana Vega": "Peru"}
    assert entity_countries(*tables, {"Ana Vega": "Chile"}) == {"Peru": "Peru", "Ana Vega": "Chile"}
