"""Write the examples the tone model is trained on, as sub-token ids, roles and labels.

usage: python training/tone/prepare.py --newsmtsc DIR --statements DIR --split DIR --aside DIR --tokenizer TOKENIZER
           --out examples.jsonl

DIR of NewsMTSC holds newsmtsc_train, newsmtsc_dev_rw and newsmtsc_dev_mt (.jsonl.gz: text, target, polarity); each
DIR of statements, at any depth, holds folders with articles/*.txt and a coded statements.jsonl; what is kept aside is
watched in training. Composed clauses come from clauses.toml beside this file.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer

from analysis.encoder.reading import ACTS
from analysis.tone.window import CONTENT, CUE, SOURCE, TARGET, Marked, encode, statement_window

HERE = Path(__file__).resolve().parent
NO_ACT = -100
Example = tuple[str, str, Marked, int, str | None]
TONES = {"negative": -1, "neutral": 0, "positive": 1}


def read_jsonl(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def newsmtsc(folder: Path) -> Iterator[Example]:
    """Targets in political news; sentences of the two dev sets are dropped from train."""
    held_out: set[str] = set()
    for name in ("dev_rw", "dev_mt", "train"):
        rows = read_jsonl(folder / f"newsmtsc_{name}.jsonl.gz")
        for row in rows:
            if name == "train" and row["text"] in held_out:
                continue
            target = row["target"]
            marked = Marked(row["text"], ((target["start"], target["end"], TARGET),))
            yield name, row["id"], marked, row["polarity"], None
        held_out |= {row["text"] for row in rows}


def in_fifth(doc: str) -> bool:
    return int(hashlib.sha256(doc.encode()).hexdigest(), 16) % 5 == 0


def coded_statements(folders: list[Path], aside: bool, split: bool = False) -> Iterator[Example]:
    """Coded statements in their sentences, and sentences read whole where all that is said in them has one tone.

    Of folders to split, those of a fifth of the articles, by the hash of their name, are kept aside or else the rest.
    """
    for path in sorted(path for folder in folders for path in folder.rglob("statements.jsonl")):
        whole: dict[tuple[str, str], set[int]] = defaultdict(set)
        for n, row in enumerate(read_jsonl(path)):
            if row.get("tone") is None:
                continue
            doc = row["doc"]
            if split and in_fifth(doc) != aside:
                continue
            text = (path.parent / "articles" / f"{doc}.txt").read_bytes().decode("utf-8")
            marked = statement_window(text, row["content"], row["cue"], row["source"])
            if aside and row.get("optional"):
                continue
            yield "aside" if aside else "statements", f"{doc}/{n}", marked, row["tone"], row["act"]
            if not row.get("optional"):
                whole[doc, marked.text].add(row["tone"])
        for (doc, text), tones in sorted(whole.items()):
            if len(tones) == 1 and not aside:
                yield "whole", f"{doc}/whole", Marked(text, ((0, len(text), CONTENT),)), tones.pop(), None


def composed(rng: random.Random, copies: int) -> Iterator[Example]:
    """Clauses of clauses.toml behind neutral cues, and events told in whole sentences."""
    clauses = tomllib.loads((HERE / "clauses.toml").read_text("utf-8"))
    names = tomllib.loads((HERE / "names.toml").read_text("utf-8"))
    for form, groups in clauses.items():
        for tone, lines in groups.items():
            for n, line in enumerate(lines):
                for copy in range(copies):
                    a, b = rng.sample(names["countries"], 2)
                    clause = line.format(A=a, B=b)
                    if form == "events":
                        text = rng.choice(names["before"]) + clause + rng.choice(names["after"]) + "."
                        text = text[0].upper() + text[1:]
                        marks = [(0, len(text), CONTENT)]
                    else:
                        cue, said = clause.split(" | ") if form == "cued" else (rng.choice(names["cues"]), clause)
                        who = rng.choice(names["roles"]).format(A=a)
                        who, clause = who[0].upper() + who[1:], said
                        text = f"{who} {cue} {clause}."
                        at = len(who) + 1
                        marks = [
                            (at, at + len(cue), CUE),
                            (at + len(cue) + 1, len(text) - 1, CONTENT),
                            (0, len(who), SOURCE),
                        ]
                    yield "composed", f"{form}/{tone}/{n}/{copy}", Marked(text, tuple(marks)), TONES[tone], None


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--newsmtsc", type=Path, required=True)
    cli.add_argument("--statements", type=Path, nargs="*", default=[], help="coded articles to train on")
    cli.add_argument("--split", type=Path, nargs="*", default=[], help="coded articles of which a fifth is kept aside")
    cli.add_argument("--aside", type=Path, nargs="*", default=[], help="coded articles to watch")
    cli.add_argument("--tokenizer", type=Path, required=True)
    cli.add_argument("--copies", type=int, default=3, help="fillings of each composed clause")
    cli.add_argument("--out", type=Path, required=True)
    args = cli.parse_args()
    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    tokenizer.no_padding(), tokenizer.no_truncation()
    sources = (
        newsmtsc(args.newsmtsc),
        coded_statements(args.statements, False),
        coded_statements(args.split, False, split=True),
        coded_statements(args.aside, True),
        coded_statements(args.split, True, split=True),
        composed(random.Random(0), args.copies),
    )
    counts: dict[str, int] = defaultdict(int)
    with open(args.out, "w", encoding="utf-8") as out:
        for source in sources:
            for split, key, marked, tone, act in source:
                ids, roles = encode(marked, tokenizer)
                counts[split] += 1
                row = {"split": split, "id": key, "ids": ids, "roles": roles, "label": tone + 1, "text": marked.text}
                row["act"] = ACTS.index(act) if act in ACTS else NO_ACT
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(dict(counts))


if __name__ == "__main__":
    main()
