"""Dateline: reports on armed conflict in, a record an expert can check out."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("dateline")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0.0.0"

CODER = f"dateline@{__version__}"
