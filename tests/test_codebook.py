"""The codebook: decisions are read, and a wrong line is named with what is allowed."""

from datetime import date
from pathlib import Path

import pytest

from analysis.codebook import Codebook, CodebookError, read_codebook

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture
def write(tmp_path):
    def make(text: str) -> Path:
        path = tmp_path / "codebook.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return make


def test_every_section(write):
    codebook = read_codebook(
        write(
            """
            [aliases]
            "European Union" = ["EU", "Brussels bloc"]
            Lima = "the city"
            [ignore]
            names = ["Home Page"]
            [dates]
            a = 2022-05-20
            "b.txt" = "21 May 2022"
            [outlets]
            HG = "Harbour Gazette"
            [cues]
            Vow = "commit"
            lambast = { act = "condemn", scale = -7 }
            [lexicon]
            ironclad = 0.6
            """
        )
    )
    assert codebook == Codebook(
        aliases={
            "European Union": "European Union",
            "EU": "European Union",
            "Brussels bloc": "European Union",
            "Lima": "Lima",
            "the city": "Lima",
        },
        ignore={"Home Page"},
        dates={"a": date(2022, 5, 20), "b.txt": date(2022, 5, 21)},
        outlets={"HG": "Harbour Gazette"},
        cues={"vow": {"act": "commit", "scale": None}, "lambast": {"act": "condemn", "scale": -7.0}},
        lexicon={"ironclad": 0.6},
    )


def test_an_empty_codebook_decides_nothing(write):
    assert read_codebook(write("# nothing yet\n")) == Codebook()


def test_the_seeds_codebook_is_sound():
    assert read_codebook(SEEDS / "codebook.toml").aliases["ESPD"] == "Enhanced Strategic Partnership Dialogue"


@pytest.mark.parametrize("name", ["x", "sub/x.txt", "x.txt"])
def test_a_decision_is_found_by_any_name_of_the_article(name):
    codebook = Codebook(outlets={name: "Harbour Gazette"})
    assert codebook.decided(codebook.outlets, "id", "sub/x.txt") == "Harbour Gazette"
    assert codebook.decided(codebook.outlets, "id", "y.txt") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[aliase]\n",
            r"line 1: '\[aliase\]': unknown section 'aliase'. Did you mean 'aliases'\? Allowed: aliases, ign",
        ),
        ("\nignore = ['x']\n", r"line 2: .*: 'ignore' is no section. Write \[ignore\] and under it names ="),
        ("[aliases]\n\nEU = [1]\n", r"line 3: 'EU = \[1\]': the other names are no list of names"),
        (
            "[aliases]\nA = ['x']\nB = ['X']\n",
            r"line 3: .*: 'X' already stands for 'A'. A name can have one entity only",
        ),
        ("[ignore]\nname = ['x']\n", r"line 2: .*: unknown key 'name'. \[ignore\] holds names ="),
        ("[ignore]\nnames = 'x'\n", r"line 2: .*: names is no list of names"),
        ("[dates]\n'f.txt' = 'soon'\n", r"line 2: .*: 'soon' is no day. \[dates\] holds an article"),
        ("[dates]\n'f.txt' = '7/10/2024'\n", r"line 2: .*'7/10/2024' may be two days. Write 2024-07-10 or 2024-10-07"),
        ("[outlets]\nf = 3\n", r"line 2: 'f = 3': 3 is no name"),
        ("[cues]\nvow = 'comit'\n", r"line 2: .*: 'comit' is no speech act. Did you mean 'commit'\?"),
        ("[cues]\nvow = { act = 'commit', scal = 3 }\n", r"line 2: .*unknown key 'scal'. Did you mean 'scale'\?"),
        ("[cues]\nvow = { act = 'commit', scale = 30 }\n", r"line 2: .*30 is no number between -10 and 10"),
        ("[lexicon]\nfine = 3\n", r"line 2: 'fine = 3': 3 is no valence. \[lexicon\] holds a phrase"),
        ("[lexicon]\nfine = true\n", r"True is no valence"),
        ("[dates]\nx y = 2022-01-01\n", r"line 2: 'x y = 2022-01-01' is no TOML"),
    ],
)
def test_a_wrong_line_is_named_with_what_is_allowed(write, text, message):
    with pytest.raises(CodebookError, match=message):
        read_codebook(write(text))


def test_a_missing_codebook(tmp_path):
    with pytest.raises(CodebookError, match=r"none\.toml: cannot be read \(No such file or directory\)"):
        read_codebook(tmp_path / "none.toml")


def test_a_codebook_in_another_encoding(tmp_path):
    path = tmp_path / "c.toml"
    path.write_bytes("# Café".encode("cp1252"))
    with pytest.raises(CodebookError, match="is not written in UTF-8"):
        read_codebook(path)
