"""Export the tone model to ONNX with int8 weights.

usage: python training/tone/export.py first.pt [second.pt ...] analysis/tone/weights/tone.onnx [--shares 0.7 0.3]

Several sets of weights of one lineage are averaged first, by their shares (Wortsman et al. 2022). Weights are
quantised a channel at a time in a reduced range, which no processor saturates on, so that the same text gets the same
score everywhere; activations are quantised as they come. Each row is to be run by itself: the scale of its activations
is then its own. The layers behind a GELU, whose few great activations leave small ones no room, are kept as float16.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import onnx
import torch
from model import WIDTH, ToneModel
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

NARROW = [4 * WIDTH, WIDTH]


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("weights", type=Path, nargs="+")
    cli.add_argument("out", type=Path)
    cli.add_argument("--shares", type=float, nargs="*", help="of each set of weights; equal by default")
    args = cli.parse_args()
    torch.set_num_threads(1)
    model = ToneModel()
    sets = [torch.load(path, weights_only=True) for path in args.weights]
    shares = args.shares or [1 / len(sets)] * len(sets)
    mixed = {name: sum(w * s[name] for w, s in zip(shares, sets, strict=True)) for name in sets[0]}
    model.load_state_dict(mixed)
    model.eval()
    ids = torch.randint(1000, 20000, (1, 23))
    roles = torch.zeros(1, 23, dtype=torch.long)
    roles[0, 4:9] = 2
    with tempfile.TemporaryDirectory() as folder:
        plain = str(Path(folder) / "tone.onnx")
        torch.onnx.export(
            model,
            (ids, roles),
            plain,
            input_names=["ids", "roles"],
            output_names=["logits"],
            dynamic_axes={"ids": {0: "rows", 1: "length"}, "roles": {0: "rows", 1: "length"}, "logits": {0: "rows"}},
            opset_version=17,
            dynamo=False,
        )
        source = _fused(plain, folder)
        args.out.parent.mkdir(parents=True, exist_ok=True)
        quantize_dynamic(
            source,
            str(args.out),
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": 1},
            nodes_to_exclude=_behind_gelu(onnx.load(source)),
        )
    _halve(args.out)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


def _behind_gelu(graph: onnx.ModelProto) -> list[str]:
    """Return the names of the products with the weights that narrow a layer again."""
    shapes = {weights.name: list(weights.dims) for weights in graph.graph.initializer}
    return [node.name for node in graph.graph.node if any(shapes.get(name) == NARROW for name in node.input)]


def _halve(path: Path) -> None:
    """Store the weights that were not quantised as float16; they are cast once, when the graph is loaded."""
    model = onnx.load(path)
    for weights in [w for w in model.graph.initializer if list(w.dims) == NARROW and w.data_type == TensorProto.FLOAT]:
        name = weights.name
        half = numpy_helper.from_array(numpy_helper.to_array(weights).astype("float16"), f"{name}_half")
        model.graph.initializer.remove(weights)
        model.graph.initializer.append(half)
        model.graph.node.insert(0, helper.make_node("Cast", [half.name], [name], f"{name}_cast", to=TensorProto.FLOAT))
    onnx.save(model, path)


def _fused(plain: str, folder: str) -> str:
    """Join the operators of attention, gelu and layer norm, which runs faster."""
    from onnxruntime.transformers import optimizer

    model = optimizer.optimize_model(plain, model_type="bert", num_heads=12, hidden_size=384, opt_level=0)
    path = str(Path(folder) / "fused.onnx")
    model.save_model_to_file(path)
    print(model.get_fused_operator_statistics())
    return path


if __name__ == "__main__":
    main()
