"""The tone model: a MiniLM encoder that is told which sub-tokens it judges."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, LAYERS, ROLES, CLASSES, ACTS = 384, 12, 6, 8, 3, 15
PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm_attention": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "norm_output": "output.LayerNorm",
}


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.widen, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm_attention, self.norm_output = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        rows, length, _ = x.shape
        query, key, value = (
            part(x).view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        if self.training:
            attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        else:
            attended = torch.softmax((query * (WIDTH // HEADS) ** -0.5) @ key.transpose(-1, -2) + bias, -1) @ value
        x = self.norm_attention(x + self.out(attended.transpose(1, 2).reshape(rows, length, WIDTH)))
        return self.norm_output(x + self.narrow(functional.gelu(self.widen(x))))


class ToneModel(nn.Module):
    """Judge marked sub-tokens: negative, neutral or positive.

    Roles are added to the input embeddings; [CLS] and the mean of the sub-tokens judged (roles 1 and 2) go to one
    linear layer. A second layer names the speech act: it is trained beside the first, for what acts tell of tone, and
    left behind at export.
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.places, self.roles = (
            nn.Embedding(30522, WIDTH),
            nn.Embedding(512, WIDTH),
            nn.Embedding(ROLES, WIDTH),
        )
        self.segment, self.norm = nn.Parameter(torch.zeros(WIDTH)), nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.top, self.acts = nn.Linear(2 * WIDTH, CLASSES), nn.Linear(2 * WIDTH, ACTS)
        self.dropout = dropout
        nn.init.normal_(self.roles.weight, std=0.02)

    def load_minilm(self, path: Path) -> None:
        """Take the weights of all-MiniLM-L6-v2 (safetensors)."""
        weights = {k.removeprefix("bert."): v.float() for k, v in load_file(path).items()}
        base = "embeddings."
        self.words.weight.data = weights[base + "word_embeddings.weight"].clone()
        self.places.weight.data = weights[base + "position_embeddings.weight"].clone()
        self.segment.data = weights[base + "token_type_embeddings.weight"][0].clone()
        self.norm.weight.data, self.norm.bias.data = (
            weights[base + f"LayerNorm.{k}"].clone() for k in ("weight", "bias")
        )
        for n, layer in enumerate(self.layers):
            for ours, theirs in PARTS.items():
                part = getattr(layer, ours)
                part.weight.data = weights[f"encoder.layer.{n}.{theirs}.weight"].clone()
                part.bias.data = weights[f"encoder.layer.{n}.{theirs}.bias"].clone()
        self.words.weight.requires_grad = False

    def forward(self, ids: Tensor, roles: Tensor) -> Tensor:
        """Return logits [row, class] of padded rows (padding is id 0)."""
        return self.top(self.read(ids, roles))

    def read(self, ids: Tensor, roles: Tensor) -> Tensor:
        """Return what is read of padded rows, [row, 2 * WIDTH]: [CLS] and the mean of what is judged."""
        bias = ((ids == 0).float() * -1e4)[:, None, None, :]
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(places) + self.roles(roles) + self.segment)
        x = functional.dropout(x, self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, bias)
        judged = ((roles == 1) | (roles == 2)).float()[:, :, None]
        mean = (x * judged).sum(1) / judged.sum(1).clamp(min=1.0)
        return functional.dropout(torch.cat([x[:, 0], mean], 1), self.dropout, self.training)
