import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tone import clustered_interval, dyads, tone_by

TONES = st.floats(-1, 1).map(lambda tone: round(tone, 4))
STATEMENTS = st.lists(st.tuples(TONES, st.sampled_from("abcdef"), st.sampled_from("XYZ")), min_size=1, max_size=40)


def table(rows):
    return pd.DataFrame(
        {
            "statement_id": [str(n) for n in range(len(rows))],
            "doc_id": [doc for _, doc, _ in rows],
            "tone": [tone for tone, _, _ in rows],
            "speakers": [[who] for _, _, who in rows],
            "targets": [["T"]] * len(rows),
        }
    )


@settings(max_examples=150, deadline=None)
@given(STATEMENTS)
def test_an_interval_holds_its_mean_and_stays_between_the_extremes(rows):
    values, clusters = [tone for tone, _, _ in rows], [doc for _, doc, _ in rows]
    low, high = clustered_interval(values, clusters, draws=300)
    if len(set(clusters)) < 2:
        assert (low, high) == (None, None)
    else:
        assert min(values) - 1e-4 <= low <= sum(values) / len(values) + 1e-4
        assert sum(values) / len(values) - 1e-4 <= high <= max(values) + 1e-4


@settings(max_examples=60, deadline=None)
@given(STATEMENTS)
def test_averages_are_of_all_statements_of_a_group_and_of_no_fewer_than_five(rows):
    averages = tone_by(table(rows), draws=50).set_index("speakers")
    assert averages["n"].sum() == len(rows)
    for who, row in averages.iterrows():
        own = [(tone, doc) for tone, doc, speaker in rows if speaker == who]
        assert row["n"] == len(own)
        assert row["articles"] == len({doc for _, doc in own})
        if len(own) < 5:
            assert row[["tone", "low", "high"]].isna().all()
        else:
            assert row["tone"] == pytest.approx(sum(tone for tone, _ in own) / len(own), abs=1e-4)
            assert pd.isna(row["low"]) == (row["articles"] < 2)


@settings(max_examples=40, deadline=None)
@given(STATEMENTS, st.randoms(use_true_random=False))
def test_averages_do_not_depend_on_the_order_of_the_rows(rows, order):
    whole = table(rows)
    places = list(range(len(whole)))
    order.shuffle(places)
    shuffled = whole.iloc[places].reset_index(drop=True)
    pd.testing.assert_frame_equal(tone_by(whole, draws=50), tone_by(shuffled, draws=50), atol=2e-4)


def test_a_corpus_of_one_article_has_averages_without_intervals():
    rows = table(
        [(1.0, "a", "X"), (0.5, "a", "X"), (0.0, "a", "X"), (1.0, "a", "X"), (0.5, "a", "X"), (-1.0, "a", "Y")]
    )
    averages = tone_by(rows)
    assert averages["tone"].tolist()[:1] == [0.6]
    assert averages[["low", "high"]].isna().all(axis=None)
    pairs = dyads(rows, {"X": "Peru", "Y": "Chile", "T": "Togo"})
    assert pairs["n"].tolist() == [5, 1]
    assert pairs["tone"].tolist()[0] == 0.6
    assert pairs[["low", "high"]].isna().all(axis=None)
