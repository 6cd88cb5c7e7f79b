"""Figures as a person reads them: plain tables, one function a part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Lines = Iterator[str]
_F1 = ("found", "typed", "record")
_ACCURACY = ("status", "date", "chain")
_FILLERS = ("actors", "targets", "places", "toll", "weapons")
_ACCURACY_HEAD = ("", *(f"{k} F1" for k in _F1), *_ACCURACY, *(f"{k} F1" for k in _FILLERS))


def show(part: str, figures: Mapping[str, Any]) -> str:
    """The lines of one part under its name."""
    said = [f"  {figures['skipped']}"] if "skipped" in figures else list(_SHOW[part](figures))
    return "\n".join([f"{part}", *said, ""])


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Lines:
    """Rows under a head, the first column to the left, the others to the right."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    for row in (head, *rows):
        cells = (
            c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
        )
        yield "  " + "  ".join(cells).rstrip()


def share(value: float | None) -> str:
    """A figure in 0..1 with three decimals; '-' where there is none."""
    return "-" if value is None else f"{value:.3f}"


def _accuracy(figures: Mapping[str, Any]) -> Lines:
    yield from table(_ACCURACY_HEAD, [_accuracy_row(name, f["figures"]) for name, f in figures.items()])
    for name, f in figures.items():
        yield ""
        told, coded = f["figures"]["gold"], f["figures"]["predicted"]
        yield f"  {name}: {f['reports']} reports, {told} events, {coded} coded"
        yield "  " + ", ".join(f"{k} P/R {'/'.join(share(x) for x in f['figures'][k][:2])}" for k in _F1)
        yield f"  calibration error of 'typed right' (10 bins): {share(f['calibration_error'])}"
        yield from table(_CURVE, [_curve_row(point) for point in f["curve"]])


_CURVE = ("--min-confidence", "events", "typed P", "typed R", "found P", "found R")


def _accuracy_row(name: str, figures: Mapping[str, Any]) -> list[str]:
    return [name, *(share(_last(figures.get(k))) for k in (*_F1, *_ACCURACY, *_FILLERS))]


def _last(figure: Any) -> float | None:
    """F1 of precision, recall and F1; else the figure itself."""
    value: float | None = figure[2] if isinstance(figure, (list, tuple)) else figure
    return value


def _curve_row(point: Mapping[str, Any]) -> list[str]:
    keys = ("typed_precision", "typed_recall", "found_precision", "found_recall")
    return [f"{point['least']:.1f}", str(point["events"]), *(share(point[k]) for k in keys)]


def _speed(figures: Mapping[str, Any]) -> Lines:
    from dateline.bench.worker import CONTESTANTS

    rows = {CONTESTANTS[key].words: row for key, row in figures["contestants"].items()}
    own = figures["contestants"]["dateline"]["words_per_cpu_s"]
    head = ("", "words/CPU-s", "reports/s", "peak MB", "load s", "Dateline's speed to it")
    yield from table(head, [_speed_row(name, row, own) for name, row in rows.items() if "skipped" not in row])
    yield from (f"  {name}: {row['skipped']}" for name, row in rows.items() if "skipped" in row)
    yield _first_record(figures["first_record_s"])


def _speed_row(name: str, row: Mapping[str, Any], own: float) -> list[str]:
    words = row["words_per_cpu_s"]
    numbers = [
        f"{words:,.0f}",
        f"{row['reports_per_s']:.2f}",
        f"{row['peak_mb']:,.0f}",
        f"{row['load_s']:.1f}",
    ]
    return [name, *numbers, f"{own / words:.2f}"]


def _first_record(rounds: Sequence[Mapping[str, float]]) -> str:
    times = ", ".join(f"{r['wall_s']:.1f} ({r['cpu_s']:.1f})" for r in rounds)
    return f"  first record of one short report, s from the command's start (CPU-s of the command): {times}"


def _incidents(figures: Mapping[str, Any]) -> Lines:
    head = ("", "pairs P", "R", "F1", "look-alikes linked", "B-cubed F1")
    rows = [_pairs_row(f"{name}, {part}", row) for name, by in figures.items() for part, row in by.items()]
    yield from table(head, rows)
    yield "  The shipped weights learned from these pairs; 'rooms' has the cross-validated figures."
    yield "  End to end, the reader knows train.jsonl: pairs with a report of dev.jsonl tell more."


def _pairs_row(name: str, row: Mapping[str, Any]) -> list[str]:
    linked, of = row["look_alikes_linked"]
    return [name, *(share(x) for x in row["pairs"]), f"{linked} of {of}", share(row["b_cubed"][2])]


def _lower_case(figures: Mapping[str, Any]) -> Lines:
    yield f"  {figures['documents']} documents"
    rows = [_kind_row(kind, row) for kind, row in figures["kinds"].items()]
    yield from table(("incident type", "documents", "recall", "found where not told"), rows)


def _kind_row(kind: str, row: Mapping[str, Any]) -> list[str]:
    return [kind, str(row["documents"]), share(row["recall"]), share(row["elsewhere"])]


def _rooms(figures: Mapping[str, Any]) -> Lines:
    for row in figures["run"]:
        yield f"  {row['name']}  ({row['command']})"
        yield from (f"    {line}" for line in row["said"].splitlines())
    yield "  not run here, since they take long:"
    yield from (f"    {row['name']}: {row['command']}" for row in figures["slow"])


def _kept(figures: Mapping[str, Any]) -> Lines:
    """Scores as a table, then what each row is, and the rest in words."""
    yield "  as training left them, not measured now"
    rows = {name: f for name, f in figures.items() if isinstance(f, Mapping) and "found" in f}
    if rows:
        yield from table(_ACCURACY_HEAD, [_accuracy_row(name, row) for name, row in rows.items()])
    yield from (f"  {name}: {row['what']}" for name, row in rows.items() if "what" in row)
    yield from (f"  {name}: {_plain(value)}" for name, value in figures.items() if name not in rows)


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return share(value)
    if isinstance(value, list):
        return " ".join(_plain(item) for item in value)
    return str(value)


_SHOW: dict[str, Callable[[Mapping[str, Any]], Lines]] = {
    "accuracy": _accuracy,
    "cross-validation": _kept,
    "speed": _speed,
    "incidents": _incidents,
    "lower-case": _lower_case,
    "rooms": _rooms,
}
