"""The coded articles that train and measure the models are what they claim to be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.encoder.reading import ACTS

ROOT = Path(__file__).resolve().parent.parent
SETS = sorted(
    path.parent
    for path in [*ROOT.glob("training/coded/*/statements.jsonl"), *ROOT.glob("benchmarks/*/statements.jsonl")]
)


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_every_span_lies_in_its_article_and_every_code_is_known(folder):
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in (folder / "articles").glob("*.txt")}
    rows = [json.loads(line) for line in (folder / "statements.jsonl").read_text("utf-8").splitlines()]
    assert {row["doc"] for row in rows} == set(texts)
    for row in rows:
        text = texts[row["doc"]]
        spans = row["source"] + row["cue"] + row["content"]
        assert row["content"]
        assert all(
            0 <= start < end <= len(text) and text[start:end].strip() == text[start:end] for start, end in spans
        ), row
        assert row["act"] in ACTS, row
        assert row["tone"] in (-1, 0, 1), row


def test_no_article_is_both_trained_and_measured_with():
    measured = {path.read_bytes() for path in ROOT.glob("benchmarks/*/articles/*.txt")}
    trained = {path.read_bytes() for path in ROOT.glob("training/coded/*/articles/*.txt")}
    assert len(measured) == 26
    assert not measured & trained
