"""Statements out of articles: what is found, what is left out, and that nothing breaks it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.article import Article, load_model, read_articles
from analysis.quotations import kind_of, pair_quotations
from analysis.statements import Saying, read_statements
from analysis.statements.decoding import Attribution
from analysis.statements.naming import Index
from analysis.statements.splitting import spoken_between

Read = Callable[[str], Article]
HEAD = "Ministers of Latvia and Chile meet in Riga\n\n"


def shown(article: Article, sayings: list[Saying]) -> list[tuple[str, str, str]]:
    def text(spans: list[list[int]]) -> str:
        return " ... ".join(article.text[a:b] for a, b in spans)

    return [(text(s.source), text(s.cue), text(s.content)) for s in sayings]


def read(read_text: Read, body: str) -> list[tuple[str, str, str]]:
    article = read_text(HEAD + body)
    return shown(article, read_statements([article])[0])


def test_cue_before_indirect_content(read_text: Read) -> None:
    body = "The foreign minister, Anna Kern, said on Tuesday that the talks would resume in May."
    ((source, cue, content),) = read(read_text, body)
    assert "Kern" in source
    assert cue.startswith("said")
    assert content.endswith("the talks would resume in May")


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "‘’"])
def test_quotation_of_any_style_around_its_cue_is_one_statement(read_text: Read, marks: str) -> None:
    a, b = marks
    body = f"{a}We will sign the treaty,{b} Anna Kern told reporters in Riga, {a}and we will keep it.{b}"
    article = read_text(HEAD + body)
    (saying,) = read_statements([article])[0]
    assert saying.kind == "direct"
    ((source, _, content),) = shown(article, [saying])
    assert source == "Anna Kern"
    assert content.count(a) >= 2


def test_coordinated_sayings_are_two_statements_of_one_source(read_text: Read) -> None:
    found = read(
        read_text,
        "The minister praised the work of the Chilean rescue teams and expressed support for a new treaty.",
    )
    assert len(found) == 2
    assert {source for source, _, _ in found} == {"The minister"}
    assert "rescue teams" in found[0][2]
    assert "expressed" not in found[0][2]
    assert "treaty" in found[1][2]


def test_saying_inside_an_institution_s_saying_has_its_own_source(read_text: Read) -> None:
    found = read(read_text, "The statement said Kern thanked the Chilean government for its help after the flood.")
    assert any("Kern" in source and "thanked" in cue for source, cue, _ in found)


def test_turns_of_a_transcript_are_direct_statements_without_a_cue(read_text: Read) -> None:
    article = read_text(
        "Remarks in Riga\n\nMINISTER KERN: We are glad to have you here.\n\nThe treaty is ready.\n\n"
        "QUESTION: When will it be signed?\n\nMINISTER VAZ: We will sign it in May."
    )
    sayings = read_statements([article])[0]
    assert shown(article, sayings) == [
        ("MINISTER KERN", "", "We are glad to have you here."),
        ("", "", "The treaty is ready."),
        ("QUESTION", "", "When will it be signed?"),
        ("MINISTER VAZ", "", "We will sign it in May."),
    ]
    assert [s.kind for s in sayings] == ["direct"] * 4
    assert [s.act for s in sayings][2] == "discuss"
    assert [s.follows for s in sayings] == [-1, 0, -1, -1]


def test_statement_given_in_full_is_its_issuer_s(read_text: Read) -> None:
    article = read_text(
        HEAD + "The foreign ministry issued the following statement on Monday:\n\n"
        "The ministry is concerned about the incident in the north.\n\nThe talks must go on without any delay."
    )
    found = read_statements([article])[0]
    assert [shown(article, [s])[0][2] for s in found] == [
        "The ministry is concerned about the incident in the north.",
        "The talks must go on without any delay.",
    ]
    assert {article.text[a:b] for s in found for a, b in s.source} == {"The foreign ministry"}
    assert {s.kind for s in found} == {"indirect"}


def test_statement_given_in_full_ends_where_another_speaks(read_text: Read) -> None:
    article = read_text(
        HEAD + "The Peruvian foreign ministry issued the following statement:\n\n"
        "The talks must go on without any delay.\n\nThe Chilean government said the statement was regrettable.\n\n"
        "Snow fell all night."
    )
    assert shown(article, read_statements([article])[0]) == [
        ("The Peruvian foreign ministry", "", "The talks must go on without any delay."),
        ("The Chilean government", "said", "the statement was regrettable"),
    ]


def test_second_statement_given_in_full_is_not_cut_short(read_text: Read) -> None:
    points = [f"The border must stay open in sector {number}." for number in range(12)]
    issued = ["The army issued the following statement:", *points, "The court issued the following statement:"]
    article = read_text(HEAD + "\n\n".join([*issued, *points]))
    found = [s for s in read_statements([article])[0] if not s.cue]
    courts = [s for s in found if article.text[slice(*s.source[0])] == "The court"]
    assert len(courts) == len(points)


def test_quotation_with_its_own_speaker_does_not_belong_to_the_paragraph_in_front(read_text: Read) -> None:
    second = "“This partnership is the base of our work,” Kern said."
    text = f"Chile wants more ships, the Andean Courier reported.\n\n{second}"
    whole = Attribution(
        [(text.index(second), text.index(" Kern"))],
        [(text.index("reported"), text.index("reported") + 8)],
        [(text.index("the Andean"), text.index(" reported"))],
    )
    found = spoken_between(whole, Index(read_text(text)))
    assert [text[a:b] for a, b in [*found.source, *found.cue]] == ["Kern", "said"]


@pytest.mark.parametrize(
    "body",
    [
        "The two sides discussed trade, energy and the situation in the region.",
        "The minister declined to comment on the report.",
        "Reporters asked whether the minister would resign.",
        "Asked whether talks would go on, he declined to comment.",
        "The minister did not say that the treaty was dead.",
        "In other words, bread is dearer than in Chile this year.",
        "The minister never said that the treaty was dead.",
        "The ministry would not confirm that the envoy had left.",
        "If the president said he would resign, markets would fall.",
        "Markets would fall if the president announced that he would resign.",
        "The prices of bread rose by four per cent in the capital last year.",
    ],
)
def test_topics_silence_questions_and_facts_are_no_statements(read_text: Read, body: str) -> None:
    assert read(read_text, body) == []


@pytest.mark.parametrize(
    ("body", "cue"),
    [
        ("The minister did not deny that the treaty was dead.", "did not deny"),
        ("Kern does not believe that the treaty is dead.", "does not believe"),
        ("The foreign minister, Anna Kern, refused to sign the treaty on Monday.", "refused"),
    ],
)
def test_what_is_not_denied_not_believed_or_refused_is_a_statement(read_text: Read, body: str, cue: str) -> None:
    assert [found[1] for found in read(read_text, body)] == [cue]


@pytest.mark.parametrize(
    ("content", "kind"), [('"All of it."', "direct"), ('some "of" it', "mixed"), ("none of it", "indirect")]
)
def test_kind_is_read_off_the_quotation_marks(content: str, kind: str) -> None:
    text = f"He said {content}"
    assert kind_of([[8, len(text)]], text, pair_quotations(text)) == kind


def test_article_reads_the_same_alone_and_among_others() -> None:
    bodies = ["Riga said it would sign. ", "“No,” the minister told reporters. ", "Chile denied that a deal was near. "]
    rows = [(str(n), HEAD + body * (3 * n + 1)) for n, body in enumerate(bodies)]
    model = load_model()
    together = read_statements(list(read_articles(rows, model=model)))
    alone = [read_statements(list(read_articles([row], model=model)))[0] for row in rows]
    assert together == alone
    assert any(together)


TEXT = st.text(st.one_of(st.sampled_from("\"'“”‘’«»:\n\r\t ,.QA"), st.characters(codec="utf-8")), max_size=120)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, st.sampled_from(["", "The minister said ", "Q: ", "issued the following statement:\n\n"]))
def test_any_text_is_read_and_every_span_lies_in_it(read_text: Read, text: str, start: str) -> None:
    article = read_text(start + text)
    for saying in read_statements([article])[0]:
        for a, b in saying.content + saying.cue + saying.source:
            assert 0 <= a < b <= len(article.text)
        assert saying.content


def test_a_long_line_is_read_in_linear_time(read_text: Read) -> None:
    def seconds(size: int) -> float:
        article = read_text("The minister said \"no\" and the envoy 'agreed' to it, " * size)
        begun = time.process_time()
        read_statements([article])
        return time.process_time() - begun

    seconds(5)
    assert seconds(400) < 14 * max(seconds(50), 0.05)


@pytest.mark.parametrize(
    ("lead", "source"),
    [("In his words", "his"), ("In the words of the envoy", "the envoy"), ("In Kern's own words", "Kern")],
)
def test_sentence_in_somebody_s_words_is_a_statement(read_text: Read, lead: str, source: str) -> None:
    article = read_text(HEAD + f"{lead}, Chile attaches great weight to its rail links with Latvia.")
    found = [(s, c) for s, _, c in shown(article, read_statements([article])[0])]
    assert found == [(source, "Chile attaches great weight to its rail links with Latvia")]
