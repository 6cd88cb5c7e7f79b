"""Whether a name or a chain agrees with the annotated one, by the benchmark's rule of shared words."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Chain, SourceLink
from dateline.train.agree import is_same_name


def names_agree(one: str, other: str) -> bool:
    """One's words hold the other's, or they share half of them."""
    return is_same_name((one,), (other,))


def link_agrees(gold: str, link: SourceLink) -> bool:
    """Whether a source, by its words or its name, is the annotated one."""
    return names_agree(gold, link.name) or names_agree(gold, link.span.text)


def chain_agrees(gold: Sequence[Sequence[str]], chains: Sequence[Chain]) -> bool:
    """No chain where none is due; else some innermost source in common."""
    if not gold or not chains:
        return not gold and not chains
    return any(link_agrees(g[-1], c[-1]) for g in gold for c in chains)
