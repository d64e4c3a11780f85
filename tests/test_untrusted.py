"""Text from articles shows as text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.pages.places import anchor_of, article_page, place, slug
from analysis.untrusted import escape, one_line, visible


def test_direction_marks_are_named_not_obeyed() -> None:
    assert visible("pay \u202egnp.exe\u202c now") == "pay [RLO]gnp.exe[PDF] now"


def test_control_characters_and_lone_surrogates_are_replaced() -> None:
    assert visible("a\x00b\ud800c\rd\n") == "a\ufffdb\ufffdc d\n"


def test_markup_is_escaped_in_elements_and_attributes() -> None:
    assert escape("<script>\"'&") == "&lt;script&gt;&quot;&#x27;&amp;"


def test_a_long_line_is_cut_at_a_word() -> None:
    assert one_line("the ministers  met\nin the capital", 20) == "the ministers met…"


def test_a_plain_name_is_its_own_slug_and_another_is_told_apart() -> None:
    assert slug("article_1.a") == "article_1.a"
    assert slug("../../etc/passwd") != slug("..-..-etc-passwd")
    assert "/" not in slug("../../etc/passwd")


def test_a_place_is_the_page_of_its_article_and_a_character() -> None:
    assert place("a1", 7) == "articles/a1.html#c7"


@given(st.text())
def test_no_text_leaves_a_tag_or_a_direction_mark(text: str) -> None:
    shown = escape(text)
    assert "<" not in shown
    assert '"' not in shown
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067") & set(shown)
    shown.encode("utf-8")


@given(st.text(), st.text())
def test_names_give_safe_and_different_pages(one: str, other: str) -> None:
    page = article_page(one)
    assert page.startswith("articles/")
    assert ".." not in page.removesuffix(".html").split("/")
    assert set(page) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/")
    assert (anchor_of(one) == anchor_of(other)) == (one == other)
