"""Whether an event is told under an attribution or in the outlet's own voice: a small learned decision.

What the parse says of each attribution that covers a mention of the event, and how sure the reader is that
its source tells of the event, is weighed by the decision "chain".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.code.attribution import Attribution
from dateline.code.chain import innermost, is_speaker, links_of
from dateline.code.logistic import Logistic
from dateline.code.naming_phrases import fold
from dateline.code.naming_tree import NOUN_TAGS, Tree
from dateline.code.voices import Voices
from dateline.model import Chain, SourceLink, Span

_ASIDE = frozenset({"relcl", "acl", "advcl", "appos", "poss", "compound", "amod", "nmod"})
_PRESENT = frozenset({"VBZ", "VBP"})


_MARKED = 0.4
"""The chance from which a source that the reader marks is weighed though nothing it says covers the event."""


def _unread(span: Span) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is known of an event when its chains are decided.

    `mentions` are its triggers; `type`, `family` and `status` are the codebook's; `speech` says that the
    type is a speech act; `actors` are the words of its actors and `actor_names` whom they mean. `read` gives
    the reader's chance (0..1) that given words are a source of the event.
    """

    mentions: tuple[Span, ...]
    type: str
    family: str
    status: str
    speech: bool = False
    actors: tuple[Span, ...] = ()
    actor_names: tuple[str, ...] = ()
    read: Callable[[Span], float] = _unread


def chains_of_event(
    voices: Voices, event: Occasion, decision: Logistic, floors: Mapping[str, float]
) -> tuple[Chain, ...]:
    """The chains of an event, outermost link first; none where the outlet tells it in its own voice.

    Each attribution that covers one of the mentions is weighed; of a speech event, its own speaker is left
    out. An event is told under attribution where the likeliest one reaches `floors["chain"]`; then every one
    that reaches `floors["chain also"]` counts. Every link's `why` ends with the chance.
    """
    weighed = [(chain, decision.chance(features(voices, event, i, chain)))
               for i, chain in candidates(voices, event)]  # fmt: skip
    if max((chance for _, chance in weighed), default=0.0) < floors["chain"]:
        return ()
    chains: dict[tuple[str, ...], Chain] = {}
    for chain, chance in sorted(weighed, key=lambda w: -w[1]):
        if chance >= floors["chain also"]:
            chains.setdefault(tuple(fold(link.name) for link in chain), _with_chance(chain, chance))
    return tuple(chains.values())


def _with_chance(chain: Chain, chance: float) -> Chain:
    *outer, last = chain
    return (*outer, replace(last, why=f"{last.why}; told under it with chance {chance:.2f}"))


def candidates(voices: Voices, event: Occasion) -> Iterator[tuple[int, Chain]]:
    """The innermost attributions that cover a mention, and those the reader marks, each with its chain."""
    told = voices.attributions
    found: list[int] = []
    for mention in event.mentions:
        covering = [i for i, a in enumerate(told) if a.covers(mention.start, mention.end)]
        found += innermost(covering, told)
    found += [i for i, a in enumerate(told) if event.read(a.source[-1].span) >= _MARKED]
    for i in dict.fromkeys(found):
        chain = tuple(k for k in links_of(i, told) if not (event.speech and _speaks(k, event)))
        if chain:
            yield i, chain


def _speaks(link: SourceLink, event: Occasion) -> bool:
    """Whether a link is one of the event's own actors."""
    return any(is_speaker(link, span, None) for span in event.actors) or any(
        is_speaker(link, None, name) for name in event.actor_names
    )


def features(voices: Voices, event: Occasion, index: int, chain: Chain) -> dict[str, float]:
    """What the parse says of one attribution and one event, by name."""
    a = voices.attributions[index]
    tree = voices.tree
    words = [_head_word(tree, m) for m in event.mentions]
    own = [m.start for m in event.mentions if a.covers(m.start, m.end)]
    covered = [w for w, m in zip(words, event.mentions, strict=True) if a.covers(m.start, m.end)]
    free = [w for w, m in zip(words, event.mentions, strict=True)
            if not any(b.covers(m.start, m.end) for b in voices.attributions)]  # fmt: skip
    told_by = [
        [i for i, b in enumerate(voices.attributions) if b.covers(m.start, m.end)] for m in event.mentions
    ]
    read = event.read(a.source[-1].span)
    found = {
        "reader": read,
        f"reader|{event.speech}": read,
        "reader>.5": float(read > 0.5),
        f"covers={bool(covered)}": 1.0,
        f"shape={a.shape}": 1.0,
        f"manner={a.manner}": 1.0,
        f"status={event.status}": 1.0,
        f"family={event.family}": 1.0,
        f"type={event.type}": 1.0,
        "nobody": float(chain[-1].name == "reports"),
        f"source={chain[-1].kind}": 1.0,
        "thing": float(_is_thing(voices, a)),
        "links": float(len(chain) > 1),
        "share": len(covered) / len(words),
        "any share": sum(map(bool, told_by)) / len(words),
        "all told": float(all(told_by)),
        "sources": float(min(len({voices.attributions[i].source[-1].name for t in told_by for i in t}), 4)),
        "only": float(len(words) == 1),
        "free": float(bool(free)),
        "free verb": float(any(tree.tags[w][0] == "V" for w in free)),
        "free first": float(bool(free) and words[0] in free),
        "free main": float(any(_is_main(tree, w) for w in free)),
        "speech": float(event.speech),
        "speech cut": float(event.speech and len(chain) < len(links_of(index, voices.attributions))),
        "by actor": float(_speaks(a.source[-1], event)),
    }
    best = min(covered or words, key=lambda w: (len(_asides(tree, w, a)), w))
    found.update(_place_features(tree, best, a, voices.quoted[best]))
    found["crosses: speech clause"] = float(event.speech and a.shape in ("clause", "closing"))
    found["crosses: aside verb"] = found["aside"] * float(tree.tags[best][0] == "V")
    found["crosses: quoted noun"] = float(voices.quoted[best]) * found.get("noun", 0.0)
    found["crosses: one noun"] = found["only"] * found.get("noun", 0.0)
    found["first mention"] = float(event.mentions[0].start in own)
    found["early"] = float(event.mentions[0].start < 300)
    return found


def _is_thing(voices: Voices, a: Attribution) -> bool:
    """Whether the source is a thing that neither speaks nor is written."""
    phrase = voices.names.cast.at.get(_head_word(voices.tree, a.source[-1].span))
    return phrase is not None and phrase.kind == "common" and phrase.nature == "thing"


def _place_features(tree: Tree, word: int, a: Attribution, quoted: bool) -> dict[str, float]:
    """How the trigger stands within what is told."""
    tag = tree.tags[word]
    asides = _asides(tree, word, a)
    cue = tree.word_at(a.cue.start)
    same = tree.sents[cue] == tree.sents[word]
    found = {
        "noun": float(tag in NOUN_TAGS),
        f"tag={tag}": 1.0,
        f"dep={tree.deps[word]}": 1.0,
        "definite": float(_is_definite(tree, word)),
        "possessed": float(any(tree.deps[k] == "poss" for k in tree.kids[word])),
        "aside": float(bool(asides)),
        "asides": float(min(len(asides), 3)),
        "same sentence": float(same),
        "after cue": float(word > cue),
        "far": min(abs(word - cue), 60) / 60,
        "quoted": float(quoted),
        "head of it": float(_is_top(tree, word, a)),
        "present cue": float(tree.tags[cue] in _PRESENT),
        f"cue={tree.lemmas[cue]}": 1.0,
        "modal": float(any(tree.tags[k] == "MD" for k in tree.kids[word])),
        "perfect": float(any(tree.lemmas[k] == "have" and tree.deps[k] == "aux" for k in tree.kids[word])),
    }
    for dep in set(asides):
        found[f"within={dep}"] = 1.0
    return found


def _head_word(tree: Tree, mention: Span) -> int:
    """The word of a trigger that the rest of it hangs on."""
    first, last = tree.word_at(mention.start), tree.word_at(max(mention.start, mention.end - 1))
    return next(
        (w for w in range(first, last + 1) if not first <= tree.heads[w] <= last or tree.heads[w] == w), first
    )


def _asides(tree: Tree, word: int, a: Attribution) -> list[str]:
    """The dependencies that set the trigger aside from the main line of what is told, nearest first."""
    found: list[str] = []
    at = word
    while tree.heads[at] != at and len(found) < 4:
        if not any(part.start <= tree.starts[at] < part.end for part in a.content):
            break
        up = tree.heads[at]
        if not any(part.start <= tree.starts[up] < part.end for part in a.content):
            break
        if tree.deps[at] in _ASIDE:
            found.append(tree.deps[at])
        at = up
    return found


def _is_top(tree: Tree, word: int, a: Attribution) -> bool:
    up = tree.heads[word]
    return up == word or not any(part.start <= tree.starts[up] < part.end for part in a.content)


def _is_main(tree: Tree, word: int) -> bool:
    """Whether the word is the main verb of its sentence, or its subject or object."""
    root = word if tree.tags[word][0] == "V" else tree.heads[word]
    return tree.heads[root] == root


def _is_definite(tree: Tree, word: int) -> bool:
    return any(
        tree.deps[k] == "det" and tree.lowers[k] in ("the", "this", "that", "these") for k in tree.kids[word]
    )


def chain_names(chains: Sequence[Chain]) -> list[list[str]]:
    """The names of each chain, as the benchmark writes them."""
    return [[link.name for link in chain] for chain in chains]
