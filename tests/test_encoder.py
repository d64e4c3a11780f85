"""Quotation marks, words, chunks, and what the encoder makes of them."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.encoder import chunk_lines, default_reader, pair_quotations, quoted, split_words
from analysis.encoder.reading import ACTS, TAGS
from analysis.encoder.words import MAX_TOKENS, shape

MARKED = st.text(st.sampled_from("ab .,\n\"'“”‘’«»„`"), max_size=60)


def inside(text: str) -> list[str]:
    return [text[q.start : q.end] for q in pair_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and "never".', ['"no"', '"never"']),
        ("He said “no”.", ["“no”"]),
        ("He said «no».", ["«no»"]),
        ("He said ''no more'' today.", ["''no more''"]),
        ("He said „no“.", ["„no“"]),
        ("‘We expect friends,’ he said.", ["‘We expect friends,’"]),
        ("'We expect the ministers' talks to go on,' he said.", ["'We expect the ministers' talks to go on,'"]),
        ("It's the ministers' plan, isn't it?", []),
        ("“We saw ‘red lines’ there,” he said.", ["“We saw ‘red lines’ there,”"]),
    ],
)
def test_every_style_of_marks_is_paired(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


def test_quotation_left_open_ends_with_its_line() -> None:
    assert inside("“First part.\n\n“Second part,” she said.") == ["“First part.", "“Second part,”"]


def test_quotation_closed_paragraphs_later_is_picked_up_where_it_closes() -> None:
    assert inside("“First part.\n\nSecond part,” she said.") == ["“First part.", "Second part,”"]


def test_quoted_counts_the_marks_as_inside() -> None:
    text = 'a "b" c'
    assert quoted(pair_quotations(text), [0, 2, 3, 4, 6]) == [False, True, True, True, False]


@given(MARKED)
def test_quotations_are_in_order_and_apart(text: str) -> None:
    found = pair_quotations(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("unit", ["'", '"', "“a ", "a' ", "''", "`"])
def test_a_long_line_of_marks_is_paired_in_linear_time(unit: str) -> None:
    text = unit * (150_000 // len(unit))
    begun = time.process_time()
    pair_quotations(text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("word", "expected"), [(",", 1), ("2022", 2), ("said", 3), ("Oslo", 4), ("NATO", 5), ("A", 6), ("iPhone", 7)]
)
def test_shape_tells_what_an_uncased_vocabulary_loses(word: str, expected: int) -> None:
    assert shape(word) == expected


def test_words_index_the_text_and_know_whether_they_are_quoted() -> None:
    text = 'Oslo said "no".'
    (words,) = split_words(text, [(0, len(text))], default_reader().tokens)
    assert [text[w.start : w.end] for w in words] == ["Oslo", "said", '"', "no", '"', "."]
    assert [w.feature // 8 for w in words] == [0, 0, 1, 1, 1, 0]


def test_chunks_hold_each_word_once_and_stay_within_the_limit() -> None:
    text = "\n".join(["word " * 40, "", "other words here", "x " * 700])
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    tokens = default_reader().tokens
    chunks = chunk_lines(split_words(text, spans, tokens), tokens)
    assert [n for chunk in chunks for n in chunk.words] == list(range(743))
    assert max(len(chunk.tokens) for chunk in chunks) <= MAX_TOKENS
    assert all(chunk.tokens[0] == tokens.opening for chunk in chunks)


def test_scores_are_log_probabilities_of_tags_acts_and_links() -> None:
    text = "The minister said talks would resume."
    scores = default_reader().read(text, [(0, len(text))])
    assert scores.tags.shape == (7, len(TAGS))
    assert scores.acts.shape == (7, len(ACTS))
    np.testing.assert_allclose(np.exp(scores.tags).sum(1), 1)
    np.testing.assert_allclose(np.exp(scores.links[0].content).sum(1), 1)
    assert scores.links[0].cue.shape == (7, 8)


def test_article_without_words_has_no_scores() -> None:
    scores = default_reader().read(" \n ", [(0, 3)])
    assert scores.tags.shape == (0, len(TAGS))
    assert scores.links == []


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_encoder_reads_any_text(text: str) -> None:
    scores = default_reader().read(text, [(0, len(text))])
    assert np.isfinite(scores.tags).all()
