"""`dateline train`: make the coder better with reviewed reports, or make its reader anew."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.options import db_option, examples, open_record
from dateline.errors import InputError, ModelError, UsageError
from dateline.settings import load_settings

if TYPE_CHECKING:
    from dateline.train.improve import Trial

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def train() -> None:
    """Make the coder better with reports that you reviewed.

    Both need `pip install 'dateline[train]'`; coding with what they make does not.
    """


@train.command(
    epilog=examples(
        "dateline train decisions --db dateline.db",
        "dateline train decisions reviewed.jsonl",
        "dateline train decisions reviewed.jsonl --reader my-reader --out my-reader",
    )
)
@click.argument("reviewed", nargs=-1, type=FILE, metavar="[REVIEWED.jsonl|MARKED.txt]…")
@db_option
@click.option("--reader", type=FOLDER, help="Learn for this reader.  [default: the one in use]")
@click.option("--out", type=FOLDER, help="Write the reader there.  [default: $DATELINE_HOME/reader]")
@click.option("--codebook", metavar="NAME|FILE.yml", help="Codebook to code by.  [default: conflict]")
@click.pass_context
def decisions(
    ctx: click.Context,
    /,
    reviewed: tuple[Path, ...],
    db: str | None,
    reader: Path | None,
    out: Path | None,
    codebook: str | None,
) -> None:
    """Learn who fills which role, which mentions are one event and what counts, from reviewed reports.

    Reviewed are annotated reports (JSON Lines or marked text), or, without files, the reports of the database
    all of whose events were judged in the desk. A fifth is held back; where the new decisions code it worse
    than those in use, they are refused. Otherwise they are written, and from then on in use.
    """
    _need("sklearn")
    from dateline.run import limit_threads

    limit_threads()
    from dateline.code import open_kit
    from dateline.train.improve import try_decisions
    from dateline.train.keep import keep_reader, name_reports

    if reviewed and db:
        raise UsageError("both files and --db", hint="give one of them")
    tell = _teller(ctx)
    settings = load_settings()
    own = _load_own(reviewed, db, tell)
    current = open_kit(codebook or settings.codebook, home=settings.home)
    trial = try_decisions(own, current, _with_reader(current, reader), tell)
    click.echo(_describe(trial))
    if trial.is_worse:
        raise ModelError(
            "refused: the new decisions code the reports held back worse; nothing was changed",
            hint="review more reports, or check those reviewed for mistakes, and train again",
        )
    folder = out or settings.home / "reader"
    taught = {
        "reviewed": trial.learned,
        "held_back": trial.held_back,
        "which": name_reports(r["id"] for r in own),
    }
    version = keep_reader(trial.kit, folder, taught)
    click.echo(f"written: {folder}, reader {version}; {_how_to_use(out)}")


def _how_to_use(out: Path | None) -> str:
    if out:
        return f"to use it: dateline code --reader {out} REPORT"
    return "in use from now on; delete the folder to go back to the one that ships with Dateline"


def _load_own(reviewed: tuple[Path, ...], db: str | None, tell: Callable[[str], None]) -> list[Any]:
    from dateline.train.material import load_material

    if reviewed:
        return load_material(reviewed)
    from dateline.train.judged import reviewed_reports

    with closing(open_record(db)) as store:
        own, partly = reviewed_reports(store)
    if partly:
        tell(f"{partly} reports judged only in part are left out")
    if not own:
        raise InputError(
            "no report in the database has had all its events judged",
            hint="review with `dateline desk`, or give annotated ones: dateline train decisions FILE.jsonl",
        )
    return own


def _with_reader(current: Any, reader: Path | None) -> Any:
    from dataclasses import replace

    from dateline.code.reader import open_reader

    return replace(current, reader=open_reader(reader)) if reader else current


def _describe(trial: Trial) -> str:
    rows = [
        f"{name:9}  now {now:.3f}   new {then:.3f}"
        for name, now, then in (
            ("found F1", trial.now.found_f1, trial.then.found_f1),
            ("typed F1", trial.now.typed_f1, trial.then.typed_f1),
            ("record F1", trial.now.record_f1, trial.then.record_f1),
        )
    ]
    head = f"on {trial.held_back} reviewed reports held back, {trial.now.gold} events:"
    return "\n".join([head, *rows])


@train.command(
    epilog=examples(
        "dateline train reader annotated.jsonl marked.txt --out my-reader --seed 11 --epochs 8",
        "dateline train decisions reviewed.jsonl --reader my-reader --out my-reader",
    )
)
@click.argument("data", nargs=-1, type=FILE, metavar="[DATA]…")
@click.option(
    "--out", type=FOLDER, required=True, help="Where to; weights to go on from are kept in FOLDER.pt."
)
@click.option("--encoder", type=FOLDER, help="Folder of a BERT or MPNet.  [default: all-MiniLM-L6-v2]")
@click.option("--layers", type=click.IntRange(1), help="How many of its layers.  [default: all]")
@click.option("--keep-words", is_flag=True, help="Leave the encoder's word vectors as they are.")
@click.option(
    "--start",
    type=FILE,
    multiple=True,
    metavar="FOLDER.pt",
    help="Go on from these weights; given several times, from their mean.",
)
@click.option(
    "--roles", type=FILE, metavar="FOLDER.pt", help="Begin the role layers as those of this other reader."
)
@click.option("--leave-out", metavar="K/N", help="Leave out every Nth report from the Kth (0 is the first).")
@click.option(
    "--written",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="SHARE",
    help="Also on this share (0 to 1) of the reports that ship with Dateline.",
)
@click.option(
    "--corpora",
    type=FOLDER,
    help="Also on the annotations that ship, for the texts in FOLDER/wikievents, /muc4.",
)
@click.option(
    "--short",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="SHARE",
    help="Also on this share (0 to 1) of the notes of one to three sentences that DATA can be cut into.",
)
@click.option("--seed", type=int, default=7, show_default=True)
@click.option("--epochs", type=click.IntRange(0), default=8, show_default=True)
@click.option("--batch", type=click.IntRange(1), default=4, show_default=True)
@click.option("--rate", type=float, default=1e-4, show_default=True, help="The encoder's learning rate.")
@click.option("--head-rate", type=float, help="That of the new layers.  [default: three times --rate]")
@click.option(
    "--role-weight", type=float, default=0.3, show_default=True, help="What roles count in the loss."
)
@click.option(
    "--role-epochs", type=click.IntRange(0), default=4, show_default=True, help="Then on the roles alone."
)
@click.option("--role-rate", type=float, default=4e-4, show_default=True, help="Learning rate of these.")
@click.option(
    "--mentions", type=click.IntRange(1), default=6, show_default=True, help="Most in a page and step."
)
@click.option(
    "--bits",
    type=click.Choice(["4", "8"]),
    default="8",
    show_default=True,
    help="What a weight takes where it ships: 4 for an encoder wider than 384.",
)
@click.pass_context
def reader(
    ctx: click.Context, /, data: tuple[Path, ...], out: Path, leave_out: str | None, **asked: Any
) -> None:
    """Make the whole reader from annotated reports, marked texts or WikiEvents documents.

    The same data, seed and machine give the same reader. It takes hours rather than minutes; afterwards its
    decisions are learned from reports that it was not trained on.
    """
    part = _read_part(leave_out) if leave_out else None
    _need("torch", "transformers", "onnx", "sklearn")
    from dateline.run import limit_threads

    limit_threads()
    from dateline.code.reader import open_reader
    from dateline.train.build import Base, default_encoder
    from dateline.train.fit import Plan
    from dateline.train.material import leave_out as leave
    from dateline.train.material import load_material, load_written
    from dateline.train.short import cut_short
    from dateline.train.standoff import load_standoff
    from dateline.train.whole import make_reader, write_reader

    if not ctx.obj["quiet"]:
        logging.getLogger("dateline.train").setLevel(logging.INFO)
    reports = load_material(data)
    if part:
        reports, _ = leave(reports, *part)
    reports += cut_short(reports, asked["short"], asked["seed"])
    reports += load_written(asked["written"])
    if asked["corpora"]:
        reports += load_standoff(asked["corpora"])
    if not reports:
        raise UsageError("nothing to learn from", hint="name annotated reports, or give --written 1")
    base = Base(asked["encoder"] or default_encoder(), default_encoder(), asked["layers"])
    plan = Plan(
        epochs=asked["epochs"],
        batch=asked["batch"],
        rate=asked["rate"],
        head_rate=asked["head_rate"] or 3 * asked["rate"],
        role_weight=asked["role_weight"],
        seed=asked["seed"],
        mentions_a_page=asked["mentions"],
        role_epochs=asked["role_epochs"],
        role_rate=asked["role_rate"],
        keep_words=asked["keep_words"],
    )
    types = open_reader().types
    _teller(ctx)(f"training on {len(reports)} reports")
    made = make_reader(reports, types, base, plan, asked["start"], asked["roles"])
    write_reader(made, out, types, base.encoder, plan, [str(r["id"]) for r in reports],
                 bits=4 if asked["bits"] == "4" else 8)  # fmt: skip
    click.echo(f"written: {out}; it has no decisions yet. Learn them from reports it was not trained on:")
    click.echo(f"  dateline train decisions REVIEWED.jsonl --reader {out} --out {out}")


def _read_part(words: str) -> tuple[int, int]:
    part, slash, parts = words.partition("/")
    if not (slash and part.isdecimal() and parts.isdecimal() and int(part) < int(parts)):
        raise UsageError(f"--leave-out {words}: expected K/N with K below N", hint="--leave-out 2/4")
    return int(part), int(parts)


def _need(*modules: str) -> None:
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        raise ModelError(
            f"training needs {', '.join(missing)}, which Dateline itself does not",
            hint="pip install 'dateline[train]'",
        )


def _teller(ctx: click.Context) -> Callable[[str], None]:
    def tell(words: str) -> None:
        if not ctx.obj["quiet"]:
            click.echo(words, err=True)

    return tell
