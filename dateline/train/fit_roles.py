"""Training the role reader alone, on the words as the trained trunk sees them.

Together with the trunk it has seen each mention a few times only, and is far from done when the trunk is.
Alone it is small: many more passes cost less.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor, nn

from dateline.train.data import Example, Page
from dateline.train.fit import Plan, role_loss, schedule_rates, stack_windows
from dateline.train.net import Reader

log = logging.getLogger(__name__)

BATCH = 24
_POOL = 8
"""Batches drawn together and sorted by length, so that little is padding."""

Shown = tuple[Tensor, Example]
"""A page's word states, and one mention in it."""


def fit_roles(reader: Reader, pages: Sequence[Page], plan: Plan) -> Reader:
    """Train the role reader of `reader` in place for `plan.role_epochs` passes, the trunk unmoved."""
    if not plan.role_epochs:
        return reader
    torch.manual_seed(plan.seed)
    draw = random.Random(plan.seed)
    shown = list(_show(reader.eval(), pages))
    roles = reader.roles.train()
    optimiser = torch.optim.AdamW(roles.parameters(), lr=plan.role_rate, weight_decay=0.01)
    schedule = schedule_rates(optimiser, plan.role_epochs * -(-len(shown) // BATCH), warm=20)
    for epoch in range(plan.role_epochs):
        began, total = time.monotonic(), 0.0
        batches = _batches(shown, draw)
        for batch in batches:
            loss = role_loss(roles, batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(roles.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        took = time.monotonic() - began
        log.info(
            "roles, epoch %d of %d: loss %.4f, %.0f s",
            epoch + 1,
            plan.role_epochs,
            total / len(batches),
            took,
        )
    return reader.eval()


def _show(reader: Reader, pages: Sequence[Page]) -> Iterator[Shown]:
    with torch.no_grad():
        for page in pages:
            if page.examples:
                states = reader.trunk(*stack_windows([page]))[0][0]
                for example in page.examples:
                    yield states, example


def _batches(shown: Sequence[Shown], draw: random.Random) -> list[list[Shown]]:
    order = list(range(len(shown)))
    draw.shuffle(order)
    batches = []
    for i in range(0, len(order), BATCH * _POOL):
        pool = sorted(order[i : i + BATCH * _POOL], key=lambda j: shown[j][1].crop[1] - shown[j][1].crop[0])
        batches += [[shown[j] for j in pool[k : k + BATCH]] for k in range(0, len(pool), BATCH)]
    draw.shuffle(batches)
    return batches
