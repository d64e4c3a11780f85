"""The network: MiniLM with a feature embedding, a tagging head, two linking heads and a speech-act head."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

NAMES = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "output": "attention.output.dense", "attention_norm": "attention.output.LayerNorm", "inner": "intermediate.dense",
    "outer": "output.dense", "norm": "output.LayerNorm",
}  # fmt: skip


class Layer(nn.Module):
    def __init__(self, width: int = 384, heads: int = 12, inner: int = 1536) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.inner, self.outer = nn.Linear(width, inner), nn.Linear(inner, width)
        self.attention_norm, self.norm = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        batch, length, width = x.shape

        def split(t: torch.Tensor) -> torch.Tensor:
            return t.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        if self.training:
            context = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        else:  # the plain form is the one that the exporter's attention fusion recognises
            scores = (q @ k.transpose(-1, -2)) / float((width // self.heads) ** 0.5) + bias
            context = torch.softmax(scores, -1) @ v
        context = context.transpose(1, 2).reshape(batch, length, width)
        x = self.attention_norm(x + self.output(context))
        return self.norm(x + self.outer(functional.gelu(self.inner(x))))


class Reader(nn.Module):
    """Tags, links content to cue (or source), links cue to source, and reads the speech act, of each token."""

    def __init__(self, width: int = 384, layers: int = 6, tags: int = 7, acts: int = 15, rank: int = 128) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, width), nn.Embedding(512, width)
        self.features = nn.Embedding(16, width)
        self.segment = nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.tag, self.act = nn.Linear(width, tags), nn.Linear(width, acts)
        self.content_from, self.content_to = nn.Linear(width, rank), nn.Linear(width, rank)
        self.cue_from, self.cue_to = nn.Linear(width, rank), nn.Linear(width, rank)
        nn.init.zeros_(self.features.weight)
        self.words.weight.requires_grad = False
        self.scale = rank**-0.5

    def start_from(self, path: str | Path) -> None:
        """Take the weights of a BERT-like encoder from a safetensors file."""
        weights = {name.replace("bert.", ""): value.float() for name, value in load_file(str(path)).items()}
        self.words.weight.data = weights["embeddings.word_embeddings.weight"]
        self.places.weight.data = weights["embeddings.position_embeddings.weight"]
        self.segment.data = weights["embeddings.token_type_embeddings.weight"][0].clone()
        self.norm.weight.data = weights["embeddings.LayerNorm.weight"]
        self.norm.bias.data = weights["embeddings.LayerNorm.bias"]
        for number, layer in enumerate(self.layers):
            for own, name in NAMES.items():
                module = getattr(layer, own)
                module.weight.data = weights[f"encoder.layer.{number}.{name}.weight"].clone()
                module.bias.data = weights[f"encoder.layer.{number}.{name}.bias"].clone()

    def head_parameters(self) -> list[nn.Parameter]:
        heads = (self.features, self.tag, self.act, self.content_from, self.content_to, self.cue_from, self.cue_to)
        return [parameter for head in heads for parameter in head.parameters()]

    def forward(self, tokens: torch.Tensor, features: torch.Tensor) -> tuple[torch.Tensor, ...]:
        bias = ((tokens == 0).float() * -1e4)[:, None, None, :]
        places = torch.arange(tokens.shape[1], device=tokens.device)
        x = self.norm(self.words(tokens) + self.places(places) + self.features(features) + self.segment)
        x = functional.dropout(x, 0.1, self.training)
        for layer in self.layers:
            x = layer(x, bias)
        x = functional.dropout(x, 0.1, self.training)
        reach = bias[:, 0]
        content = (self.content_from(x) @ self.content_to(x).transpose(1, 2)) * self.scale + reach
        cue = (self.cue_from(x) @ self.cue_to(x).transpose(1, 2)) * self.scale + reach
        return self.tag(x), content, cue, self.act(x)
