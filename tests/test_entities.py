"""What names an article holds, and what is none."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.article import Article
from analysis.entities import Name, read_names
from analysis.entities.acronyms import abbreviates
from analysis.entities.gazetteer import capitals, countries, gazetteer, words_of
from analysis.entities.ministries import ministry, portfolio_of
from analysis.entities.titles import describe, office_of
from analysis.entities.variants import alike

Read = Callable[[str], Article]
TELLING = [
    "the", "US", "President", "of", "'s", "Minister", ",", ".", '"', "(", ")", "-", "Al", "bin", "and", "Kenya",
    "he", "it", "Rosa", "Toro",
]  # fmt: skip


def named(read_text: Read, text: str) -> list[tuple[str, str, str]]:
    """Return text, type and first key of each name of an article."""
    return [(n.text, n.type, n.key) for n in read_names(read_text(text)) if n.kind == "name"]


def keys(read_text: Read, text: str, type_: str) -> set[str]:
    return {key for _, kind, key in named(read_text, text) if kind == type_}


def test_names_are_rows_that_json_can_hold(read_text: Read) -> None:
    names = read_names(read_text("Peruvian Foreign Minister Rosa Quispe said on Monday that she would visit Chile."))
    again = [Name(**row) for row in json.loads(json.dumps([asdict(name) for name in names]))]
    assert again == names


def test_a_title_anchors_a_name_and_is_no_part_of_it(read_text: Read) -> None:
    text = (
        "Oslo's guest was Deputy Prime Minister - Minister of Trade and Integration of Kenya Josephat Wanyonyi. "
        "United States Under Secretary of Commerce for International Trade Mary Stone joined him."
    )
    assert keys(read_text, text, "PERSON") == {"Josephat Wanyonyi", "Mary Stone"}


def test_a_bare_surname_is_the_person_named_in_full(read_text: Read) -> None:
    text = "Laos Foreign Minister Khamphet Sisombath spoke on Friday. Khamphet thanked Japan. Mr Sisombath left."
    assert [key for _, kind, key in named(read_text, text) if kind == "PERSON"] == ["Khamphet Sisombath"] * 3


def test_a_namesake_is_not_the_one_named_before(read_text: Read) -> None:
    text = "President Barlow spoke with Diana Barlow on Friday. Barlow said the talks with Peru went well."
    assert {k for t, kind, k in named(read_text, text) if kind == "PERSON"} == {"Barlow", "Diana Barlow"}


@pytest.mark.parametrize(
    ("text", "span", "entity"),
    [
        ("The U.K. and the UAE agreed.", "U.K.", "United Kingdom"),
        ("The DPRK protested on Friday.", "DPRK", "North Korea"),
        ("The Lao People's Democratic Republic agreed.", "Lao People's Democratic Republic", "Laos"),
        ("US-Kazakhstan relations are good.", "US", "United States"),
        ("US-Kazakhstan relations are good.", "Kazakhstan", "Kazakhstan"),
        ("The Congolese delegation left.", "Congolese", "Democratic Republic of the Congo"),
        ("He flew to Washington D.C. on Friday.", "Washington D.C.", "Washington, D.C."),
    ],
)
def test_countries_have_one_name(read_text: Read, text: str, span: str, entity: str) -> None:
    assert (span, entity) in {(t, key) for t, _, key in named(read_text, text)}


def test_money_pronouns_and_small_words_are_no_countries(read_text: Read) -> None:
    text = "In May it cost 5 million U.S. dollars. It helped us. Tell Us, they said. The US$55 billion came later."
    assert keys(read_text, text, "GPE") == set()


def test_a_capital_is_its_government_where_it_acts_and_a_place_where_things_happen(read_text: Read) -> None:
    text = "Oslo - Norway protested. Moscow rejected the protest. The envoys met in Moscow. She told Moscow to wait."
    assert [key for t, _, key in named(read_text, text) if t in {"Oslo", "Moscow"}] == [
        "Oslo",
        "Russia",
        "Moscow",
        "Russia",
    ]


def test_a_ministry_has_the_name_of_its_country(read_text: Read) -> None:
    text = "The Kazakh Foreign Ministry and Kenya's Ministry of Defence agreed. The U.S. Department of Energy did not."
    assert keys(read_text, text, "ORG") == {
        "Ministry of Foreign Affairs of Kazakhstan",
        "Ministry of Defence of Kenya",
        "United States Department of Energy",
    }


def test_forums_and_explained_acronyms_are_one_entity(read_text: Read) -> None:
    text = "The G-20 and the C5+1 met. The Green Harbour Partnership Dialogue (GHPD) opened. The GHPD closed."
    found = [(t, key) for t, _, key in named(read_text, text)]
    assert ("G-20", "G20") in found
    assert ("C5+1", "C5+1") in found
    assert [key for t, key in found if t == "GHPD"] == ["Green Harbour Partnership Dialogue"] * 2


def test_a_name_runs_over_a_line_break(read_text: Read) -> None:
    text = (
        "Vientiane (Mekong Wire) - Deputy Premier and Foreign Minister of Laos Khamphet\n"
        "Sisombath held talks with his Cambodian counterpart Sok Veasna in Vientiane on\n"
        "September 21, during which the two ministers expressed their delight at ties.\n"
    )
    assert "Khamphet Sisombath" in keys(read_text, text, "PERSON")


def test_paragraphs_in_capitals_are_read(read_text: Read) -> None:
    text = "THE FOREIGN MINISTER OF NORWAY, KARI NORDMANN, TOLD REPORTERS THAT RUSSIA HAD AGREED. CONTACT US."
    assert keys(read_text, text, "PERSON") == {"Kari Nordmann"}
    assert {"Norway", "Russia"} == keys(read_text, text, "GPE")


def test_names_in_other_scripts_are_kept_as_written(read_text: Read) -> None:
    text = "Foreign Minister Сергей Волков met Deputy Minister Élodie Čapková in Riga on Friday."
    assert keys(read_text, text, "PERSON") == {"Сергей Волков", "Élodie Čapková"}


def test_an_article_without_a_name_has_none(read_text: Read) -> None:
    assert read_names(read_text("the weather was fine and nothing happened at all.")) == []
    assert read_names(read_text("")) == []


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_and_its_spans_are_its_own(read_text: Read, text: str) -> None:
    for name in read_names(read_text(text)):
        assert text[name.start : name.end] == name.text
        assert name.text.strip()
        assert name.keys
        assert name.kind in {"name", "nominal", "pronoun"}


@given(
    st.lists(
        st.sampled_from(TELLING),
        max_size=40,
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_telling_words_is_read(read_text: Read, words: list[str]) -> None:
    text = " ".join(words)
    for name in read_names(read_text(text)):
        assert text[name.start : name.end] == name.text


def test_five_thousand_names_take_time_in_proportion(read_text: Read) -> None:
    def text(n: int) -> str:
        return "\n\n".join(
            f"Minister Kal{_letters(i)} Tor{_letters(i)} met President Mina Vos in Riga." for i in range(n)
        )

    def seconds(article: Article) -> float:
        begun = time.process_time()
        read_names(article)
        return time.process_time() - begun

    small, large = read_text(text(80)), read_text(text(320))
    read_names(small)
    assert seconds(large) < 10 * max(seconds(small), 0.05)


def _letters(i: int) -> str:
    return "".join("abcdefghij"[int(d)] for d in str(i))


def test_every_country_has_one_row_and_is_found() -> None:
    assert len(countries()) > 200
    for name in countries():
        assert gazetteer().longest(words_of(name), 0) is not None, name
    assert capitals()["Brussels"] == "European Union"
    assert capitals()["Astana"] == "Kazakhstan"


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("Deputy Prime Minister - Minister of Foreign Affairs", "minister"),
        ("Prime Minister", "premier"),
        ("Vice President", "vice_president"),
        ("Under Secretary of Commerce for International Trade", "minister"),
        ("Foreign Ministry spokeswoman", "spokesperson"),
        ("", ""),
    ],
)
def test_offices(title: str, office: str) -> None:
    assert office_of(title) == office


def test_titles_tell_portfolio_and_gender() -> None:
    assert describe("Foreign Ministry spokeswoman") == ("spokesperson", "Foreign Affairs", "f")
    assert portfolio_of("the national defence ministry") == "Defence"


def test_ministries_are_named_after_their_country() -> None:
    assert ministry("Foreign Affairs", "Philippines") == "Ministry of Foreign Affairs of the Philippines"
    assert ministry("Foreign Affairs", "United States") == "United States Department of State"
    assert ministry("Defence", "Kenya", "Ministry of Defense") == "Ministry of Defense of Kenya"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anthony", "Antony", True),
        ("Tleuberdi", "Tileuberdi", True),
        ("Kassym-Zhomart", "Kassym-Jomart", True),
        ("Zelenskyy", "Zelensky", True),
        ("Petrov", "Petrova", False),
        ("Lavrov", "Pavlov", False),
        ("Kim", "Kem", False),
    ],
)
def test_spellings_of_one_name(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


def test_acronyms_are_initials() -> None:
    assert abbreviates("ESPD", "Enhanced Strategic Partnership Dialogue")
    assert abbreviates("IMF", "International Monetary Fund")
    assert not abbreviates("IMF", "World Bank")


@pytest.mark.parametrize(
    ("text", "name", "type_", "key"),
    [
        ("President Toro ordered state company Zefira to sell.", "Zefira", "ORG", "Zefira"),
        ("The remark was carried by state broadcaster KTV.", "KTV", "ORG", "KTV"),
        ("He told Radio Marhaba on Monday that it was so.", "Radio Marhaba", "ORG", "Radio Marhaba"),
        (
            "Chile's National Office of Electricity and Drinking Water (NOEW) said so.",
            "National Office of Electricity and Drinking Water",
            "ORG",
            "National Office of Electricity and Drinking Water",
        ),
        ("The High Security Council on Wednesday met.", "High Security Council", "ORG", "High Security Council"),
        ("The Fish Producers' Alliance agreed.", "Fish Producers' Alliance", "ORG", "Fish Producers' Alliance"),
        ("The note was read at the Quai d'Orsay.", "Quai d'Orsay", "ORG", "Ministry of Foreign Affairs of France"),
        ("Ferries cross Lake Victoria daily, Kenya said.", "Lake Victoria", "LOC", "Lake Victoria"),
        ("India will open a mission in Male, the Maldives said.", "Male", "GPE", "Malé"),
        ("Flights to Peru leave from Puerto Azul. She lives in Puerto Azul.", "Puerto Azul", "GPE", "Puerto Azul"),
    ],
)
def test_bodies_and_places_by_the_words_beside_them(
    read_text: Read, text: str, name: str, type_: str, key: str
) -> None:
    assert (name, type_, key) in named(read_text, text)


def test_outlets_in_the_head_of_an_article_are_organisations(read_text: Read) -> None:
    text = "Talks open\n\nChannel Atlas, 15 Mar 2022\n\nThe Rabat Observer\n\nMorocco and Spain met on Monday in Tunis."
    assert {("Channel Atlas", "ORG"), ("Rabat Observer", "ORG")} <= {(t, kind) for t, kind, _ in named(read_text, text)}


def test_a_capital_s_name_is_another_word_where_its_country_is_not_named(read_text: Read) -> None:
    assert not named(read_text, "Male nurses earn more. Victoria Plum said so.")[1:]


def test_a_ministry_keeps_the_words_of_its_subject(read_text: Read) -> None:
    text = (
        "LUSAKA, Zambia - The Ministry of Transport and Logistics said on Monday that the transport ministry had paid."
    )
    names = read_names(read_text(text))
    assert {key for n in names for key in n.keys if "Ministry" in key} == {
        "Ministry of Transport and Logistics of Zambia"
    }
