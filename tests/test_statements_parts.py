"""The parts of the statements room, each on its own: decoding, turns, cues, naming, speakers, the table."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article import Article
from analysis.encoder.reading import ACTS, TAGS
from analysis.statements import Saying, load_cues, scale_of, statement_table
from analysis.statements.acts import cue_entry, speech_act, told_act
from analysis.statements.cues import ACTS as LEXICON_ACTS
from analysis.statements.cues import own_cues
from analysis.statements.decoding import Attribution, best_path, transition_scores
from analysis.statements.filters import is_statement
from analysis.statements.naming import Index, name_source
from analysis.statements.reading import _lead_in, by_colon, by_sentence
from analysis.statements.speakers import Mention, Mentions, resolve, speakers_of
from analysis.statements.splitting import split_joined, spoken_between
from analysis.statements.turns import read_turns

Read = Callable[[str], Article]


def scores_for(tags: str) -> np.ndarray:
    """Scores that favour one tag a word: s S c C t T for begin and inside of source, cue, content."""
    rows = np.full((len(tags), len(TAGS)), -3.0)
    for i, tag in enumerate(tags):
        rows[i, "OsScCtT".index(tag)] = 0.0
    return rows


def test_best_path_keeps_inside_tags_behind_their_beginning() -> None:
    assert best_path(scores_for("TTOcCt"), transition_scores()) == [5, 6, 0, 3, 4, 5]


@given(st.lists(st.lists(st.floats(-20, 0), min_size=7, max_size=7), min_size=1, max_size=30))
def test_best_path_never_breaks_the_order_of_tags(rows: list[list[float]]) -> None:
    path = best_path(np.array(rows), transition_scores())
    for before, tag in zip([0, *path], path, strict=False):
        assert tag == 0 or tag % 2 == 1 or before in (tag, tag - 1)


def blocks(*lines: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, found = "\n\n".join(lines), []
    at = 0
    for line in lines:
        found.append((at, at + len(line), "paragraph"))
        at += len(line) + 2
    return text, found


def test_turns_of_a_transcript_run_over_unlabelled_paragraphs() -> None:
    text, found = blocks("SECRETARY HALE: Good day.", "We are glad.", "QUESTION: Why?", "SECRETARY HALE: Because.")
    turns = read_turns(text, found)
    assert [(t.label, text[t.start : t.end], t.asks) for t in turns] == [
        ("SECRETARY HALE", "Good day.", False),
        ("SECRETARY HALE", "We are glad.", False),
        ("QUESTION", "Why?", True),
        ("SECRETARY HALE", "Because.", False),
    ]


def test_letters_of_an_interview_are_labels() -> None:
    text, found = blocks("Q: Will you sign?", "A: We will.", "Q: When?", "A: Soon.")
    assert [t.label for t in read_turns(text, found) if not t.asks] == ["A", "A"]


@pytest.mark.parametrize(
    "lines",
    [
        ("He had one thing to say: no.", "It was this: no."),
        ("Note: prices rose.", "The minister left."),
        ("Oslo: talks resume.", "Paris: talks stall."),
    ],
)
def test_prose_with_colons_is_no_transcript(lines: tuple[str, ...]) -> None:
    assert read_turns(*blocks(*lines)) == []


def test_writer_who_speaks_of_the_speaker_ends_the_turn() -> None:
    text, found = blocks(
        "The Weekly: Why?", "Rasa Kern: Because.", "The Weekly: And?", "Rasa Kern: So.", "Kern then left the room."
    )
    assert [text[t.start : t.end] for t in read_turns(text, found) if not t.asks] == ["Because.", "So."]


@given(st.text(st.sampled_from("QA: abB\n*,'"), max_size=80))
def test_turns_stay_inside_their_paragraphs(text: str) -> None:
    spans = [(0, len(text), "paragraph")] if text.strip() else []
    for turn in read_turns(text, spans):
        assert 0 <= turn.start < turn.end <= len(text)


def test_lexicon_names_only_known_acts_and_scales() -> None:
    cues = load_cues()
    assert len(cues) > 500
    assert {cue.act for cue in cues.values()} == set(LEXICON_ACTS)
    assert all(-10 <= cue.scale <= 10 for cue in cues.values())


def test_hostile_acts_weigh_less_than_friendly_ones() -> None:
    order = ["threaten", "warn", "condemn", "discuss", "praise", "commit"]
    assert [scale_of(act) for act in order] == sorted(scale_of(act) for act in order)
    assert scale_of("call", "demand") == -4.9


def test_codebook_adds_cues_and_refuses_unknown_acts() -> None:
    assert own_cues(SimpleNamespace(cues={"Hail": "praise", "vow": {"act": "threaten", "scale": -6}})) == {
        "hail": ("praise", 3.4),
        "vow": ("threaten", -6.0),
    }
    with pytest.raises(ValueError, match="codebook, cues, 'hail': 'cheer' is no speech act"):
        own_cues(SimpleNamespace(cues={"hail": "cheer"}))


@pytest.mark.parametrize(
    ("text", "cue", "content", "lemma", "act"),
    [
        ("He called for calm.", "called", "for calm", "call for", "call"),
        ("She expressed deep gratitude for it.", "expressed", "deep gratitude for it", "gratitude", "thank"),
        ("She was accused of it.", "was accused", "of it", "accuse", "accuse"),
        ("He rejects the claim.", "rejects", "the claim", "reject", "reject"),
    ],
)
def test_cues_are_looked_up_by_phrase_then_noun_then_verb(
    read_text: Read, text: str, cue: str, content: str, lemma: str, act: str
) -> None:
    index = Index(read_text(text))
    spans = [[(text.index(part), text.index(part) + len(part))] for part in (cue, content)]
    found, entry = cue_entry(*(index.tokens(span) for span in spans))
    assert (found, entry.act if entry else None) == (lemma, act)


def test_open_cue_leaves_the_act_to_the_encoder_and_a_sure_one_does_not() -> None:
    scores = np.full(len(ACTS), -6.0)
    scores[ACTS.index("threaten")] = -0.1
    scores[ACTS.index("thank")] = -2.5
    cues = load_cues()
    assert speech_act(cues["say", "verb"], scores) == "threaten"
    assert speech_act(cues["thank", "verb"], scores) == "thank"
    assert speech_act(None, None) == "assert"


@pytest.mark.parametrize(
    ("source", "core", "behind", "joint"),
    [
        ("a statement by the Kazakh presidency", ["a statement"], ["the Kazakh presidency"], False),
        ("a spokesman for the ministry", ["a spokesman"], ["the ministry"], False),
        ("Athens and Ankara", ["Athens and Ankara"], [], True),
    ],
)
def test_source_is_parted_into_head_and_owner(
    read_text: Read, source: str, core: list[str], behind: list[str], joint: bool
) -> None:
    text = f"According to {source}, talks will resume."
    start = text.index(source)
    named = name_source(Index(read_text(text)).tokens([(start, start + len(source))]))
    assert [text[a:b] for a, b in named.core] == core
    assert [text[a:b] for a, b in named.behind] == behind
    assert named.joint is joint


def attribution(text: str, source: str, cue: str, *content: str) -> Attribution:
    """An attribution by the first place of each of its parts."""

    def span(part: str) -> tuple[int, int]:
        return text.index(part), text.index(part) + len(part)

    return Attribution([span(c) for c in content], [span(cue)] if cue else [], [span(source)] if source else [])


def parts(text: str, found: list[Attribution]) -> list[tuple[str, str, list[str]]]:
    def said(spans: list[tuple[int, int]]) -> str:
        return " ".join(text[a:b] for a, b in spans)

    return [(said(f.source), said(f.cue), [text[a:b] for a, b in f.content]) for f in found]


def test_coordinated_verbs_of_one_subject_are_parted(read_text: Read) -> None:
    text = "The minister praised the work of the teams and expressed support for the treaty."
    whole = attribution(text, "The minister", "praised", text[21:-1])
    assert parts(text, split_joined(whole, Index(read_text(text)))) == [
        ("The minister", "praised", ["the work of the teams"]),
        ("The minister", "expressed", ["support for the treaty"]),
    ]


def test_coordinated_nouns_stay_one_content(read_text: Read) -> None:
    text = "The minister praised the teams and the mayors of the towns."
    whole = attribution(text, "The minister", "praised", "the teams and the mayors of the towns")
    assert split_joined(whole, Index(read_text(text))) == [whole]


def test_speaker_in_front_of_the_agency_is_taken(read_text: Read) -> None:
    text = '"We are ready for talks," Kern said on Monday, according to the ministry.'
    whole = attribution(text, "the ministry", "according to", '"We are ready for talks,"')
    found = spoken_between(whole, Index(read_text(text)))
    assert parts(text, [found]) == [("Kern", "said", ['"We are ready for talks,"'])]


def test_quotation_behind_a_colon_is_a_statement_of_its_own() -> None:
    text = "She paid tribute to the mountain rescuers: “They came at night.”"
    whole = attribution(text, "She", "paid tribute to", text[20:])
    assert parts(text, by_colon(whole, text)) == [
        ("She", "paid tribute to", ["the mountain rescuers"]),
        ("She", "paid tribute to", ["“They came at night.”"]),
    ]


def test_sentence_behind_a_quotation_is_not_part_of_it() -> None:
    text = "“We will go,” she said. Nobody else was there."
    whole = attribution(text, "she", "said", "“We will go,”", "Nobody else was there")
    assert [p[2] for p in parts(text, by_sentence(whole, text))] == [["“We will go,”"], ["Nobody else was there"]]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "kept"),
    [
        ("Latvia is expanding its ports in the north.", "Latvia", "is expanding", "its ports in the north", False),
        ("Latvia rejected the claims.", "Latvia", "rejected", "the claims", True),
        ("Latvia welcomed Anna Kern in May.", "Latvia", "welcomed", "Anna Kern", False),
        ("Latvia has not said whether it will sign.", "Latvia", "has not said", "whether it will sign", False),
        ("They asked whether it was true.", "They", "asked", "whether it was true", False),
        ("They asked for help.", "They", "asked", "for help", True),
        ("They discussed the budget.", "They", "discussed", "the budget", False),
        ('They discussed "the end of it".', "They", "discussed", '"the end of it"', True),
    ],
)
def test_filters_keep_statements_and_nothing_else(
    read_text: Read, text: str, source: str, cue: str, content: str, kept: bool
) -> None:
    index = Index(read_text(text))
    said = attribution(text, source, cue, content)
    cues, contents = index.tokens(said.cue), index.tokens(said.content)
    _, entry = cue_entry(cues, contents)
    assert is_statement(entry, cues, contents, index.tokens(said.source)) is kept


def mention(start: int, end: int, entity: str, type: str = "PERSON", kind: str = "name") -> Mention:
    return Mention(start, end, "", type, kind, entity)


def saying(*core: list[int], **more: object) -> Saying:
    return Saying([[100, 120]], source=list(core), core=list(core), **more)  # type: ignore[arg-type]


def test_person_speaks_before_the_country_beside_him() -> None:
    found = Mentions([mention(0, 5, "Greece", "GPE"), mention(23, 30, "Anna Kern")])
    assert speakers_of(saying([0, 30]), found) == ["Anna Kern"]


def test_one_span_for_both_sides_gives_both() -> None:
    both = [mention(0, 10, name, "GPE", "nominal") for name in ("Greece", "Turkey")]
    assert speakers_of(saying([0, 10]), Mentions(both)) == ["Greece", "Turkey"]


def test_joint_subjects_speak_together() -> None:
    found = Mentions([mention(0, 6, "Greece", "GPE"), mention(11, 17, "Turkey", "GPE")])
    assert speakers_of(saying([0, 17], joint=True), found) == ["Greece", "Turkey"]


def test_statement_speaks_for_whom_it_is_by() -> None:
    found = Mentions([mention(15, 36, "Presidency of Kazakhstan", "ORG")])
    assert speakers_of(saying([0, 11], behind=[[15, 36]]), found) == ["Presidency of Kazakhstan"]


def test_unknown_source_stays_empty() -> None:
    assert speakers_of(saying([0, 20]), Mentions([mention(50, 60, "Anna Kern")])) == []


def test_label_finds_the_surname_or_the_initials() -> None:
    found = Mentions([mention(0, 9, "Anna Kern"), mention(20, 30, "Rui Vaz")])
    assert speakers_of(saying([90, 94], label="MINISTER KERN"), found) == ["Anna Kern"]
    assert speakers_of(saying([90, 92], label="RV"), found) == ["Rui Vaz"]


def test_second_paragraph_of_a_quotation_has_the_speaker_of_the_first() -> None:
    found = Mentions([mention(0, 9, "Anna Kern")])
    assert resolve([saying([0, 9]), saying(follows=0)], found) == [["Anna Kern"], ["Anna Kern"]]


def test_table_has_one_row_a_saying_with_its_id_act_and_scale() -> None:
    rows = [
        SimpleNamespace(doc_id="a", sayings=[saying([0, 9], act="condemn", cue_lemma="slam"), saying([0, 9])]),
        SimpleNamespace(doc_id="b", sayings=[]),
    ]
    mentions = pd.DataFrame(
        [("a", 0, 9, "Anna Kern", "PERSON", "name", "Anna Kern")],
        columns=["doc_id", "start", "end", "text", "type", "kind", "entity"],
    )
    table = statement_table(rows, mentions, None)  # type: ignore[arg-type]
    assert table["statement_id"].tolist() == ["a-s001", "a-s002"]
    assert table["speakers"].tolist() == [["Anna Kern"], ["Anna Kern"]]
    assert table["act"].tolist() == ["condemn", "assert"]
    assert table["scale"].tolist() == [-3.4, 0.0]
    assert table["content"].tolist() == [[[100, 120]], [[100, 120]]]


def test_codebook_changes_the_act_of_a_cue() -> None:
    rows = [SimpleNamespace(doc_id="a", sayings=[saying(act="assert", cue_lemma="opine")])]
    empty = pd.DataFrame(columns=["doc_id", "start", "end", "text", "type", "kind", "entity"])
    table = statement_table(rows, empty, SimpleNamespace(cues={"opine": "warn"}))  # type: ignore[arg-type]
    assert table[["act", "scale"]].to_dict("records") == [{"act": "warn", "scale": -3.0}]


def test_codebook_s_cue_of_several_words_is_found_in_the_cue_or_where_the_content_starts() -> None:
    rows = [
        SimpleNamespace(
            doc_id="a",
            sayings=[
                saying(cue_lemma="hit", lemmas=["hit"], onward=["out", "at", "it"]),
                saying(cue_lemma="hit", lemmas=["have", "hit", "out"]),
                saying(cue_lemma="hit", lemmas=["hit"], onward=["it"]),
            ],
        )
    ]
    empty = pd.DataFrame(columns=["doc_id", "start", "end", "text", "type", "kind", "entity"])
    table = statement_table(rows, empty, SimpleNamespace(cues={"hit out": "condemn"}))  # type: ignore[arg-type]
    assert table["act"].tolist() == ["condemn", "condemn", "assert"]


def test_codebook_s_verb_counts_where_the_lexicon_took_another_word_of_the_cue() -> None:
    rows = [SimpleNamespace(doc_id="a", sayings=[saying(cue_lemma="regret", lemmas=["gush", "regret"])])]
    empty = pd.DataFrame(columns=["doc_id", "start", "end", "text", "type", "kind", "entity"])
    table = statement_table(rows, empty, SimpleNamespace(cues={"gush": "praise"}))  # type: ignore[arg-type]
    assert table["act"].tolist() == ["praise"]


def test_we_are_those_who_named_themselves_before_or_the_head_of_the_text() -> None:
    found = Mentions([mention(0, 5, "Ministry of Trade of Peru", "ORG"), mention(40, 50, "Chile", "GPE")])
    named = Saying([[60, 70]], source=[[38, 52]], core=[[38, 52]], head="we")
    assert resolve([named, saying([80, 82], head="we")], found) == [["Chile"], ["Chile"]]
    assert resolve([saying([80, 82], head="we")], found) == [["Ministry of Trade of Peru"]]


def test_joint_document_speaks_for_both_even_when_one_spoke_last() -> None:
    found = Mentions([mention(0, 9, "Anna Kern"), mention(20, 27, "Rui Vaz")])
    sayings = [saying([0, 9]), saying([80, 90], head="declaration", joint=True)]
    assert resolve(sayings, found) == [["Anna Kern"], ["Anna Kern", "Rui Vaz"]]


def test_points_behind_a_colon_are_whose_the_line_in_front_names(read_text: Read) -> None:
    text = (
        "A line\n\nPoints from the talk of the minister, Anna Kern:\n\n* The court was wrong.\n\nIt rained: and so on."
    )
    rows = [(0, 6, "title"), (8, 56, "paragraph"), (58, 80, "paragraph"), (82, len(text), "paragraph")]
    assert _lead_in(60, rows, text) == [[8, 56]]
    assert _lead_in(82, rows, text) == []


@pytest.mark.parametrize(
    ("source", "head", "joint"),
    [("We, the ministers,", "we", True), ("Their declaration", "declaration", True), ("The letter", "letter", False)],
)
def test_first_person_and_joint_documents_are_told_by_the_head(
    read_text: Read, source: str, head: str, joint: bool
) -> None:
    named = name_source(Index(read_text(f"{source} welcomed the plan.")).tokens([(0, len(source))]))
    assert (named.head, named.joint) == (head, joint)


@pytest.mark.parametrize(
    ("cue", "content", "joint", "act"),
    [
        ("stressed", "the need to open the border", False, "call"),
        ("noted", "the need to open the border", False, ""),
        ("did not deny", "that it was late", False, "assert"),
        ("did not accept", "the plan", False, "reject"),
        ("pledged", "to open the border", True, "agree"),
        ("pledged", "to open the border", False, ""),
        ("rejected", "claims of a leak", False, "deny"),
        ("held", "the navy responsible for it", False, "accuse"),
        ("said", "the report was entirely fabricated", False, "deny"),
        ("said", '"We condemn the attack on the port"', False, "condemn"),
        ("said", '"Let me thank the people of the town"', False, "thank"),
        ("said", '"They condemn the attack on the port"', False, ""),
        ("said", "it would rain", False, ""),
    ],
)
def test_act_is_told_by_the_cue_and_the_words_behind_it(
    read_text: Read, cue: str, content: str, joint: bool, act: str
) -> None:
    text = f"The minister {cue} {content}."
    index = Index(read_text(text))
    said = attribution(text, "The minister", cue, content)
    cues, contents = index.tokens(said.cue), index.tokens(said.content)
    _, entry = cue_entry(cues, contents)
    assert told_act(entry, cues, contents, joint) == act
