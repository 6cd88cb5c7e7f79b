"""Every error Dateline raises on purpose, as one tree.

DatelineError               exit status 1; says what to do next
├── InputError              a report, file or address that cannot be used
│   ├── UnreadableError     this one report is quarantined; the run goes on
│   └── FetchError          an address that may not or cannot be fetched
├── CodebookError           a mistake in a codebook: file, line, found, expected
├── GazetteerError          a gazetteer that is missing, broken or of an unknown kind
├── ModelError              the language model or reader is missing or does not fit
├── StoreError              the database cannot be opened, is too new, or refuses
├── JudgementError          a person's decision that does not fit the record it is about
├── PublishError            a format that cannot be written as asked
└── UsageError              a command that contradicts itself
"""

from __future__ import annotations


class DatelineError(Exception):
    """A problem the user can do something about.

    `message` says what was found where, `hint` says the next thing to try.
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  try: {self.hint}" if self.hint else self.message


class InputError(DatelineError):
    """A report, file or address that cannot be used."""


class UnreadableError(InputError):
    """One report that cannot be read; it is quarantined with this reason and the run goes on."""


class FetchError(InputError):
    """An address that may not be fetched, or did not answer."""


class CodebookError(DatelineError):
    """A mistake in a codebook, with the file and line it stands on."""


class GazetteerError(DatelineError):
    """A gazetteer that is missing, broken, or of an unknown kind."""


class ModelError(DatelineError):
    """The language model or the trained reader is missing or does not fit."""


class StoreError(DatelineError):
    """The database cannot be opened, is newer than this Dateline, or refused a change."""


class JudgementError(DatelineError):
    """A person's decision that does not fit the record it is about."""


class PublishError(DatelineError):
    """A format that cannot be written as asked."""


class UsageError(DatelineError):
    """A command that contradicts itself."""
