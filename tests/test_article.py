"""Articles: offsets, layout and what hostile text may cost."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article import LONGEST_PIECE, Article, load_model, pieces, plain, read_articles, tokenise
from analysis.corpus.layout import lay_out

ODD = st.text(alphabet=st.sampled_from("aB1 .,'\"\n\r\t\u00a0\u200b\u202e\u2019\u201c\x00(=*_€ж中"), max_size=200)


@given(ODD)
def test_plain_text_keeps_its_length(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_quotation_marks_and_spaces_are_made_plain() -> None:
    assert plain("“It’s\u00a0on,”\nhe\x00said\u202e") == '"It\'s on," he said '


@settings(max_examples=40, deadline=None)
@given(ODD)
def test_the_parse_has_the_offsets_of_the_text(text: str) -> None:
    article = next(read_articles([("odd", text)]))
    assert article.text == text
    assert [t.text for t in article.doc] == [plain(text)[t.idx : t.idx + len(t)] for t in article.doc]


def test_no_sentence_crosses_a_block(read_text: Callable[[str], Article]) -> None:
    article = read_text("Talks in Lima\n\nThe minister of Peru met\n\nthe envoy of Chile.")
    starts = {block.start for block in article.blocks}
    for sentence in article.doc.sents:
        assert not any(sentence.start_char < start < sentence.end_char for start in starts)


def test_furniture_has_no_sentences(read_text: Callable[[str], Article]) -> None:
    article = read_text("The envoy of Chile arrived on Monday for talks.\n\nSubscribe\n")
    assert article.kind_at(article.text.index("Subscribe")) == "furniture"
    assert [s.text.strip() for s in article.sentences()] == ["The envoy of Chile arrived on Monday for talks."]


def test_a_place_between_blocks_has_no_kind(read_text: Callable[[str], Article]) -> None:
    article = read_text("One envoy came.\n\nAnother left.")
    assert article.kind_at(article.text.index("\n")) is None
    assert article.kind_at(len(article.text)) is None


def test_an_article_reads_the_same_alone_and_among_others() -> None:
    texts = [("a", "Peru's envoy met the minister of Chile."), ("b", "“No,” said the envoy.\n\nHe left."), ("c", "")]
    among = [a.doc.to_json() for a in read_articles(texts)]
    alone = [next(read_articles([row])).doc.to_json() for row in reversed(texts)][::-1]
    assert among == alone


def test_a_long_line_is_parsed_in_pieces() -> None:
    text = "The envoy met the minister and the talks went on and " * 400
    whole = tokenise(text, lay_out(text), load_model())
    ranges = pieces(whole, lay_out(text))
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(whole)
    assert all(b == c for (_, b), (c, _) in itertools.pairwise(ranges))
    assert max(len(whole[a:b].text) for a, b in ranges) <= 2 * LONGEST_PIECE + 20


@pytest.mark.parametrize("mark", ["(", "=", "*", "_", "'", "a", "$1,"])
def test_a_run_of_marks_costs_time_in_proportion(mark: str) -> None:
    model = load_model()

    def cost(size: int) -> float:
        text = mark * (size // len(mark))
        begun = time.process_time()
        tokenise(text, lay_out(text), model)
        return time.process_time() - begun

    cost(2_000)
    assert cost(32_000) < 40 * max(cost(4_000), 0.01)  # eightfold the text; sixty-four times if it were quadratic


def test_a_missing_model_is_named() -> None:
    with pytest.raises(OSError, match="No spaCy model no_such_model: install"):
        load_model("no_such_model")
