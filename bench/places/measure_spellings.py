"""Measure names spelt by ear: press spellings of real towns and villages against their gazetteer entries.

    python bench/places/measure_spellings.py [bench/places/spellings.jsonl] [--errors]

Run with gazetteers added for the countries of the list (Who's On First SY, IQ and UA; the built-in one
elsewhere). Each name is looked up with its country; right is the entry itself or a point within 10 km of it.
Half of the list ('unseen') was never looked at while the thresholds were set.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from dateline.places import open_gazetteer
from dateline.places.geometry import km_between
from dateline.places.lookup import look_up


def main() -> None:
    """Print right, wrong and abstained for each half."""
    show = "--errors" in sys.argv
    paths = [a for a in sys.argv[1:] if not a.startswith("--")]
    path = Path(paths[0]) if paths else Path(__file__).with_name("spellings.jsonl")
    gazetteer = open_gazetteer()
    counts: dict[str, Counter[str]] = {"tuned": Counter(), "unseen": Counter()}
    for line in path.read_text("utf-8").splitlines():
        item = json.loads(line)
        best, found = look_up(gazetteer, item["name"], country=item["country"])
        verdict = "abstained"
        if best and best.place.lat is not None and best.place.lon is not None:
            km = km_between(item["lat"], item["lon"], best.place.lat, best.place.lon)
            verdict = "right" if km <= 10 or item["id"] in gazetteer.ids(best.place.id) else "wrong"
        counts[item["half"]][verdict] += 1
        if show and verdict != "right" and item["half"] == "tuned":
            near = [(c.place.name, c.place.id, c.match, c.score) for c in found[:4]]
            print(verdict, item["name"], item["country"], item["entry"], item["id"], near)
    for half, verdicts in counts.items():
        total = sum(verdicts.values())
        shares = {v: round(verdicts[v] / total, 3) for v in ("right", "wrong", "abstained")}
        print(f"{half} ({total}): {shares}")


if __name__ == "__main__":
    main()
