"""What the shipped weights must do: read direction, keep to each text, and say the same every time."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tone import read_tone, score_tone, statement_window
from analysis.tone.model import read_probabilities
from analysis.tone.scoring import score_marked
from analysis.tone.statements import add_tone
from analysis.tone.window import CONTENT, CUE, MAX_SUBTOKENS, TARGET, Marked, encode

TEXTS = [
    "The minister thanked Ghana for its generous help.",
    "Ruritania denounced the brutal attack on its embassy.",
    "The delegation will arrive on Thursday.",
    "",
    "x " * 2000,
]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The two presidents praised the friendship between their nations and agreed to deepen cooperation.", 1),
        ("He condemned the shelling of the village as a war crime and threatened to retaliate.", -1),
        ("She thanked the hosts for their warm hospitality.", 1),
        ("The ministry rejected the accusation as baseless slander.", -1),
    ],
)
def test_the_direction_of_plain_sentences(text, sign):
    assert score_tone([text])["tone"][0] * sign > 0.05


def test_tone_depends_on_the_target():
    text = "The president praised Ghana and condemned the regime in Ruritania."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Ghana", "the regime in Ruritania")]
    tones = score_tone([text, text], spans)["tone"]
    assert tones[0] > tones[1]


def test_a_text_scores_the_same_alone_and_among_others():
    together = score_tone(TEXTS)["tone"].tolist()
    backwards = score_tone(TEXTS[::-1])["tone"].tolist()[::-1]
    alone = [score_tone([text])["tone"][0] for text in TEXTS]
    assert together == backwards == alone


def test_a_text_without_words_is_neutral():
    assert score_tone(["", "   "])["tone"].tolist() == [0.0, 0.0]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_probabilities_add_up_for_any_text(text):
    row = read_probabilities([Marked(text, ())])[0]
    assert row.shape == (3,)
    assert np.isclose(row.sum(), 1)


class Words:
    """A tokeniser of one id a word, for `encode`."""

    def encode(self, text, add_special_tokens):
        offsets, at = [], 0
        for word in text.split():
            at = text.index(word, at)
            offsets.append((at, at + len(word)))
            at += len(word)
        return type("Encoded", (), {"ids": list(range(10, 10 + len(offsets))), "offsets": offsets})

    def token_to_id(self, token):
        return {"[CLS]": 1, "[SEP]": 2}[token]


def test_roles_follow_the_marks():
    ids, roles = encode(Marked("X said no .", ((2, 6, CUE), (7, 9, CONTENT))), Words())
    assert ids == [1, 10, 11, 12, 13, 2]
    assert roles == [0, 0, CUE, CONTENT, 0, 0]


def test_a_text_without_marks_is_read_whole():
    assert encode(Marked("all of it", ()), Words())[1] == [0, CONTENT, CONTENT, CONTENT, 0]


@pytest.mark.parametrize("place", [0, 150, 299])
def test_a_long_text_keeps_its_target(place):
    text = " ".join(f"w{n:03d}" for n in range(300))
    ids, roles = encode(Marked(text, ((place * 5, place * 5 + 4, TARGET),)), Words())
    assert len(ids) == MAX_SUBTOKENS
    assert ids[roles.index(TARGET)] == 10 + place


def test_a_long_statement_is_read_from_its_start():
    text = " ".join(f"w{n:03d}" for n in range(300))
    ids, roles = encode(Marked(text, ((250, 1499, CONTENT),)), Words())
    assert ids[1] == 10 + 50
    assert roles[1:-1] == [CONTENT] * (MAX_SUBTOKENS - 2)


def test_statements_read_in_the_first_phase_are_not_read_again():
    text = "Peru praised the accord."
    saying = type("Saying", (), {"content": [[13, 23]], "cue": [[5, 12]], "source": [[0, 4]], "act": "praise"})
    article = type("Article", (), {"text": text})
    tones = read_tone(article, [saying])
    assert tones == score_tone_of(text, saying)
    reading = type("Reading", (), {"doc_id": "a", "sayings": [saying], "tones": [-0.123]})
    row = {"doc_id": "a", "statement_id": "a/1", "speakers": ["Peru"], "act": "praise"}
    statements = pd.DataFrame([{**row, "content": saying.content, "cue": saying.cue, "source": saying.source}])
    documents = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    mentions = pd.DataFrame(columns=["doc_id", "start", "end", "type", "kind", "entity"])
    assert add_tone(statements, [reading], documents, mentions)["tone"].tolist() == [-0.123]
    assert add_tone(statements, [], documents, mentions)["tone"].tolist() == tones


def score_tone_of(text, saying):
    window = statement_window(text, saying.content, saying.cue, saying.source)
    return score_marked([window], "model", acts=["praise"])


def test_the_act_moves_the_tone():
    window = Marked("Peru noted the accord.", ())
    tones = [score_marked([window], "model", acts=[act])[0] for act in ("condemn", "assert", "praise")]
    assert tones[0] < tones[1] < tones[2]


def test_a_codebooks_act_is_read_anew():
    text = "Peru flagged the accord."
    saying = type("Saying", (), {"content": [[13, 23]], "cue": [[5, 12]], "source": [[0, 4]], "act": "assert"})
    reading = type("Reading", (), {"doc_id": "a", "sayings": [saying], "tones": [-0.123]})
    row = {"doc_id": "a", "statement_id": "a/1", "speakers": ["Peru"], "act": "praise"}
    statements = pd.DataFrame([{**row, "content": saying.content, "cue": saying.cue, "source": saying.source}])
    documents = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    mentions = pd.DataFrame(columns=["doc_id", "start", "end", "type", "kind", "entity"])
    assert add_tone(statements, [reading], documents, mentions)["tone"].tolist() != [-0.123]
