"""The reader's network: an encoder, heads for triggers, statuses and links, a role head per trigger."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertModel, PreTrainedModel

from dateline.code.labels import LINK, REACH, ROLES
from dateline.model.event import STATUSES


@dataclass(frozen=True, slots=True)
class Shape:
    """What the network is built for."""

    types: int
    role_layers: int = 2


class Trunk(nn.Module):
    """Word pieces in; word states, trigger scores (0 = none), status scores and link vectors out.

    Mentions of one occurrence have link vectors that point the same way. The heads and the word states are
    `width` wide, however wide the encoder is.
    """

    def __init__(self, bert: PreTrainedModel, shape: Shape, width: int) -> None:
        super().__init__()
        self.bert: Any = bert
        wide = bert.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.trigger = nn.Sequential(
            nn.Linear(wide, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, shape.types + 1)
        )
        self.status = nn.Sequential(
            nn.Linear(wide, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(STATUSES))
        )
        self.link = nn.Sequential(nn.Linear(wide, width), nn.GELU(), nn.Linear(width, LINK))
        self.narrow = (
            nn.Identity() if wide == width else nn.Sequential(nn.Linear(wide, width), nn.LayerNorm(width))
        )

    def forward(self, pieces: Tensor, mask: Tensor, heads: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """pieces, mask (batch, pieces); heads (batch, words) -> states, scores, links: (batch, words, …)."""
        states = self.bert(input_ids=pieces, attention_mask=mask).last_hidden_state
        words = torch.gather(states, 1, heads.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        dropped = self.drop(words)
        return self.narrow(words), self.trigger(dropped), self.status(dropped), self.link(dropped)


class RoleReader(nn.Module):
    """Word states around one trigger in; for each word and role the scores of outside, begin, inside out."""

    def __init__(self, bert: BertModel, shape: Shape) -> None:
        super().__init__()
        width = bert.config.hidden_size
        self.marker = nn.Embedding(2, width)
        self.types = nn.Embedding(shape.types, width)
        self.distance = nn.Embedding(2 * REACH + 3, width)
        for table in (self.marker, self.types, self.distance):
            nn.init.normal_(table.weight, std=0.02)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(
            copy.deepcopy(layer) for layer in bert.encoder.layer[-shape.role_layers :]
        )
        self.out = nn.Sequential(nn.Dropout(0.1), nn.Linear(width, 3 * len(ROLES)))

    def forward(self, states: Tensor, mask: Tensor, marked: Tensor, kind: Tensor, distance: Tensor) -> Tensor:
        """states (n, words, width); mask, marked, distance (n, words); kind (n,) -> (n, words, roles, 3)."""
        x = (
            states
            + self.marker(marked)
            + self.distance(distance)
            + self.types(kind).unsqueeze(1) * marked.unsqueeze(-1)
        )
        x = self.norm(x)
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            out = layer(x, attention_mask=bias)
            x = out[0] if isinstance(out, tuple) else out
        scores: Tensor = self.out(x)
        return scores.view(*scores.shape[:2], len(ROLES), 3)


class Reader(nn.Module):
    """Both parts together, as they are trained."""

    def __init__(self, encoder: PreTrainedModel, small: BertModel, shape: Shape) -> None:
        """`encoder` reads the words; the role layers start as the last ones of `small`, and are as wide."""
        super().__init__()
        self.shape = shape
        self.trunk = Trunk(encoder, shape, small.config.hidden_size)
        self.roles = RoleReader(small, shape)
        self.nearness = nn.Parameter(torch.tensor([5.0, -2.5]))
        """Scale and shift that turn the cosine of two link vectors into the log odds of one occurrence."""
