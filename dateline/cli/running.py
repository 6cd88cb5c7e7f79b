"""Following a run from the command line: what it codes, what it comes to, how the command ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from dateline.run import Coded, Outcome, Summary, watch


def prepare_gazetteer(home: Path, *, quiet: bool) -> None:
    """Makes the built-in gazetteer where there is none yet, and says so, since it takes a while."""
    from dateline.places.home import NAME, open_gazetteer

    if not (home / NAME).exists():
        if not quiet:
            click.echo("making the built-in gazetteer, this once: a minute or so …", err=True)
        open_gazetteer(home)


class Following:
    """The outcomes of a run, counted as they go by; progress and quarantine are told on standard error."""

    def __init__(self, outcomes: Iterable[Outcome], *, quiet: bool) -> None:
        self.summary = Summary()
        self._outcomes = outcomes
        self._quiet = quiet

    def coded(self) -> Iterator[Coded]:
        """The reports that were coded, in order."""
        for outcome, summary in watch(self._outcomes, quiet=self._quiet):
            self.summary = summary
            if isinstance(outcome, Coded):
                yield outcome

    def finish(self, ctx: click.Context, *hints: str) -> None:
        """Says what the run came to and ends the command with the run's exit status."""
        if not self._quiet:
            click.echo("\n".join([str(self.summary), *hints]), err=True)
        ctx.exit(self.summary.exit_status)
