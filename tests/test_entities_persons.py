"""Which words name a person, and which of an article's names are one person's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article import Article
from analysis.entities import read_names
from analysis.entities.people import full_form
from analysis.entities.titles import describe

Read = Callable[[str], Article]


def persons(read_text: Read, text: str) -> list[tuple[str, str]]:
    """Return text and key of each person's name."""
    return [(n.text, n.key) for n in read_names(read_text(text)) if n.kind == "name" and n.type == "PERSON"]


def keys(read_text: Read, text: str) -> set[str]:
    return {key for _, key in persons(read_text, text)}


def types(read_text: Read, text: str) -> dict[str, str]:
    return {n.text: n.type for n in read_names(read_text(text)) if n.kind == "name"}


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Fijian minister Ratu Semi Tabua arrived on Monday.", "Semi Tabua"),
        ("Permanent Secretary U Kyaw Zin Oo led the delegation.", "Kyaw Zin Oo"),
        ("Malaysian Foreign Minister Datuk Seri Halim Rashid spoke in Lima.", "Halim Rashid"),
        ("Brunei's minister, Dato Hajah Rokiah Ali, chaired the meeting.", "Rokiah Ali"),
        ("Its spokesman, Mawlawi Naser Wardak, said the road was open.", "Naser Wardak"),
        ("The commander, Commodore Lamin Sey, denied the report.", "Lamin Sey"),
        ("Tan Sri Musa Osman welcomed the decision.", "Musa Osman"),
    ],
)
def test_courtesy_titles_are_no_part_of_a_name(read_text: Read, sentence: str, who: str) -> None:
    assert keys(read_text, sentence) == {who}


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Commissioner for Fisheries Greta De Wit said on Monday that stocks were low.", "Greta De Wit"),
        ("The Minister for Foreign Relations of Mongolia B. Tsend visited Peru.", "B. Tsend"),
        (
            "Minister of Foreign Affairs, Migration and Tunisians Abroad Ali Ben Youssef met Rosa Quispe.",
            "Ali Ben Youssef",
        ),
        ("The deputy minister for Oceans and Statistics Carla Mendez left.", "Carla Mendez"),
    ],
)
def test_what_a_minister_is_of_is_no_part_of_a_name(read_text: Read, sentence: str, who: str) -> None:
    assert who in keys(read_text, sentence)
    assert not any(
        word in key for key in keys(read_text, sentence) for word in ("Fisher", "Relation", "Abroad", "Stat")
    )


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        (
            "An energy analyst at the Catholic University, Hugo Maidana Soto, reckons that prices will rise.",
            "Hugo Maidana Soto",
        ),
        ('"They just rot," said Agnes Tumwebaze, 43, pointing at her truck.', "Agnes Tumwebaze"),
        ("Paulo Henrique Sabino has been Brazil's consul general in Lima for three years.", "Paulo Henrique Sabino"),
        ("His host, Bounma Keokham, said a hotline would be set up.", "Bounma Keokham"),
        ("Ts. Baatar, who heads an association of migrants, grumbled about it.", "Ts. Baatar"),
        ("Guest: Jean-Luc Herault, former French ambassador in Niamey", "Jean-Luc Herault"),
        ("Myanmar's ambassador in Dhaka, Kyaw Zin Thu, was summoned.", "Kyaw Zin Thu"),
    ],
)
def test_what_stands_around_a_full_name_tells_a_person(read_text: Read, sentence: str, who: str) -> None:
    assert who in keys(read_text, sentence)


def test_a_surname_in_capitals_is_the_same_name(read_text: Read) -> None:
    text = "Mr. OKANO Shigeru met the Hon. Moses KALORIS on Monday. Minister Okano thanked Mr Kaloris."
    assert keys(read_text, text) == {"Okano Shigeru", "Moses Kaloris"}


@given(st.text(alphabet="ABCXYZÉÖ abcé-'.", min_size=1, max_size=30))
def test_a_name_keeps_its_letters(text: str) -> None:
    assert full_form(text).casefold().startswith(full_form(full_form(text)).casefold()[:1])
    assert len(full_form(text)) <= len(text)


def test_a_ruler_s_title_may_be_a_given_name(read_text: Read) -> None:
    text = "Sultan Al Marzouq, Assistant Minister of the United Arab Emirates, spoke. Al Marzouq thanked Iraq."
    assert keys(read_text, text) == {"Sultan Al Marzouq"}
    assert keys(read_text, "Sultan Haitham received Crown Prince Hussein on Monday.") == {"Haitham", "Hussein"}


def test_a_place_is_no_person(read_text: Read) -> None:
    text = (
        "The mayor of Lund, Ana Sol, and the chairman of the Red and Black party saw Minister Luís Prado in São Luís."
    )
    assert keys(read_text, text) == {"Ana Sol", "Luís Prado"}


def test_father_and_son_are_two(read_text: Read) -> None:
    text = "Former president Hafez Toro and his son, President Bashir Toro, were there. Bashir Toro said nothing."
    assert keys(read_text, text) == {"Hafez Toro", "Bashir Toro"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Crown Prince Hamad bin Rashid met Ursula von der Heide. Bin Rashid thanked Von der Heide.", 4),
        ("Brazilian Foreign Minister Mauro dos Santos Lima spoke. Dos Santos Lima left.", 2),
        ("Spanish minister Ernesto Castillo Ruiz refused. Castillo left.", 2),
        ("Chinese Foreign Minister Wang Bo met Hungarian minister Szabo Peter. Wang thanked Szabo.", 4),
        ("J. D. Whitmore of the United States agreed. Whitmore left.", 2),
    ],
)
def test_parts_of_a_name_are_the_one_named_in_full(read_text: Read, text: str, names: int) -> None:
    found = persons(read_text, text)
    assert len(found) == names
    assert len({key for _, key in found}) == names / 2


def test_names_in_a_paragraph_of_capitals_end_before_the_verb(read_text: Read) -> None:
    text = (
        "Peruvian officials praised Foreign Minister Ana Sol on Monday.\n\n"
        "CHILEAN PRESIDENT JORGE TORO VALDEZ ARRIVED IN LIMA. PERUVIAN PRESIDENT ROSA QUISPE WELCOMED HIM."
    )
    assert keys(read_text, text) == {"Ana Sol", "Jorge Toro Valdez", "Rosa Quispe"}


def test_single_names_speak(read_text: Read) -> None:
    assert keys(read_text, "The foreign minister of Laos, Thongsavat, agreed. Indonesian minister Sugiarto left.") == {
        "Thongsavat",
        "Sugiarto",
    }


def test_titles_and_patronymics_tell_gender(read_text: Read) -> None:
    assert describe("Dato Hajah")[2] == "f"
    assert describe("Datuk Seri")[2] == ""
    text = "Minister Noora bint Khalid met Minister Ali Warsame. He thanked Qatar."
    he = [n.key for n in read_names(read_text(text)) if n.text == "He"]
    assert he == ["Ali Warsame"]


def test_a_headline_s_verb_is_no_name(read_text: Read) -> None:
    text = "Minister Receives Canadian Envoy\n\nSaudi minister Turki Al Dossari met Canadian ambassador Fiona Laurin."
    assert keys(read_text, text) == {"Turki Al Dossari", "Fiona Laurin"}


def test_the_part_of_a_turn_is_no_name(read_text: Read) -> None:
    text = "HOST (Leila Amrani): Good morning.\n\nQUESTION: Is it so?\n\nHOST: It is not known.\n\nQUESTION: Why?"
    assert types(read_text, text) == {"Leila Amrani": "PERSON"}
