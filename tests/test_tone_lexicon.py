import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tone import explain_tone, score_tone, tone_label
from analysis.tone.lexicon import find_hits, make_lexicon

LEXICON = {
    "group": [
        {"name": "good", "valence": 0.8, "words": ["friend*", "pact", "peace*", "help*"]},
        {"name": "bad", "valence": -0.5, "words": ["quarrel*", "war", "violat*", "victim*"]},
        {"name": "either way", "valence": -0.9, "turned": False, "words": ["unpunished"]},
        {"name": "no tone", "valence": 0.0, "words": ["not only", "friendship bridge"]},
    ],
    "acts": {},
    "negate": {"words": ["not", "no", "never"]},
    "invert": {"words": ["end", "prevent*"]},
    "spoil": {"words": ["violat*", "turn* down"]},
    "relieve": {"words": ["help*"]},
    "stop": {"words": ["but", "until"]},
    "reach": {"words": 6},
}


def valences(text):
    return [(hit.text, hit.valence) for hit in find_hits(text, make_lexicon(LEXICON))]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("no quarrel with a friend", [("quarrel", 0.2), ("friend", 0.8)]),
        ("will not make peace with friends", [("peace", -0.8), ("friends", -0.8)]),
        ("will not help wars", [("help", -0.8)]),
        ("prevent quarrels and war", [("quarrels", 0.4), ("war", 0.4)]),
        ("end the war peacefully", [("war", 0.4), ("peacefully", 0.8)]),
        ("not a friend to war", [("friend", -0.8), ("war", -0.5)]),
        ("end the talks and keep the peace", [("peace", 0.8)]),
        ("no talks until peace", [("peace", 0.8)]),
    ],
)
def test_a_denial_reaches_its_own_words_only(text, hits):
    assert valences(text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("violated the pact", [("violated", -0.5), ("pact", -0.8)]),
        ("never violated the pact", [("violated", 0.2), ("pact", 0.8)]),
        ("turned down the pact", [("pact", -0.8)]),
        ("violated the war", [("violated", -0.5), ("war", -0.5)]),
        ("help for the victims", [("help", 0.8), ("victims", 0.4)]),
        ("no help for the victims", [("help", -0.8), ("victims", -0.5)]),
    ],
)
def test_some_words_count_and_turn_what_is_of_the_other_sign(text, hits):
    assert valences(text) == hits


def test_a_group_may_stand_whatever_is_denied():
    assert valences("will not go unpunished") == valences("goes unpunished") == [("unpunished", -0.9)]


def test_what_only_looks_like_a_word_of_tone_neither_counts_nor_turns():
    assert valences("not only a friend") == [("friend", 0.8)]
    assert valences("the friendship bridge") == []


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (1, "The islands would never do anything that undermines the security of their neighbour."),
        (1, "Our government has no objection to the visit."),
        (-1, "The raid will not go unpunished."),
        (-1, "This provocation cannot go unanswered."),
        (1, "Both ministers agreed to remain in close contact."),
        (1, "There is no longer any obstacle to the agreement."),
        (1, "They spoke of minimising the impact of sanctions on medicine."),
        (1, "The republic would never allow terrorists to use its soil."),
        (-1, "We will not tolerate interference in our affairs."),
        (-1, "There can be no justification for this."),
        (-1, "The envoy failed to honour his commitments."),
        (-1, "He declined to support the resolution."),
        (1, "The council revoked the sanctions."),
        (-1, "The council revoked the licence and cancelled all cooperation."),
        (-1, "They rejected the offer of mediation."),
        (1, "We want no quarrel with a friendly nation."),
        (1, "The republic is not only a neighbour but a trusted partner."),
        (1, "The fund will help victims of the war."),
        (1, "The ministry announced the release of all detainees."),
        (1, "The two ministers reduced tensions and avoided a conflict."),
        (-1, "Without respect for sovereignty there is no dialogue."),
        (1, "They will keep the channel open."),
        (-1, "He accused the neighbours of violating the ceasefire."),
        (1, "The neighbours settled their dispute peacefully."),
        (1, "Both governments renounced the use of force."),
        (0, "The deadline for applications is Friday, several offices say."),
        (0, "The treasury and the investigators stand on opposite sides of the street."),
        (0, "Denmark and the Crimean question were on the agenda of Admiral Expanse."),
        (0, "The expansion of the airport is being studied."),
    ],
)
def test_statements_are_read_as_a_reader_reads_them(label, text):
    tone = score_tone([text], scorer="lexicon")["tone"][0]
    assert tone_label(tone) == label, explain_tone(text)[["text", "valence", "reason"]].to_string()


WORDS = ["not", "no", "never", "and", "or", ",", ".", "the", "reject", "help", "war", "pact", "victims", "of", "end"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_every_hit_is_a_word_of_the_text_that_counts(words):
    text = " ".join(words)
    hits = find_hits(text)
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)
    assert all(0 < abs(hit.valence) <= 1 for hit in hits)
    assert sorted(hits, key=lambda hit: hit.start) == hits
