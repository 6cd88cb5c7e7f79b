"""The screens that show what people decided: every decision in its chain, and how far readers agree."""

from __future__ import annotations

from starlette.responses import Response

from dateline.desk.agreement import agreement_of
from dateline.desk.asked import number
from dateline.desk.guard import Asking
from dateline.desk.pages import page

PAGE = 100


def show_history(asking: Asking) -> Response:
    """The decisions, newest first, and whether the chain is whole as far as this desk read it."""
    store, ledger = asking.desk.store, asking.desk.ledger()
    query = asking.request.query_params
    end = int(number(query, "before", ledger.number + 1, 1e12))
    said = store.judgements(after=max(0, end - PAGE - 1), limit=min(PAGE, max(0, end - 1)))[::-1]
    broken = store.check_judgements() if query.get("check") else ledger.broken
    return page(
        asking,
        "history",
        said=said,
        broken=broken,
        checked=bool(query.get("check")),
        count=ledger.number,
        head=ledger.hash,
        more=f"/history?before={end - PAGE}" if end - PAGE > 1 else None,
    )


def show_agreement(asking: Asking) -> Response:
    """How far people agree on the events that several decided about, and where they differ."""
    ledger = asking.desk.ledger()
    blind, seen = agreement_of(list(ledger.read_blind())), agreement_of(list(ledger.read_twice()))
    return page(asking, "agreement", blind=blind, seen=seen, most=PAGE)
