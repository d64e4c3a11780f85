"""Export trained weights to an int8 ONNX graph, with the tokeniser and the transitions that go with it.

    python training/statements/export.py reader.pt FOLDER --polnear polnear_train.jsonl.gz --diplomatic FOLDER

Weights are quantised per channel to a reduced range (seven bits), which no processor's integer arithmetic saturates:
every machine computes the same.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from data import TAGS, label, lines_of, read_diplomatic, read_polnear
from model import Reader
from train import base_folder

from analysis.encoder.words import Tokens, split_words


def write_graph(model: Reader, path: Path) -> dict[str, int]:
    """Export, fuse attention, normalisation and activation, quantise; return how many operators were fused."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer

    tokens = torch.randint(1, 30000, (1, 37))
    features = torch.zeros(1, 37, dtype=torch.long)
    names = ["tag", "content", "cue", "act"]
    axes = {"tokens": {1: "t"}, "features": {1: "t"}, "tag": {1: "t"}, "act": {1: "t"}}
    axes |= {name: {1: "t", 2: "t"} for name in ("content", "cue")}
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = str(Path(folder) / "plain.onnx"), str(Path(folder) / "fused.onnx")
        torch.onnx.export(
            model, (tokens, features), plain, dynamo=False, input_names=["tokens", "features"], output_names=names,
            dynamic_axes=axes, opset_version=17,
        )  # fmt: skip
        better = optimizer.optimize_model(plain, model_type="bert", num_heads=12, hidden_size=384, opt_level=0)
        better.save_model_to_file(fused)
        quantize_dynamic(
            fused, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            extra_options={"DefaultTensorType": 1},
        )  # fmt: skip
        return better.get_fused_operator_statistics()


def count_transitions(polnear: str, diplomatic: list[str], tokens: Tokens) -> np.ndarray:
    """Return log-probabilities of a tag after another, the last row after the start of a line."""
    counts = np.full((len(TAGS) + 1, len(TAGS)), 0.5)
    coded = [article for folder in diplomatic for article in read_diplomatic(folder)]
    for article in read_polnear(polnear) + coded:
        lines = split_words(article.text, lines_of(article.text), tokens)
        tags = iter(label(article, [word for line in lines for word in line]).tag)
        for line in lines:
            before = len(TAGS)
            for _ in line:
                tag = next(tags)
                if tag >= 0:
                    counts[before, tag] += 1
                before = tag if tag >= 0 else 0
    return np.log(counts / counts.sum(1, keepdims=True))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("weights"), cli.add_argument("folder")
    cli.add_argument("--polnear", required=True), cli.add_argument("--diplomatic", nargs="*", default=[])
    args = cli.parse_args()
    folder = Path(args.folder)
    folder.mkdir(parents=True, exist_ok=True)
    model = Reader()
    model.load_state_dict(torch.load(args.weights, weights_only=True))
    model.eval()
    target = folder / "attribution.int8.onnx"
    print(write_graph(model, target))
    shutil.copy(base_folder() / "tokenizer.json", folder / "tokenizer.json")
    tokens = Tokens.load(folder / "tokenizer.json")
    table = {
        "tags": TAGS,
        "log_probabilities": count_transitions(args.polnear, args.diplomatic, tokens).round(4).tolist(),
    }
    (folder / "transitions.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    import onnxruntime

    ids, features = torch.randint(1, 30000, (1, 200)), torch.zeros(1, 200, dtype=torch.long)
    with torch.no_grad():
        exact = [output.numpy() for output in model(ids, features)]
    session = onnxruntime.InferenceSession(str(target), providers=["CPUExecutionProvider"])
    quantised = session.run(None, {"tokens": ids.numpy(), "features": features.numpy()})
    gaps = [round(float(np.abs(a - b).max()), 3) for a, b in zip(exact, quantised, strict=True)]
    print(f"{target} {target.stat().st_size / 1e6:.1f} MB, greatest differences from float weights {gaps}")


if __name__ == "__main__":
    main()
