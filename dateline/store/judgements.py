"""The chain of judgements: each holds the hash of the one before, so that a change anywhere shows.

The database refuses to change or delete one (see the migration); `find_break` tells where someone who went
round the database did.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert, select, text

from dateline.errors import JudgementError
from dateline.store.queries import begins_with
from dateline.store.records import Judgement, KeptJudgement
from dateline.store.rows import RowLike
from dateline.store.tables import judgements
from dateline.text.hashing import sha256_hex

BEGINNING = "0" * 64


class OvertakenError(JudgementError):
    """Somebody judged the same subject since the number that was seen; `last` is what they decided."""

    def __init__(self, last: KeptJudgement) -> None:
        said = last.judgement
        super().__init__(
            f"{said.who} judged {said.subject!r} meanwhile ({said.kind}, number {last.seq})",
            hint="look at it as it now is, then decide again",
        )
        self.last = last


def append_judgement(
    connection: Connection, judgement: Judgement, *, now: str, seen: int | None = None
) -> KeptJudgement:
    """Keeps a judgement at the end of the chain; JudgementError where who, kind or subject are missing.

    Raises OvertakenError where `seen` is given and the subject was judged since that number: the look and the
    writing are one transaction, so that of two who decide at once the second is told.
    """
    missing = [name for name in ("who", "kind", "subject") if not getattr(judgement, name).strip()]
    if missing:
        raise JudgementError(
            f"a judgement without {', '.join(missing)}", hint="say who decides what about what"
        )
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE judgements IN EXCLUSIVE MODE"))
    if seen is not None:
        since = read_judgements(connection, subject=judgement.subject, after=seen)
        if since:
            raise OvertakenError(since[-1])
    last = connection.execute(
        select(judgements.c.seq, judgements.c.hash).order_by(judgements.c.seq.desc()).limit(1)
    ).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, BEGINNING)
    kept = KeptJudgement(seq, now, judgement, previous, hash_judgement(seq, now, judgement, previous))
    connection.execute(insert(judgements), _to_row(kept))
    return kept


def hash_judgement(seq: int, at: str, judgement: Judgement, previous: str) -> str:
    """SHA-256 over everything the judgement says, its place in the chain, and the hash before it."""
    said = [seq, at, judgement.who, judgement.kind, judgement.subject]
    values = [_canonical(judgement.before), _canonical(judgement.after), judgement.why, previous]
    return sha256_hex(_canonical([*said, *values]).encode("utf-8", "surrogatepass"))


def find_break(chain: Iterable[KeptJudgement]) -> int | None:
    """The number of the first judgement that does not fit the chain, or None where the chain is whole."""
    previous, expected = BEGINNING, 1
    for kept in chain:
        true_hash = hash_judgement(kept.seq, kept.at, kept.judgement, previous)
        if (kept.seq, kept.previous, kept.hash) != (expected, previous, true_hash):
            return expected
        previous, expected = kept.hash, expected + 1
    return None


def read_judgements(
    connection: Connection,
    *,
    subject: str | None = None,
    begins: str | None = None,
    kind: str | None = None,
    after: int = 0,
    limit: int | None = None,
) -> tuple[KeptJudgement, ...]:
    """The judgements after number `after`, oldest first, at most `limit`.

    Only those about `subject`, about what begins with `begins`, or of a kind that begins with `kind`, where
    these are given.
    """
    asked = select(judgements).where(judgements.c.seq > after).order_by(judgements.c.seq).limit(limit)
    if subject is not None:
        asked = asked.where(judgements.c.subject == subject)
    if begins is not None:
        asked = asked.where(begins_with(judgements.c.subject, begins))
    if kind is not None:
        asked = asked.where(begins_with(judgements.c.kind, kind))
    return tuple(_from_row(row) for row in connection.execute(asked).mappings())


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _to_row(kept: KeptJudgement) -> dict[str, Any]:
    said = kept.judgement
    return {
        "seq": kept.seq,
        "at": kept.at,
        "who": said.who,
        "kind": said.kind,
        "subject": said.subject,
        "before": _canonical(said.before),
        "after": _canonical(said.after),
        "why": said.why,
        "previous": kept.previous,
        "hash": kept.hash,
    }


def _from_row(row: RowLike) -> KeptJudgement:
    said = Judgement(
        row["who"],
        row["kind"],
        row["subject"],
        json.loads(row["before"]),
        json.loads(row["after"]),
        row["why"],
    )
    return KeptJudgement(row["seq"], row["at"], said, row["previous"], row["hash"])
