"""Lines: found where they stand, and joined where only a margin parted them."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.lines import find_lines, join_lines

WRAPPED = """\
The foreign minister of the island republic said on Monday that the talks
with the neighbouring state had been useful, and that a second round would
take place in the spring, once both parliaments had seen the draft treaty.
Officials were cautious.

A spokesman for the neighbouring state declined to say whether the border
would be opened before then, and pointed to what he called unfinished work
on customs and on the railway."""


def joined(text: str) -> list[str]:
    return [text[line.start : line.end] for line in join_lines(text, find_lines(text), apart=lambda _: False)]


def test_wrapped_paragraphs_are_joined_at_blank_lines():
    one, two = joined(WRAPPED)
    assert one.startswith("The foreign")
    assert one.endswith("Officials were cautious.")
    assert two.startswith("A spokesman")
    assert two.endswith("railway.")


def test_long_lines_stay_apart():
    text = "He said the first thing that came to mind. " * 5 + "\n" + "She answered at once and at length. " * 5
    assert len(joined(text)) == 2


def test_a_line_that_goes_on_in_lower_case_is_joined():
    assert joined("The President\nof the republic arrived.") == ["The President\nof the republic arrived."]


def test_questions_and_answers_stay_apart():
    text = "Q: Will the talks go on after the vote in parliament next week?\nA: They will.\nQ: When?\nA: Soon."
    assert len(joined(text)) == 4


def test_numbered_points_stay_apart():
    assert len(joined("1. one point of the paper\n2. another point\n3. a third")) == 3


def test_carriage_returns_count_as_line_ends():
    assert [line.after_blank for line in find_lines("One\r\nTwo\r\n\r\nThree")] == [True, False, True]


def test_the_text_of_a_paragraph_is_taken_once():
    class Counted(str):
        taken = 0

        def __getitem__(self, key):
            piece = super().__getitem__(key)
            Counted.taken += len(piece)
            return piece

    text = Counted("\n".join(WRAPPED.splitlines()[:3] * 400))
    lines = find_lines(text)
    Counted.taken = 0
    assert len(join_lines(text, lines, apart=lambda _: False)) == 1
    assert Counted.taken == len(text)


@given(st.text(alphabet="aB .,-\n\r\t\u00a0\u2028:1", max_size=300))
def test_every_character_stays_in_one_line(text):
    lines = join_lines(text, find_lines(text), apart=lambda _: False)
    covered = "".join(text[line.start : line.end] for line in lines)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(line.text == text[line.start : line.end] for line in lines)
