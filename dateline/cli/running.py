"""Following a run from the command line: what it codes, what it comes to, how the command ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.run import Coded, Outcome, Summary, watch
from dateline.text.printable import printable

if TYPE_CHECKING:
    from dateline.store import Store


def prepare_gazetteer(home: Path, *, quiet: bool) -> None:
    """Makes the built-in gazetteer where there is none yet, and says so, since it takes a while."""
    from dateline.places.home import NAME, open_gazetteer

    if not (home / NAME).exists():
        if not quiet:
            click.echo("making the built-in gazetteer, this once: a minute or so …", err=True)
        open_gazetteer(home)


def link_added(store: Store, added: Mapping[str, bool]) -> str:
    """Joins the events of the reports just added to incidents; gives what that came to, in words.

    Arguments: `added`, the ids of the reports and whether each was coded just now. Those kept before
    are linked too where a run was stopped before it came to it. The reports are kept already: whatever fails
    here loses none of them, and `dateline incidents` links what is missing.
    """
    from dateline.incidents.keep import open_index, update_incidents

    try:
        index = open_index(store)
        linked = index.codings()
        done = update_incidents(
            store, index, reports=[id for id, new in added.items() if new or id not in linked]
        )
        index.close()
    except Exception as error:  # whatever it is: the record stands, and can be linked later
        reason = printable(f"{type(error).__name__}: {error}")
        return f"incidents are not brought up to date ({reason}); dateline incidents --db {store} tries again"
    return f"incidents: {len(done.new)} new, {len(done.changed)} changed, {len(done.gone)} taken down"


class Following:
    """The outcomes of a run, counted as they go by; progress and quarantine are told on standard error."""

    def __init__(self, outcomes: Iterable[Outcome], *, quiet: bool) -> None:
        self.summary = Summary()
        self._outcomes = outcomes
        self._quiet = quiet

    def outcomes(self) -> Iterator[Outcome]:
        """What became of each report, in order."""
        for outcome, summary in watch(self._outcomes, quiet=self._quiet):
            self.summary = summary
            yield outcome

    def coded(self) -> Iterator[Coded]:
        """The reports that were coded, in order."""
        return (outcome for outcome in self.outcomes() if isinstance(outcome, Coded))

    def finish(self, ctx: click.Context, *hints: str) -> None:
        """Says what the run came to and ends the command with the run's exit status."""
        if not self._quiet:
            click.echo("\n".join([str(self.summary), *hints]), err=True)
        ctx.exit(self.summary.exit_status)
