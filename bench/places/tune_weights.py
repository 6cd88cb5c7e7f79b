"""Tune the weights of `dateline/places/data/weights.yml` by coordinate descent; prints each step that helps.

    python bench/places/tune_weights.py ../shared/bench/geo/lgl.xml ../shared/bench/train.jsonl

Uses the even reports of the Local-Global Lexicon and the gold places of the training reports, nothing else.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lgl import read_lgl
from measure_lgl import is_right

from dateline.model.span import Span
from dateline.places import Gazetteer, PlaceContext, open_gazetteer
from dateline.places.choice import choose_places
from dateline.places.context import weigh_countries
from dateline.places.geometry import km_between
from dateline.places.mention import read_mention
from dateline.places.resolve import refer_mention
from dateline.places.sound_alikes import add_sound_alikes
from dateline.places.unnamed import link_unnamed
from dateline.places.weights import WEIGHTS

TUNED = ["prior", "share", "country", "near", "near_km", "near_count", "same_area", "same_country"]
TUNED += ["temper", "within", "settled", "floor", "floor_foreign"]
TOLERANCE = {"site": 10, "settlement": 10, "district": 25, "region": 75, "country": 500}


class Case:
    """One report with its mentions made once, so that only the weighing is repeated."""

    def __init__(
        self, text: str, spans: list[Span], judge: list[object], title: str, gazetteer: Gazetteer
    ) -> None:
        self.weights = weigh_countries(text, PlaceContext(title=title))
        self.mentions = [read_mention(text, s, gazetteer) for s in spans]
        add_sound_alikes(self.mentions, gazetteer, self.weights)
        self.judge = judge
        self.gazetteer = gazetteer

    def score(self) -> tuple[float, int]:
        """Right answers, less half a point for each wrong one; and how many there are."""
        choose_places(self.mentions, self.weights)
        link_unnamed(self.mentions, self.gazetteer, self.weights)
        total = 0.0
        for m, gold in zip(self.mentions, self.judge, strict=True):
            ref = refer_mention(m, self.gazetteer, self.weights)
            if ref.lat is not None:
                total += 1.0 if gold(ref) else -0.5  # type: ignore[operator]
        return total, len(self.mentions)


def lgl_cases(path: Path, gazetteer: Gazetteer) -> list[Case]:
    """The even reports of the lexicon."""
    cases = []
    for report in read_lgl(path)[::2]:
        golds = [t for t in report.toponyms if t.lat is not None]
        spans = [Span.of(report.text, t.start, t.end) for t in golds]
        judge: list[object] = [lambda ref, t=t: is_right(t, ref, gazetteer) for t in golds]
        cases.append(
            Case(report.text, spans, judge, PlaceContext(outlet=report.domain, title=report.title), gazetteer)
        )
    return cases


def bench_cases(path: Path, gazetteer: Gazetteer) -> list[Case]:
    """The gold places with coordinates of the training reports."""
    cases = []
    for line in path.read_text("utf-8").splitlines():
        report = json.loads(line)
        spans, judge = [], []
        for place in (p for e in report["events"] for p in e["places"] if p["lat"] is not None):
            at = report["text"].find(place["text"])
            if at >= 0:
                spans.append(Span.of(report["text"], at, at + len(place["text"])))
                judge.append(lambda ref, p=place: _near(p, ref))
        if spans:
            cases.append(
                Case(
                    report["text"],
                    spans,
                    judge,
                    PlaceContext(outlet=report.get("outlet"), title=report.get("title")),
                    gazetteer,
                )
            )
    return cases


def _near(gold: dict[str, float], ref: object) -> bool:
    km = km_between(gold["lat"], gold["lon"], ref.lat, ref.lon)  # type: ignore[attr-defined]
    return km <= TOLERANCE[gold["level"]]  # type: ignore[index]


def total(sets: list[list[Case]]) -> float:
    """The mean over the sets of the score per place."""
    means = []
    for cases in sets:
        scores = [c.score() for c in cases]
        means.append(sum(s for s, _ in scores) / sum(n for _, n in scores))
    return sum(means) / len(means)


def main() -> None:
    """Two rounds of trying each weight a little smaller and larger."""
    gazetteer = open_gazetteer()
    sets = [lgl_cases(Path(sys.argv[1]), gazetteer), bench_cases(Path(sys.argv[2]), gazetteer)]
    best = total(sets)
    print(f"start {best:.4f}", flush=True)
    for step in (1.6, 1.25):
        for name in TUNED:
            for factor in (step, 1 / step):
                old = WEIGHTS[name]
                WEIGHTS[name] = round(old * factor, 4)
                now = total(sets)
                if now > best + 1e-4:
                    best = now
                    print(f"{name}: {old} -> {WEIGHTS[name]}  {best:.4f}", flush=True)
                    break
                WEIGHTS[name] = old
    print({n: WEIGHTS[n] for n in TUNED})


if __name__ == "__main__":
    main()
