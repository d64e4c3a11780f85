"""Who speaks: labels of turns, sources with asides, the unnamed, quotations that another sentence introduces."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article import Article
from analysis.entities import read_names, resolve_entities
from analysis.quotations import pair_quotations
from analysis.statements import Saying, read_statements, statement_table
from analysis.statements.acts import cue_entry, told_act
from analysis.statements.decoding import Attribution
from analysis.statements.filters import is_statement
from analysis.statements.naming import Index, name_source
from analysis.statements.reading import by_paragraph, by_sentence, introducer, rest_of_phrase
from analysis.statements.speakers import Mention, Mentions, labelled, resolve, speakers_of
from analysis.statements.splitting import own_source, split_clauses
from analysis.statements.turns import label_of, read_turns

Read = Callable[[str], Article]
HEAD = "The border talks go on\n\nRiga, 3 May 2021\n\n"


def said_by(article: Article) -> list[tuple[str, list[str]]]:
    """The content and the speakers of each statement of an article, read through both phases."""
    reading = SimpleNamespace(doc_id="a", names=read_names(article), sayings=read_statements([article])[0])
    table = statement_table([reading], resolve_entities([reading]), None)  # type: ignore[arg-type]
    return [(" ".join(article.text[a:b] for a, b in row.content), list(row.speakers)) for row in table.itertuples()]


def span(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


def mention(start: int, end: int, entity: str, type: str = "PERSON", kind: str = "name") -> Mention:
    return Mention(start, end, "", type, kind, entity)


TALK = """TRANSCRIPT: Trade Minister Rui Vaz on "The Long Hour"

Radio Riga, 3 May 2021

HOST (Lea Ozola): Minister, will the bridge be built?

VAZ: It will. Peru and Chile understand this, and we thank them for it.

OZOLA: Would you meet Mr Kern?

VAZ: Tomorrow, if he wishes.

OZOLA: Thank you, Minister.
"""


def test_every_labelled_turn_is_said_by_the_label_s_person(read_text: Read) -> None:
    assert said_by(read_text(TALK)) == [
        ("Minister, will the bridge be built?", ["Lea Ozola"]),
        ("It will. Peru and Chile understand this, and we thank them for it.", ["Rui Vaz"]),
        ("Would you meet Mr Kern?", ["Lea Ozola"]),
        ("Tomorrow, if he wishes.", ["Rui Vaz"]),
        ("Thank you, Minister.", ["Lea Ozola"]),
    ]


def test_answers_are_whom_the_lines_before_the_talk_name_most(read_text: Read) -> None:
    text = (
        "A bridge of paper\n\nBy Lea Ozola\n\nAmbassador Rui Vaz leaves Riga after five years. He spoke to us.\n\n"
        "Q: Will the bridge be built?\n\nA: It will, and soon.\n\nQ: When?\n\nA: In May."
    )
    assert [speakers for _, speakers in said_by(read_text(text))] == [[], ["Rui Vaz"], [], ["Rui Vaz"]]


@pytest.mark.parametrize(
    ("paragraph", "label"),
    [
        ("KERN: We agree.", "KERN"),
        ("**Anna Kern:** We agree.", "Anna Kern"),
        ("**Anna Kern** We agree.", "Anna Kern"),
        ("Mr. KERN. We agree.", "Mr. KERN"),
        ("The PRESIDENT. We agree.", "The PRESIDENT"),
        ("ANNA KERN, MINISTER OF TRADE, PERU: We agree.", "ANNA KERN, MINISTER OF TRADE, PERU"),
        ("HOST (Lea Ozola): We agree.", "HOST (Lea Ozola)"),
        ("Mr. Kern. We agree.", None),
        ("He had one thing to say: no.", None),
    ],
)
def test_labels_stand_before_a_colon_in_bold_type_or_in_capitals_before_a_stop(
    paragraph: str, label: str | None
) -> None:
    match = label_of(paragraph)
    assert (match and match["label"]) == label


def test_lines_about_the_talk_are_no_turns() -> None:
    lines = ["Subjects: trade; visas", "KERN: We agree.", "VAZ: We agree.", "KERN: Good."]
    text = "\n\n".join(lines)
    spans = [(text.index(line), text.index(line) + len(line), "paragraph") for line in lines]
    assert [turn.label for turn in read_turns(text, spans)] == ["KERN", "VAZ", "KERN"]
    title = [(*spans[0][:2], "title"), *spans[1:]]
    assert len(read_turns(text.replace("visas", "visa."), title)) == 3


def test_office_alone_is_nobody_whom_another_label_names() -> None:
    found = Mentions([mention(0, 14, "Rui Vaz", kind="nominal"), mention(55, 58, "Rui Vaz")])
    alone = Saying([[20, 30]], source=[[0, 14]], core=[[0, 14]], label="PRIME MINISTER")
    assert labelled(alone, found) == ["Rui Vaz"]
    assert labelled(alone, found, {"Rui Vaz"}) == []
    both = [alone, Saying([[60, 70]], source=[[40, 58]], core=[[40, 58]], label="PRIME MINISTER VAZ")]
    assert resolve(both, found) == [[], ["Rui Vaz"]]


@pytest.mark.parametrize(
    ("source", "unnamed"),
    [
        ("a Peruvian official", True),
        ("two officials", True),
        ("sources in the delegation", True),
        ("a source at Royal Air Atlas", True),
        ("the official", False),
        ("a spokesman for the ministry", False),
        ("an ambassador of Peru", True),
        ("Peru's ambassador", False),
        ("their officials", False),
    ],
)
def test_somebody_without_a_name_is_told_from_the_known(read_text: Read, source: str, unnamed: bool) -> None:
    text = f"According to {source}, talks will resume in May."
    assert name_source(Index(read_text(text)).tokens([span(text, source)])).unnamed is unnamed


def test_unnamed_have_no_speaker_nor_has_the_official_who_follows() -> None:
    found = Mentions([mention(2, 10, "Peru", "GPE"), mention(40, 52, "Rui Vaz", kind="nominal")])
    first = Saying([[20, 30]], source=[[0, 19]], core=[[0, 19]], head="official", unnamed=True)
    then = Saying([[60, 70]], source=[[40, 52]], core=[[40, 52]], head="official")
    assert resolve([first, then], found) == [[], []]
    assert resolve([then], found) == [["Rui Vaz"]]


@pytest.mark.parametrize(
    ("source", "core"),
    [
        ("Trade Minister Rui Vaz, speaking beside the mayor, Lea Ozola,", "Trade Minister Rui Vaz"),
        ("Trade Minister Rui Vaz, who came with Lea Ozola,", "Trade Minister Rui Vaz"),
        ("The council, chaired by President Rui Vaz,", "The council"),
        ("The trade minister, Rui Vaz,", "The trade minister, Rui Vaz,"),
    ],
)
def test_asides_of_a_source_do_not_speak(read_text: Read, source: str, core: str) -> None:
    text = f"{source} said that talks would resume."
    named = name_source(Index(read_text(text)).tokens([(0, len(source))]))
    assert text[named.core[0][0] : named.core[-1][1]] == core


def test_of_two_persons_in_one_source_the_first_speaks() -> None:
    found = Mentions([mention(0, 7, "Rui Vaz"), mention(20, 29, "Lea Ozola")])
    source = Saying([[40, 50]], source=[[0, 29]], core=[[0, 29]])
    assert speakers_of(source, found) == ["Rui Vaz"]
    source.joint = True
    assert speakers_of(source, found) == ["Rui Vaz", "Lea Ozola"]


def test_name_of_which_the_source_has_only_a_part_speaks() -> None:
    found = Mentions([mention(17, 34, "Anastasia Kern")])
    assert speakers_of(Saying([[40, 50]], source=[[0, 24]], core=[[0, 24]]), found) == ["Anastasia Kern"]


def test_source_that_ends_early_takes_the_rest_of_its_phrase(read_text: Read) -> None:
    text = "Its chairman, Rui Vaz, said that talks would resume."
    index = Index(read_text(text))
    said = {token.i for token in index.tokens([span(text, "said"), span(text, "talks would resume")])}
    rest = rest_of_phrase(index.tokens([(0, 3)]), said)
    assert " ".join(token.text for token in rest) == "chairman , Rui Vaz"
    assert rest_of_phrase(index.tokens([span(text, "Its chairman")]), said) == []


def test_quotation_is_of_the_subject_of_the_sentence_right_before_it(read_text: Read) -> None:
    text = (
        HEAD
        + 'The mayor, Lea Ozola, said the bridge was ready.\n\nIn Lima, Vaz struck a harsher note. "We had to act.\n\n'
        '"For years we were patient."'
    )
    article = read_text(text)
    named = introducer(text.index('"We'), Index(article), article, [])
    assert [text[a:b] for a, b in named.core] == ["Vaz"]
    told = Saying([list(span(text, "a harsher note"))], cue=[list(span(text, "struck"))])
    assert introducer(text.index('"We'), Index(article), article, [told]).core == []


def test_spokeswoman_without_an_institution_speaks_for_the_one_she_begins_with_or_that_spoke_before() -> None:
    found = Mentions([mention(0, 9, "Ministry of Trade of Peru", "ORG"), mention(104, 112, "Port of Lima", "ORG")])
    before = Saying([[20, 40]], source=[[0, 9]], core=[[0, 9]])
    after = Saying([[60, 80]], source=[[82, 95]], core=[[82, 95]], head="spokeswoman")
    own = Saying([[100, 130]], source=[[132, 145]], core=[[132, 145]], head="spokeswoman")
    assert resolve([before, after], found)[1] == ["Ministry of Trade of Peru"]
    assert resolve([before, own], found)[1] == ["Port of Lima"]


def test_who_was_quoted_speaks_and_not_who_quotes(read_text: Read) -> None:
    text = '"We have come a long way," Mr. Vaz was quoted as saying by state broadcaster LTV.'
    whole = Attribution([(0, text.index(" was"))], [span(text, "was quoted as saying by")], [span(text, "LTV")])
    found = own_source(whole, Index(read_text(text)))
    assert [text[a:b] for a, b in found.content] == ['"We have come a long way,"']
    assert [text[a:b] for a, b in found.source] == ["Mr. Vaz"]


def test_quotation_of_its_own_is_parted_from_the_sentence_in_front() -> None:
    text = 'Kern dismissed the comment. "We are used to it,"'
    whole = Attribution([span(text, 'the comment. "We are used to it,"')], [span(text, "dismissed")], [(0, 4)])
    found = by_sentence(whole, text)
    assert [[text[a:b] for a, b in part.content] for part in found] == [["the comment."], ['"We are used to it,"']]
    assert [part.cue for part in found] == [whole.cue, []]


def test_clauses_joined_under_one_cue_are_parted(read_text: Read) -> None:
    text = "Kern said that the talks were over, that the port had closed and that nobody would return."
    whole = Attribution([span(text, text[15:-1])], [span(text, "said")], [(0, 4)])
    found = split_clauses(whole, Index(read_text(text)))
    assert [[text[a:b] for a, b in part.content] for part in found] == [
        ["the talks were over"],
        ["the port had closed"],
        ["nobody would return"],
    ]
    assert all(part.cue == whole.cue and part.source == whole.source for part in found)


@pytest.mark.parametrize(
    "content", ["the talks that failed and the port that closed were lost", '"the port is ours and that it stays open"']
)
def test_other_clauses_and_quotations_stay_whole(read_text: Read, content: str) -> None:
    text = f"Kern said {content}."
    whole = Attribution([span(text, content)], [span(text, "said")], [(0, 4)])
    assert split_clauses(whole, Index(read_text(text))) == [whole]


def test_sentence_of_an_earlier_paragraph_is_not_said_by_a_later_cue(read_text: Read) -> None:
    text = HEAD + "The bridge was closed in March.\n\nKern warned against haste."
    whole = Attribution([span(text, "The bridge was closed in March"), span(text, "haste")], [span(text, "warned")])
    found = by_paragraph(whole, read_text(text))
    assert [[text[a:b] for a, b in part.content] for part in found] == [["haste"]]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("An envoy who asked not to be named left.", "asked", "not to be named"),
        ("She declined to respond to the remarks.", "declined", "to respond to the remarks"),
        ("The minister is expected to call for a truce.", "is expected to call for", "a truce"),
        ("The minister did not say when talks would start.", "did not say", "when talks would start"),
    ],
)
def test_what_nobody_has_said_is_no_statement(read_text: Read, text: str, cue: str, content: str) -> None:
    index = Index(read_text(text))
    cues, contents = index.tokens([span(text, cue)]), index.tokens([span(text, content)])
    _, entry = cue_entry(cues, contents)
    assert not is_statement(entry, cues, contents, index.tokens([span(text, text.split()[1])]))


@pytest.mark.parametrize(
    ("text", "cue", "content", "act"),
    [
        ('Peru vowed that the killings "will not go unpunished".', "vowed", '"will not go unpunished"', "threaten"),
        ("Peru said it would retaliate in kind.", "said", "it would retaliate in kind", "threaten"),
        ("Peru said it would not retaliate.", "said", "it would not retaliate", ""),
        ("He said Peru has no objection to the talks.", "said", "Peru has no objection to the talks", "agree"),
        ("He said he would not object to talks.", "said", "he would not object to talks", "agree"),
        ("He said the objections were many.", "said", "the objections were many", ""),
    ],
)
def test_acts_that_cue_and_words_tell_together(read_text: Read, text: str, cue: str, content: str, act: str) -> None:
    index = Index(read_text(text))
    cues, contents = index.tokens([span(text, cue)]), index.tokens([span(text, content)])
    assert told_act(cue_entry(cues, contents)[1], cues, contents, False) == act


@pytest.mark.parametrize(
    "text", ["She hoped that talks would resume.", "She wanted to come.", "She invited him to Riga."]
)
def test_wishes_call(read_text: Read, text: str) -> None:
    tokens = list(read_text(text).doc)
    _, entry = cue_entry(tokens[1:2], tokens[2:-1])
    assert (entry.act if entry else None) == "call"


@given(st.text(st.sampled_from('AB:.*() ab\n",Q?'), max_size=120))
def test_labels_are_read_from_any_text(text: str) -> None:
    lines = [(m, m + len(line), "paragraph") for m, line in _lines(text)]
    for turn in read_turns(text, lines):
        assert turn.label
        assert 0 <= turn.start < turn.end <= len(text)
    pair_quotations(text)


def _lines(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, line))
        at += len(line) + 1
    return found
