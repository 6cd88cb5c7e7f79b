"""Following a run from the command line: what it codes, what it comes to, how the command ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from dateline.run import Coded, Outcome, Summary, watch


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
