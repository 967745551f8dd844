"""The tagger as a network: an encoder that also reads what is known of words, a CRF over labels, links by vectors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from asreported.attributions.decoding import FORBIDDEN, LINK_FEATURES
from asreported.attributions.tagger import ENDS
from asreported.attributions.windows import FEATURES, LABELS

LINK_SIZE = 48


class Encoder(nn.Module):
    """BERT (Devlin et al. 2019) with embeddings of `FEATURES` added to the input."""

    def __init__(self, config: Mapping[str, Any], feature_sizes: Mapping[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        size = config["hidden_size"]
        self.word_embeddings = nn.Embedding(config["vocab_size"], size, padding_idx=0)
        self.position_embeddings = nn.Embedding(config["max_position_embeddings"], size)
        self.token_type_embeddings = nn.Embedding(config["type_vocab_size"], size)
        self.features = nn.ModuleList(nn.Embedding(feature_sizes[name], size) for name in FEATURES)
        self.norm = nn.LayerNorm(size, eps=config["layer_norm_eps"])
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(config, dropout) for _ in range(config["num_hidden_layers"]))
        for table in self.features:
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """(batch, pieces) int64 and (batch, pieces, features) int64 to (batch, pieces, size) twice; 0 is padding.

        The first is what the middle layer gives: it still knows more of what words mean than of what they are here.
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.word_embeddings(ids) + self.position_embeddings(places) + self.token_type_embeddings.weight[0]
        for n, table in enumerate(self.features):
            hidden = hidden + table(features[:, :, n])
        hidden = self.dropout(self.norm(hidden))
        mask = (ids == 0)[:, None, None, :] * FORBIDDEN
        middle = hidden
        for number, layer in enumerate(self.layers, 1):
            hidden = layer(hidden, mask)
            middle = hidden if number == len(self.layers) // 2 else middle
        return middle, hidden


class Layer(nn.Module):
    """One transformer layer, normalised after each part."""

    def __init__(self, config: Mapping[str, Any], dropout: float) -> None:
        super().__init__()
        size, self.heads = config["hidden_size"], config["num_attention_heads"]
        self.inner, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)  # queries, keys and values at once
        self.up, self.down = nn.Linear(size, config["intermediate_size"]), nn.Linear(config["intermediate_size"], size)
        self.norm, self.last_norm = (nn.LayerNorm(size, eps=config["layer_norm_eps"]) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces, size) to the same; `mask` is added to the scores: 0 where there is a piece."""
        batch, pieces, size = hidden.shape
        inner = self.inner(hidden).view(batch, pieces, 3, self.heads, size // self.heads)
        query, key, value = inner.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(2, 3) * (size // self.heads) ** -0.5 + mask
        mixed = torch.softmax(scores, -1) @ value
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, pieces, size))
        hidden = self.norm(hidden + self.dropout(mixed))
        return self.last_norm(hidden + self.dropout(self.down(nn.functional.gelu(self.up(hidden)))))


class Tagger(nn.Module):
    """Encoder, label scores, CRF transitions, link vectors and the weights of link features."""

    def __init__(self, config: Mapping[str, Any], feature_sizes: Mapping[str, int]) -> None:
        super().__init__()
        self.encoder = Encoder(config, feature_sizes)
        self.emit = nn.Linear(config["hidden_size"], len(LABELS))
        self.ends = nn.Linear(config["hidden_size"], len(ENDS) * LINK_SIZE)
        self.starts = nn.Parameter(torch.zeros(len(LABELS)))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.register_buffer("forbidden", _forbidden())
        self.links = nn.ParameterDict(
            {f"{role}_{name}": torch.zeros(n) for role in ("source", "content") for name, n in LINK_FEATURES.items()}
        )
        self.links["source_none"] = torch.zeros(1)

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Pieces to label scores (batch, pieces, 7), link vectors (batch, pieces, 4 * 48) and the encoder's own vectors
        of its middle and last layer (batch, pieces, 2 * 384), which other heads can read.
        """
        middle, hidden = self.encoder(ids, features)
        return self.emit(hidden), self.ends(hidden), torch.cat((middle, hidden), -1)

    def allowed(self) -> tuple[Tensor, Tensor]:
        """Transitions and start scores, with what BIO forbids made impossible."""
        begins = torch.tensor([FORBIDDEN * label.startswith("I") for label in LABELS])
        return self.transitions + self.forbidden, self.starts + begins

    def label_loss(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Negative log likelihood of a linear-chain CRF (Lafferty et al. 2001), mean per word."""
        transitions, starts = self.allowed()
        emissions = emissions.float()
        score = starts + emissions[:, 0]
        gold = score.gather(1, labels[:, :1]).squeeze(1)
        for n in range(1, emissions.shape[1]):
            here = mask[:, n]
            step = emissions[:, n].gather(1, labels[:, n : n + 1]).squeeze(1)
            gold = gold + torch.where(here, step + transitions[labels[:, n - 1], labels[:, n]], 0.0)
            total = torch.logsumexp(score[:, :, None] + transitions, 1) + emissions[:, n]
            score = torch.where(here[:, None], total, score)
        return (torch.logsumexp(score, 1) - gold).sum() / mask.sum()


def _forbidden() -> Tensor:
    """(7, 7): what may not follow: an I only its own B or I."""
    table = torch.zeros(len(LABELS), len(LABELS))
    for a, one in enumerate(LABELS):
        for b, other in enumerate(LABELS):
            if other.startswith("I") and one[2:] != other[2:]:
                table[a, b] = FORBIDDEN
    return table


def load_pretrained(tagger: Tagger, folder: Path) -> None:
    """Give the encoder the weights of a BERT file."""
    given = load_file(folder / "model.safetensors")
    given = {name.removeprefix("bert."): tensor for name, tensor in given.items()}
    renamed = {
        "embeddings.word_embeddings": "word_embeddings",
        "embeddings.position_embeddings": "position_embeddings",
        "embeddings.token_type_embeddings": "token_type_embeddings",
        "embeddings.LayerNorm": "norm",
    }
    parts = {
        "attention.output.dense": "out",
        "attention.output.LayerNorm": "norm",
        "intermediate.dense": "up",
        "output.dense": "down",
        "output.LayerNorm": "last_norm",
    }
    for n in range(len(tagger.encoder.layers)):
        renamed |= {f"encoder.layer.{n}.{old}": f"layers.{n}.{new}" for old, new in parts.items()}
    state = {}
    for name, tensor in given.items():
        stem, _, kind = name.rpartition(".")
        if stem in renamed:
            state[f"{renamed[stem]}.{kind}"] = tensor
        elif stem.endswith("attention.self.query"):
            alike = [given[f"{stem.removesuffix('query')}{part}.{kind}"] for part in ("query", "key", "value")]
            number = stem.split(".")[2]
            state[f"layers.{number}.inner.{kind}"] = torch.cat(alike)
    missing, unexpected = tagger.encoder.load_state_dict(state, strict=False)
    if unexpected or any(not name.startswith("features") for name in missing):
        raise SystemExit(f"expected the weights of a BERT encoder, missing {missing}, unexpected {unexpected}")


def read_config(folder: Path) -> dict[str, Any]:
    """The encoder's configuration."""
    found: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return found
