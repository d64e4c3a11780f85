"""Layout: what the stretches of an article are."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.layout import lay_out, word_count

PROSE = "The foreign ministers of the two republics met on Monday and agreed to open the border in the spring."
MORE = "Both sides will name their negotiators within a month, the ministry said in a statement after the talks."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in lay_out(text)]


def kind_of(line: str, text: str) -> str:
    return next(kind for kind, piece in kinds(text) if piece == line)


def test_title_byline_dateline_caption_and_furniture():
    text = (
        "Contact Us\n\nTwo Republics Agree to Open Their Border\n\nBy Jane Doe\nPublished March 4, 2019\nSubscribe\n\n"
        f"LIMA (XYZ) - {PROSE}\n\nThe ministers in Lima. Photo credit: Foreign Ministry\n\n{MORE}\n\nLeave a Reply"
    )
    assert kinds(text) == [
        ("furniture", "Contact Us"),
        ("title", "Two Republics Agree to Open Their Border"),
        ("byline", "By Jane Doe"),
        ("byline", "Published March 4, 2019"),
        ("furniture", "Subscribe"),
        ("dateline", "LIMA (XYZ) -"),
        ("paragraph", PROSE),
        ("caption", "The ministers in Lima. Photo credit: Foreign Ministry"),
        ("paragraph", MORE),
        ("furniture", "Leave a Reply"),
    ]


def test_a_short_line_between_paragraphs_is_a_heading():
    text = f"A title of the day\n\n{PROSE}\n\nA Long History\n\n{MORE}"
    assert kind_of("A Long History", text) == "heading"


def test_a_short_sentence_between_paragraphs_is_prose():
    text = f"{PROSE}\n\nNobody signed.\n\n{MORE}"
    assert kind_of("Nobody signed.", text) == "paragraph"


def test_a_line_above_the_title_that_names_the_issuer():
    text = f"Ministry of Foreign Affairs – Press Room\n\nTwo republics agree to open their border\n\n{PROSE}"
    assert kind_of("Two republics agree to open their border", text) == "title"


def test_an_article_without_a_title_has_none():
    assert [kind for kind, _ in kinds(f"{PROSE}\n\n{MORE}")] == ["paragraph", "paragraph"]


def test_one_line_is_a_paragraph():
    assert kinds("The talks went well") == [("paragraph", "The talks went well")]


def test_a_labelled_turn_is_prose():
    text = f"A Transcript of the Day\n\nMINISTER BERG: Thank you all.\n\nQUESTION: Why now?\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "paragraph", "paragraph"]


def test_a_link_after_the_last_sentence_is_furniture():
    text = f"{PROSE} Read more\n\n{MORE}"
    assert kinds(text)[:2] == [("paragraph", PROSE), ("furniture", "Read more")]


def test_links_under_related_stories_are_furniture():
    text = f"{PROSE}\n\nRelated stories\n\nA river rises again\n2. The price of bread"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "furniture", "furniture", "furniture"]


def test_a_sentence_that_only_mentions_a_furniture_word_is_prose():
    sentence = "The two sides agreed to share their weather data and to subscribe to the same code of conduct at sea."
    assert kinds(sentence) == [("paragraph", sentence)]


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "Follow us on Telegram",
        "Sign up for our newsletter",
        "We use cookies to make this site better.",
        "Share | Print | Email this page",
        "Home / World / Asia",
        "Tags: treaty, border",
        "© 2021 The Harbour Gazette. All rights reserved.",
        "https://example.org/story",
        "#treaty #border",
        "* * *",
    ],
)
def test_furniture(line):
    assert kind_of(line, f"A title of the day for all\n\n{PROSE}\n\n{MORE}\n\n{line}") == "furniture"


def test_the_day_of_a_site_header_with_navigation_is_furniture():
    text = f"Thursday, November 21, 2024\nMenu\n\nTwo republics agree on a border\n\n{PROSE}"
    assert kind_of("Thursday, November 21, 2024", text) == "furniture"


def test_words_count_without_furniture():
    assert word_count(f"{PROSE}\n\nLeave a Reply") == len(PROSE.split())


def test_markdown_headings():
    text = f"# A title\n\n{PROSE}\n\n## What is next\n\n{MORE}"
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "heading", "paragraph"]


@pytest.mark.parametrize("unit", ["a" * 10, "A b, ", "(", "AB – ", "1/2/2020 ", "x: ", "\n", "By A ", "© ", "Get A "])
def test_time_grows_with_length_only(unit):
    begun = time.perf_counter()
    lay_out(unit * 20_000)
    assert time.perf_counter() - begun < 3


LINES = st.sampled_from(
    [
        "Share",
        "By Jane Doe",
        "LIMA (AB) – It rained.",
        PROSE,
        "A Heading",
        "Photo: X",
        "\n",
        "  ",
        "Q: Why?",
        "3 May 2020",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(LINES, max_size=12).map("\n".join)))
def test_blocks_hold_every_character_once_and_in_order(text):
    blocks = lay_out(text)
    assert all(block.start < block.end for block in blocks)
    assert all(one.end <= two.start for one, two in itertools.pairwise(blocks))
    left = text
    for block in reversed(blocks):
        left = left[: block.start] + left[block.end :]
        assert text[block.start : block.end].strip() == text[block.start : block.end]
    assert not left.strip("\ufeff\u200b\u200e\u200f\u2060 \t\r\n").strip()


def test_letterhead_and_form_above_the_title_are_headings():
    head = "PRESS RELEASE\nMinistry of Foreign Affairs, Republic of Peru\nLima, 19 October\n\n"
    text = f"{head}Minister ends visit to Quito\n\n{PROSE}"
    assert kind_of("Minister ends visit to Quito", text) == "title"
    assert kind_of("PRESS RELEASE", text) == "heading"
