"""Language: another one is noticed, English is never taken for it."""

import pytest

from analysis.corpus.language import other_language

OTHERS = {
    "French": "Le ministre des affaires étrangères a rencontré son homologue dans la capitale et les deux parties ont "
    "signé un accord sur la frontière qui sera ouverte au printemps, selon un communiqué publié par le ministère. ",
    "Spanish": "El ministro de exteriores se reunió con su homólogo en la capital y las dos partes firmaron un acuerdo "
    "para la frontera que se abrirá en la primavera, según un comunicado publicado por el ministerio. ",
    "German": "Der Außenminister hat sich mit seinem Kollegen in der Hauptstadt getroffen und die beiden Seiten haben "
    "ein Abkommen über die Grenze unterzeichnet, die im Frühling geöffnet wird, wie das Ministerium mitteilte. ",
    "Cyrillic letters": "Министр иностранных дел встретился со своим коллегой в столице. ",
    "Cjk letters": "外交部长在首都会见了对方，双方签署了关于边界的协议。" * 2,
}


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages(language):
    assert other_language(OTHERS[language] * 2) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Soviet troops leave.",
        "PARIS – Jean-Luc de la Tour, El Salvador, Los Angeles, Rio de Janeiro, Buenos Aires, San José, Santa Fe. " * 6,
        "The minister said « la paix est possible » to the press, and the crowd in the square of the city agreed. " * 3,
    ],
)
def test_english_and_what_tells_too_little(text):
    assert other_language(text) is None


def test_one_sentence_without_a_common_word_of_english_is_of_another_language():
    text = "Le ministre a déclaré que la coopération avec le pays est excellente et qu'elle doit continuer."
    assert other_language(text) == "French"


def test_a_few_words_with_one_of_english_are_english():
    assert other_language("President Lula da Silva, José da Costa e Silva to visit Rio de Janeiro") is None
