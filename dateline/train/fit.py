"""Training: pages in, a reader out. Deterministic for one seed, one machine and one thread count."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from dateline.code.labels import REACH
from dateline.train.data import Example, Page
from dateline.train.net import Reader, RoleReader

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. `rate` is the encoder's peak learning rate, `head_rate` that of the new layers.

    After `epochs` of all together, the role reader alone goes on for `role_epochs` at `role_rate`.
    """

    epochs: int = 12
    batch: int = 6
    rate: float = 1e-4
    head_rate: float = 4e-4
    role_weight: float = 1.0
    link_weight: float = 0.3
    seed: int = 7
    mentions_a_page: int = 10
    role_epochs: int = 0
    role_rate: float = 4e-4
    keep_words: bool = False
    """Whether the encoder's word vectors stay as they are: they are many, and a corpus moves few of them."""


def fit_reader(reader: Reader, pages: Sequence[Page], plan: Plan) -> Reader:
    """Train `reader` in place on `pages` and return it."""
    random.seed(plan.seed), np.random.seed(plan.seed), torch.manual_seed(plan.seed)
    draw = random.Random(plan.seed)
    steps = plan.epochs * -(-len(pages) // plan.batch)
    optimiser, schedule = _optimiser(reader, plan, steps)
    reader.train()
    for epoch in range(plan.epochs):
        began, total = time.monotonic(), 0.0
        batches = _batches(pages, plan.batch, draw)
        for batch in batches:
            loss = page_loss(reader, batch, plan, draw)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += float(loss.detach())
        log.info(
            "epoch %d of %d: loss %.3f, %.0f s",
            epoch + 1,
            plan.epochs,
            total / len(batches),
            time.monotonic() - began,
        )
    return reader.eval()


def _optimiser(
    reader: Reader, plan: Plan, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    for vectors in reader.trunk.bert.embeddings.parameters():
        vectors.requires_grad_(not plan.keep_words)
    bert = {id(p) for p in reader.trunk.bert.parameters()}
    layers = {id(p) for p in reader.roles.layers.parameters()}
    slow = [p for p in reader.parameters() if id(p) in bert | layers]
    fast = [p for p in reader.parameters() if id(p) not in bert | layers]
    groups = [{"params": slow, "lr": plan.rate}, {"params": fast, "lr": plan.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    return optimiser, schedule_rates(optimiser, steps, warm=10)


def schedule_rates(
    optimiser: torch.optim.Optimizer, steps: int, *, warm: int
) -> torch.optim.lr_scheduler.LRScheduler:
    """Rates that rise over the first `1 / warm` of all steps and then fall to nothing."""
    rising = max(1, steps // warm)

    def share(step: int) -> float:
        return min((step + 1) / rising, max(0.0, (steps - step) / max(1, steps - rising)))

    return torch.optim.lr_scheduler.LambdaLR(optimiser, share)


def _batches(pages: Sequence[Page], size: int, draw: random.Random) -> list[list[Page]]:
    order = list(pages)
    draw.shuffle(order)
    # pages of like length together: less padding, and still another mix each time
    chunks = [
        sorted(order[i : i + size * 8], key=lambda p: len(p.window.pieces))
        for i in range(0, len(order), size * 8)
    ]
    batches = [chunk[i : i + size] for chunk in chunks for i in range(0, len(chunk), size)]
    draw.shuffle(batches)
    return batches


def page_loss(reader: Reader, pages: Sequence[Page], plan: Plan, draw: random.Random) -> Tensor:
    """The loss of triggers, statuses, links and roles over a batch of pages."""
    pieces, mask, heads = stack_windows(pages)
    states, triggers, statuses, links = reader.trunk(pieces, mask, heads)
    types = _pad([p.types for p in pages], -1)
    loss = nn.functional.cross_entropy(triggers.transpose(1, 2), types, ignore_index=-1)
    wanted = _pad([p.statuses for p in pages], -1)
    if bool((wanted >= 0).any()):
        loss = loss + 0.3 * nn.functional.cross_entropy(statuses.transpose(1, 2), wanted, ignore_index=-1)
    picked = [(i, e) for i, p in enumerate(pages) for e in _sample(p.examples, plan.mentions_a_page, draw)]
    if picked:
        shown = [(states[i], example) for i, example in picked]
        loss = loss + plan.role_weight * 8.0 * role_loss(reader.roles, shown)
    pairs = [_link_loss(reader, links[i], p.examples) for i, p in enumerate(pages) if len(p.examples) > 1]
    if pairs:
        loss = loss + plan.link_weight * torch.cat(pairs).mean()
    return loss


def _link_loss(reader: Reader, links: Tensor, examples: Sequence[Example]) -> Tensor:
    """For each two mentions of a page, how wrong their vectors are on whether they are one occurrence."""
    vectors = torch.stack([links[e.first : e.last].mean(0) for e in examples])
    vectors = nn.functional.normalize(vectors, dim=-1)
    scale, shift = reader.nearness
    one, other = torch.triu_indices(len(examples), len(examples), 1)
    odds = scale * (vectors[one] * vectors[other]).sum(-1) + shift
    wanted = torch.tensor([float(examples[i].event == examples[j].event)
                           for i, j in zip(one.tolist(), other.tolist(), strict=True)])  # fmt: skip
    return nn.functional.binary_cross_entropy_with_logits(odds, wanted, reduction="none")


def _sample(examples: Sequence[Example], most: int, draw: random.Random) -> Sequence[Example]:
    return examples if len(examples) <= most else draw.sample(list(examples), most)


def role_loss(roles: RoleReader, shown: Sequence[tuple[Tensor, Example]]) -> Tensor:
    """The loss of the roles around mentions, each given with the word states of its page."""
    crops = [states[e.crop[0] : e.crop[1]] for states, e in shown]
    spots = [(e.first - e.crop[0], e.last - e.crop[0], e.type) for _, e in shown]
    scores = roles(*stack_crops(crops, spots))
    wanted = _pad([e.roles for _, e in shown], -1)
    weight = torch.tensor([1.0, 1.5, 1.5])
    return nn.functional.cross_entropy(scores.permute(0, 3, 1, 2), wanted, weight=weight, ignore_index=-1)


def stack_windows(pages: Sequence[Page]) -> tuple[Tensor, Tensor, Tensor]:
    """The pages' windows as padded tensors: pieces, mask, heads."""
    pieces = _pad([p.window.pieces for p in pages], 0)
    mask = _pad([np.ones_like(p.window.pieces) for p in pages], 0)
    return pieces, mask, _pad([p.window.heads for p in pages], 0)


def stack_crops(
    crops: Sequence[Tensor], spots: Sequence[tuple[int, int, int]]
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Crops of word states with the trigger's place in each, as the role reader takes them."""
    states = nn.utils.rnn.pad_sequence(list(crops), batch_first=True)
    size = states.shape[1]
    at = torch.arange(size).unsqueeze(0)
    first = torch.tensor([s[0] for s in spots]).unsqueeze(1)
    last = torch.tensor([s[1] for s in spots]).unsqueeze(1)
    lengths = torch.tensor([len(c) for c in crops]).unsqueeze(1)
    marked = ((at >= first) & (at < last)).long()
    distance = torch.where(at < first, at - first, torch.where(at >= last, at - last + 1, 0))
    distance = distance.clamp(-REACH - 1, REACH + 1) + REACH + 1
    return states, (at < lengths).long(), marked, torch.tensor([s[2] for s in spots]), distance


def _pad(rows: Sequence[np.ndarray], value: int) -> Tensor:
    return nn.utils.rnn.pad_sequence(
        [torch.from_numpy(r) for r in rows], batch_first=True, padding_value=value
    )
