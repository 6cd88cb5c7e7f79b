"""Events of a made-up conflict with realistic density: skewed places, bursts, reprints, vague tellings.

A few towns see most of the fighting (Zipf), days come in bursts, an incident is told by one to many
reports, some
tellings are reprints word for word, some lack the day or the town, and figures differ.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

from dateline.incidents.names import read_actor
from dateline.incidents.record import LinkEvent, LinkPlace, LinkReport, LinkToll
from dateline.incidents.words import norm_of
from dateline.model.incident import EventKey

DAY_ZERO = 735_000
EVENTS_PER_REPORT = 4
EVENTS_PER_DAY = 270
TYPES = ("air_strike", "shelling", "armed_clash", "explosive_device", "civilian_attack", "protest", "arrest",
         "territory_gained", "displacement", "accuse", "talks")  # fmt: skip
WEIGHTS = (14, 18, 16, 8, 12, 8, 7, 3, 3, 6, 5)


@cache
def _towns(count: int = 4000) -> list[LinkPlace]:
    dice = random.Random(1)
    return [
        LinkPlace(f"town{n}", f"Town {n}", "settlement", dice.uniform(10, 37), dice.uniform(20, 60), 5.0)
        for n in range(count)
    ]


@cache
def _sides() -> list[object]:
    return [read_actor({"name": f"Brigade{n} Front"}) for n in range(120)]


@cache
def _vocabulary() -> list[str]:
    return [f"word{n}" for n in range(20_000)]


def _zipf(dice: random.Random, count: int) -> int:
    """A rank below `count`, the first ones most often."""
    return min(count - 1, int(count ** dice.random()) - 1)


def generate(events: int, *, seed: int = 7) -> Iterator[tuple[LinkEvent, ...]]:
    """Reports of about `EVENTS_PER_REPORT` events, `events` in all; the truth is in the quote
    ('#<incident>')."""
    dice = random.Random(seed)
    made = report = incident = 0
    days = max(30, events // EVENTS_PER_DAY)
    waiting: dict[int, list[tuple[int, ...]]] = {}
    while made < events:
        day = dice.randrange(days)
        tellings = min(1 + int(dice.expovariate(0.9)), 25)
        sides = (dice.randrange(120), dice.randrange(120))
        told = (
            incident,
            day,
            _zipf(dice, 4000),
            dice.choices(range(len(TYPES)), WEIGHTS)[0],
            *sides,
            _zipf(dice, 60),
        )
        incident += 1
        for _ in range(tellings):
            pile = waiting.setdefault(day + dice.choice((0, 0, 1, 1, 2)), [])
            pile.append(told)
        for when, pile in list(waiting.items()) if dice.random() < 0.05 else [(day, waiting.get(day, []))]:
            while len(pile) >= EVENTS_PER_REPORT:
                distinct = {t[0]: t for t in pile[:EVENTS_PER_REPORT]}
                del pile[:EVENTS_PER_REPORT]
                yield tuple(_report(dice, f"r{report}", when, list(distinct.values())))
                report += 1
                made += len(distinct)


def _report(dice: random.Random, id: str, day: int, told: list[tuple[int, ...]]) -> Iterator[LinkEvent]:
    vocabulary = _vocabulary()
    words = frozenset(vocabulary[t[0] * 7919 % 20_000] for t in told) | frozenset(
        vocabulary[_zipf(dice, 20_000)] for _ in range(12)
    )
    head = LinkReport(id, DAY_ZERO + day, f"outlet{_zipf(dice, 200)}", None, words, norm=norm_of(words))
    for n, (incident, when, town, type_, doer, target, toll) in enumerate(told):
        own = [vocabulary[(incident * 31 + k * 977) % 20_000] for k in range(10)]
        context = frozenset(dice.sample(own, 6)) | frozenset(
            vocabulary[_zipf(dice, 20_000)] for _ in range(6)
        )
        reprint = dice.random() < 0.25
        dated = dice.random() < 0.75
        yield LinkEvent(
            key=EventKey(id, f"e{n}"),
            report=head,
            type=TYPES[type_],
            family="",
            status="happened",
            first=DAY_ZERO + when if dated else None,
            last=DAY_ZERO + when if dated else None,
            actors=(_sides()[doer],) if dice.random() < 0.8 else (),  # type: ignore[arg-type]
            targets=(_sides()[target],) if dice.random() < 0.6 else (),  # type: ignore[arg-type]
            places=(_towns()[town],) if dice.random() < 0.9 else (),
            toll=(LinkToll("killed", toll, toll + dice.choice((0, 0, 2))),)
            if toll and dice.random() < 0.5
            else (),
            words=context,
            runs=frozenset(hash((incident, k)) & 0xFFFFFFFF for k in range(6)) if reprint else frozenset(),
            norm=norm_of(context),
            quote=f"#{incident}",
        )
