"""Reading: files, folders, addresses and standard input become reports, each with its original.

What cannot be read is quarantined with its reason and the rest goes on.
"""

from dateline.read.debris import find_debris
from dateline.read.fetch import FetchPolicy
from dateline.read.incoming import Incoming, Quarantined
from dateline.read.limits import Limits
from dateline.read.source import read_bytes, read_source

__all__ = ["FetchPolicy", "Incoming", "Limits", "Quarantined", "find_debris", "read_bytes", "read_source"]
