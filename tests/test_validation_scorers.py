import pandas as pd
import pytest

from analysis.tone.averages import resampled_sums
from analysis.validation import (
    agreement,
    compare_coders,
    compare_scorers,
    confusion,
    corrected_averages,
    krippendorff_alpha,
)


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


def test_each_coder_is_compared_whatever_the_others_say():
    scored = pd.DataFrame({"statement_id": ["a", "b", "c"], "model": [0.9, -0.9, 0.0]})
    codes = pd.DataFrame({"x": [1, -1, 0], "y": [1, 1, None]}, index=["a", "b", "c"]).astype("Int64")
    assert compare_coders(scored, codes, ["model"]).to_numpy().tolist() == [["x", 3, 1.0], ["y", 2, 0.5]]
