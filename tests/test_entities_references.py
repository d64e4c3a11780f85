"""Whom role phrases and pronouns stand for, and where they stand for no one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.article import Article
from analysis.entities import read_names

Read = Callable[[str], Article]

MEETING = (
    "LIMA (PWN) - Peruvian Foreign Minister Rosa Quispe received her Chilean counterpart Jorge Toro in Lima on Monday, "
    "the ministry's press service said. {}"
)


def meant(read_text: Read, text: str, phrase: str) -> list[str]:
    """Return what the last occurrence of a phrase stands for."""
    start = text.rindex(phrase)
    found = [n for n in read_names(read_text(text)) if n.start == start and n.end == start + len(phrase)]
    return [key for name in found if name.kind != "name" for key in name.keys]


@pytest.mark.parametrize(
    ("sentence", "phrase", "who"),
    [
        ("The Chilean minister thanked Peru.", "Chilean minister", ["Jorge Toro"]),
        ("The Peruvian Foreign Minister agreed.", "Peruvian Foreign Minister", ["Rosa Quispe"]),
        ("The two ministers signed a treaty.", "two ministers", ["Rosa Quispe", "Jorge Toro"]),
        ("Both officials left early.", "Both officials", ["Rosa Quispe", "Jorge Toro"]),
        ("Toro said he would return.", "he", ["Jorge Toro"]),
        ("Quispe noted that she was pleased.", "she", ["Rosa Quispe"]),
        ("The visiting minister thanked his hosts.", "visiting minister", ["Jorge Toro"]),
        ("Bolivia's president was not there.", "Bolivia's president", ["President of Bolivia"]),
        ("Chile's foreign ministry agreed.", "Chile's foreign ministry", ["Ministry of Foreign Affairs of Chile"]),
        ("The ministry gave no details.", "ministry", ["Ministry of Foreign Affairs of Peru"]),
        ("The Chilean side was pleased.", "Chilean side", ["Chile"]),
        ("A Brazilian official was sceptical.", "Brazilian official", ["Brazil"]),
        ("The Bolivian embassy in Lima kept silent.", "Bolivian embassy in Lima", ["Embassy of Bolivia in Peru"]),
    ],
)
def test_role_phrases_and_pronouns_in_a_meeting(read_text: Read, sentence: str, phrase: str, who: list[str]) -> None:
    assert meant(read_text, MEETING.format(sentence), phrase) == who


def test_the_counterpart_of_a_minister_is_the_one_of_the_other_country(read_text: Read) -> None:
    text = MEETING.format("Quispe thanked her Chilean counterpart for coming.")
    assert meant(read_text, text, "her Chilean counterpart") == ["Jorge Toro"]


def test_a_ministry_that_no_one_was_told_to_lead_is_none(read_text: Read) -> None:
    text = "LIMA, March 4 (PWN) - Fishing boats left the port. The ministry said that the season was good."
    assert meant(read_text, text, "The ministry") == []


def test_both_countries_are_the_two_the_article_is_about(read_text: Read) -> None:
    text = "Kenya and Ghana signed a pact on trade. Kenya praised Ghana. Both countries will cut tariffs."
    assert meant(read_text, text, "Both countries") == ["Kenya", "Ghana"]


def test_an_official_named_late_has_the_office_told_before(read_text: Read) -> None:
    text = (
        "Poland's deputy foreign minister accused Germany on Friday of hiding papers. "
        "Jan Kowalski was speaking in Warsaw. He told reporters that the Polish minister expects an answer."
    )
    assert meant(read_text, text, "Poland's deputy foreign minister") == ["Jan Kowalski"]


def test_a_spokesman_without_a_name_speaks_for_the_institution(read_text: Read) -> None:
    text = 'A Kremlin spokesman denied it. "We know nothing," he said.'
    assert meant(read_text, text, "Kremlin spokesman") == ["Kremlin"]
    assert meant(read_text, text, "he") == ["Kremlin"]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("He left early and said nothing.", "He"),
        ("The minister left early.", "minister"),
        ("Both sides were tired.", "Both sides"),
        ("It was raining in the harbour.", "It"),
        ("A minister from a small island said so.", "minister"),
    ],
)
def test_where_the_text_does_not_tell_a_phrase_stands_for_no_one(read_text: Read, text: str, phrase: str) -> None:
    assert meant(read_text, text, phrase) == []


def test_a_pronoun_outside_a_quotation_means_no_one_named_only_inside(read_text: Read) -> None:
    text = 'Foreign Minister Ana Ruiz of Chile spoke on Friday. "Maria Lopez was kind to us," she said.'
    assert meant(read_text, text, "she") == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("lead", "meant_by"),
    [("In a communiqué,", ["Chile", "Peru"]), ("In the evening,", ["Ana Ruiz", "Luis Quispe"])],
)
def test_sides_are_countries_in_a_joint_document(read_text: Read, lead: str, meant_by: list[str]) -> None:
    text = (
        "Chilean Foreign Minister Ana Ruiz met her Peruvian counterpart Luis Quispe in Lima on Monday. Ruiz praised "
        "the plan for a new bridge. Quispe thanked the minister for her visit. "
        f"{lead} the two sides promised more trade."
    )
    assert meant(read_text, text, "two sides") == meant_by


def test_a_storm_is_no_person_that_the_two_leaders_could_mean(read_text: Read) -> None:
    text = (
        "Prime Minister Ana Ruiz of Chile met Prime Minister Luis Quispe of Peru in Lima after Cyclone Mona. "
        "The two leaders promised help."
    )
    assert meant(read_text, text, "two leaders") == ["Ana Ruiz", "Luis Quispe"]


@pytest.mark.parametrize(
    ("text", "phrase", "who"),
    [
        ("Algeria and Morocco met. Algeria said that the kingdom had agreed.", "kingdom", ["Morocco"]),
        ("Peru and Chile met Rosa Quispe and Jorge Toro. Two officials confirmed it.", "Two officials", []),
        ("Paraguay recalled its ambassador to Brazil.", "its ambassador to Brazil", ["Ambassador of Paraguay"]),
        ("High Commissioner Ana Sol of India spoke. She blamed the defence minister.", "defence minister", []),
        ("The UN mission in Libya welcomed the project.", "UN mission in Libya", []),
        ("Fiji thanked the Government and people of Samoa.", "Government", ["Samoa"]),
        (
            "Norway's mission to the EU agreed.",
            "Norway's mission to the EU",
            ["Mission of Norway to the European Union"],
        ),
        ("Peru and Chile met. Sheep graze on both sides of the fence.", "both sides of the fence", []),
        ("Peru, Chile and Bolivia met. Three countries signed.", "Three countries", []),
        (
            "TASHKENT, Uzbekistan - The foreign ministry of the Taliban denied it.",
            "foreign ministry of the Taliban",
            ["Ministry of Foreign Affairs of Afghanistan"],
        ),
        ("The Catholic University met. The court agreed.", "court", []),
    ],
)
def test_role_phrases_stand_for_those_whom_the_text_decides(
    read_text: Read, text: str, phrase: str, who: list[str]
) -> None:
    assert meant(read_text, text, phrase) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Peru's Jorge Toro spoke. Ambassador Ines Vera said that Toro had quoted newspapers. She left.",
            "Ines Vera",
        ),
        (
            "Mr Toro left. The mayor of Lund, Karl Berg, thanked the firefighters. He was pleased.",
            "Karl Berg",
        ),
        (
            "Spokesman Ali Reza Ahadi spoke. The envoy, Ismatilla Karimov, will be in Lima. He hopes to return.",
            "Ismatilla Karimov",
        ),
    ],
)
def test_a_pronoun_means_the_subject_of_the_sentence_before(read_text: Read, text: str, who: str) -> None:
    assert meant(read_text, text, "She" if "She" in text else "He") == [who]
