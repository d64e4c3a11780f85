"""Fine-tune the tone model.

usage: python training/tone/train.py examples.jsonl --base model.safetensors --out tone.pt [--epochs 2.6] [--threads 2]

AdamW, 2e-4 (new parameters 1e-3), 5% warm-up, linear decay, labels smoothed by .05, word embeddings frozen, batches of
rows of like length.
Coded statements are seen `--repeat` times an epoch, and their speech acts are learned beside the tone; their cue and
source marks are dropped one time in ten, so that the model also reads content alone.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from pathlib import Path

import torch
from model import ToneModel
from torch.nn import functional

TRAIN = ("train", "statements", "whole", "composed")
DEV = ("dev_rw", "dev_mt", "aside")
Row = tuple[list[int], list[int], int, int]


def read_examples(path: Path) -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = defaultdict(list)
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            row = json.loads(line)
            out[row["split"]].append((row["ids"], row["roles"], row["label"], row["act"]))
    return out


def batches(rows: list[Row], subtokens: int, rng: random.Random | None) -> list[list[Row]]:
    """Group rows of like length so that padding stays small."""
    order = sorted(rows, key=lambda r: len(r[0]) + (rng.random() * 6 if rng else 0))
    out: list[list[Row]] = []
    for row in order:
        if not out or (len(out[-1]) + 1) * len(row[0]) > subtokens:
            out.append([])
        out[-1].append(row)
    if rng:
        rng.shuffle(out)
    return out


def tensors(batch: list[Row], rng: random.Random | None = None) -> list[torch.Tensor]:
    length = max(len(r[0]) for r in batch)
    roles = []
    for row in batch:
        hidden = {k for k in (3, 4) if rng and rng.random() < 0.1}
        roles.append([0 if r in hidden else r for r in row[1]] + [0] * (length - len(row[1])))
    ids = [r[0] + [0] * (length - len(r[0])) for r in batch]
    return [torch.tensor(part) for part in (ids, roles, [r[2] for r in batch], [r[3] for r in batch])]


def macro_f1(gold: list[int], said: list[int]) -> float:
    total = 0.0
    for c in range(3):
        hit = sum(g == s == c for g, s in zip(gold, said, strict=True))
        total += 2 * hit / max(1, gold.count(c) + said.count(c))
    return total / 3


@torch.no_grad()
def evaluate(model: ToneModel, data: dict[str, list[Row]]) -> str:
    model.eval()
    out = []
    for name in DEV:
        gold: list[int] = []
        said: list[int] = []
        for batch in batches(data[name], 4096, None):
            ids, roles, labels, _ = tensors(batch)
            said += model(ids, roles).argmax(1).tolist()
            gold += labels.tolist()
        accuracy = sum(g == s for g, s in zip(gold, said, strict=True)) / max(1, len(gold))
        out.append(f"{name} acc {accuracy:.3f} F1 {macro_f1(gold, said):.3f}")
    model.train()
    return " | ".join(out)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("examples", type=Path)
    cli.add_argument("--base", type=Path, required=True, help="all-MiniLM-L6-v2, model.safetensors")
    cli.add_argument("--out", type=Path, required=True)
    cli.add_argument("--epochs", type=float, default=2.6)
    cli.add_argument("--repeat", type=int, default=2)
    cli.add_argument("--rate", type=float, default=2e-4)
    cli.add_argument("--subtokens", type=int, default=1024, help="a batch")
    cli.add_argument("--minutes", type=float, default=1e9, help="stop the schedule here at the latest")
    cli.add_argument("--threads", type=int, default=2)
    cli.add_argument("--seed", type=int, default=0)
    cli.add_argument("--start", type=Path, help="weights to go on from")
    cli.add_argument("--share", type=float, default=1.0, help="share of NewsMTSC that is drawn")
    cli.add_argument("--act-weight", type=float, default=0.3, help="of the loss of speech acts")
    cli.add_argument("--leave-out", nargs="*", default=[], choices=TRAIN)
    args = cli.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    data = read_examples(args.examples)
    rows: list[Row] = []
    for name in TRAIN:
        if name not in args.leave_out:
            drawn = rng.sample(data[name], round(len(data[name]) * args.share)) if name == "train" else data[name]
            rows += drawn * (args.repeat if name == "statements" else 1)
    model = ToneModel()
    model.load_minilm(args.base)
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True))
    new = [*model.top.parameters(), *model.acts.parameters(), *model.roles.parameters()]
    known = {id(p) for p in new}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": body, "rate": args.rate}, {"params": new, "rate": args.rate if args.start else 1e-3}],
        lr=args.rate,
        weight_decay=0.01,
    )
    size = sum(len(r[0]) for r in rows)
    print(f"{len(rows)} rows, {size} sub-tokens an epoch", flush=True)
    seen, step, running, reported, begun = 0, 0, 0.0, 0.0, time.time()
    done = False
    model.train()
    while not done:
        for batch in batches(rows, args.subtokens, rng):
            progress = max(seen / (args.epochs * size), (time.time() - begun) / 60 / args.minutes)
            if progress >= 1:
                done = True
                break
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * min(1.0, progress / 0.05) * (1 - progress)
            ids, roles, labels, acts = tensors(batch, rng)
            with torch.autocast("cpu", torch.bfloat16):
                read = model.read(ids, roles)
                tones, named = model.top(read).float(), model.acts(read).float()
            loss = functional.cross_entropy(tones, labels, label_smoothing=0.05)
            if args.act_weight and (acts >= 0).any():
                loss = loss + args.act_weight * functional.cross_entropy(named, acts) * (acts >= 0).float().mean()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(body + new, 1.0)
            optimizer.step()
            seen, step = seen + sum(len(r[0]) for r in batch), step + 1
            running = 0.98 * running + 0.02 * loss.item()
            if step % 50 == 0:
                minutes = (time.time() - begun) / 60
                print(f"{step} {progress:.2f} loss {running / (1 - 0.98**step):.3f} {minutes:.1f} min", flush=True)
            if seen / size >= reported + 0.65:
                reported += 0.65
                print(evaluate(model, data), flush=True)
                torch.save(model.state_dict(), args.out)
    torch.save(model.state_dict(), args.out)
    print("final", evaluate(model, data), f"{(time.time() - begun) / 60:.1f} min", flush=True)


if __name__ == "__main__":
    main()
