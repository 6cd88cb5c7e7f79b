"""Where a report hands the word to someone: verbs of saying, "according to", "reportedly", "reports of"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.code.chain_words import CueWords
from dateline.code.naming_tree import NAME_TAGS, NOUN_TAGS, SUBJECTS, Tree

Stretch = tuple[int, int]
"""First and last word of a stretch, both included."""

CLAUSES = ("ccomp",)
LOOSE = frozenset({"parataxis", "ccomp", "conj", "advcl"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One handing-over of the word, as word indices.

    `word` is the cue, `source` the head word of whoever speaks (None: nobody in particular, "reports"),
    `content` what is told, `manner` the class of the cue word (`chain_words.yml`), `shape` how content hangs
    on it, `hearer` the head word of the outlet that was told.
    """

    word: int
    source: int | None
    content: tuple[Stretch, ...]
    manner: str
    shape: str
    why: str
    hearer: int | None = None


def find_cues(tree: Tree, words: CueWords, quoted: list[bool]) -> list[Cue]:
    """Every cue of a report in the order of its words; `quoted[i]` says whether word i stands in a quote."""
    found = []
    for word, lemma in enumerate(tree.lemmas):
        lower = tree.lowers[word]
        tag = tree.tags[word]
        cue: Cue | None = None
        if lemma in words.verbs and tag[0] == "V":
            cue = _verb_cue(tree, word, words, quoted)
        elif lower in words.accordings:
            cue = _according(tree, word, words.accordings[lower])
        elif lower in words.adverbs:
            cue = _adverb(tree, word)
        elif lemma in words.papers and tag in NOUN_TAGS:
            cue = _paper(tree, word, words)
        elif lemma in words.hearsay and tag in NOUN_TAGS:
            cue = _hearsay(tree, word)
        if cue is not None:
            found.append(replace(cue, content=tuple((a, b) for a, b in cue.content if a <= b)))
    return found


def _verb_cue(tree: Tree, word: int, words: CueWords, quoted: list[bool]) -> Cue | None:
    """A verb of saying with its subject, unless it is negated, hoped for or only possible."""
    if _is_unreal(tree, word):
        return None
    manner = words.verbs[tree.lemmas[word]]
    passive = tree.child(word, "nsubjpass", "auxpass") is not None
    source, why = _agent(tree, word) if passive else _subject(tree, word)
    if passive and source is None:
        return _unsaid(tree, word, words)
    if source is None or source == word:
        return None
    content, shape = _content(tree, word, source, words, quoted)
    if passive and not content:
        return None
    hearer = _hearer(tree, word)
    said = f"{tree.words[word]!r} is a verb of {manner}; {why}; content by {shape}"
    return Cue(word, source, content, manner, shape, said, hearer)


def _hearer(tree: Tree, word: int) -> int | None:
    """Who is told: 'told the Times', 'said in an interview with Citizen TV'."""
    if tree.lemmas[word] == "tell":
        told = [
            k for k in tree.kids[word] if tree.deps[k] in ("dobj", "dative", "nsubj", "npadvmod") and k > word
        ]
        if told:
            return told[0]
    first, last = tree.bounds[tree.sents[word]]
    for i in range(first, last - 2):
        if tree.lowers[i] in ("interview", "interviews") and tree.lowers[i + 1] in ("with", "to"):
            return tree.child(i + 1, "pobj")
    return None


def _is_unreal(tree: Tree, word: int) -> bool:
    """Negated ("did not say"), or an infinitive or modal that says no one spoke ("is due to announce")."""
    for kid in tree.kids[word]:
        if tree.deps[kid] == "neg":
            return True
        if tree.deps[kid] == "aux" and (tree.tags[kid] in ("MD", "TO") or tree.lemmas[kid] == "to"):
            return tree.lemmas[kid] not in ("will", "would") or tree.lemmas[word] == "say"
    return False


def _subject(tree: Tree, word: int) -> tuple[int | None, str]:
    """Who does the saying: its own subject, or the one it shares with the verb it hangs on."""
    own = next((k for k in tree.kids[word] if tree.deps[k] in SUBJECTS), None)
    if own is not None:
        if tree.tags[own] in ("WP", "WDT") and tree.deps[word] == "relcl":
            return tree.heads[word], "its subject is a relative pronoun, led back to the noun before"
        if tree.lowers[own] in ("it", "there") and tree.child(word, "nsubjpass"):
            return None, ""
        return own, "its subject is the source"
    dep, head = tree.deps[word], tree.heads[word]
    if dep in ("acl", "relcl") and tree.tags[word] == "VBG":
        return head, "it hangs on the source"
    if dep in ("conj", "advcl", "xcomp", "dep") and head != word:
        shared = next((k for k in tree.kids[head] if tree.deps[k] == "nsubj"), None)
        if shared is not None:
            return shared, f"it shares the subject of {tree.words[head]!r}"
        if tree.deps[head] in ("conj", "advcl", "xcomp") and tree.heads[head] != head:
            return _subject(tree, head)
    if dep == "pcomp" and tree.lowers[head] == "as":
        quoted = tree.child(tree.heads[head], "dobj")
        if quoted is not None and quoted < word:
            return quoted, f"it is the one whom {tree.words[tree.heads[head]]!r} hands the word to"
    return _inverted(tree, word)


def _inverted(tree: Tree, word: int) -> tuple[int | None, str]:
    """A speaker that the parse took for an object: '…", said the minister'."""
    if word + 1 < len(tree) and tree.tags[word] == "VBD" and tree.lowers[word - 1] in _MARKS:
        taken = tree.child(word, "dobj", "attr", "npadvmod", "oprd")
        if taken is not None and tree.lefts[taken] == word + 1:
            return taken, "it stands before its subject"
    return None, ""


_MARKS = frozenset({",", '"', "”", "''", "’’", "“"})


def _agent(tree: Tree, word: int) -> tuple[int | None, str]:
    """The 'by' of a passive, or the subject of 'was quoted as saying'."""
    by = tree.child(word, "agent")
    who = tree.child(by, "pobj") if by is not None else None
    return who, "the agent of the passive is the source"


def _unsaid(tree: Tree, word: int, words: CueWords) -> Cue | None:
    """ "was reported to have", "it was claimed that": told, with no teller named."""
    if tree.lemmas[word] in ("quote", "cite"):
        who = tree.child(word, "nsubjpass")
        if who is not None:
            inner = tree.child(word, "prep", "advcl")
            stretch = (inner, tree.rights[inner]) if inner is not None else (word, word)
            return Cue(word, who, (stretch,), "say", "quoted", f"{tree.words[word]!r}: its subject is quoted")
    if tree.lemmas[word] not in words.unsaid_passives:
        return None
    stretch = (tree.lefts[word], tree.rights[word])
    return Cue(word, None, (stretch,), "say", "passive", f"passive {tree.words[word]!r} with no teller named")


def _content(
    tree: Tree, word: int, source: int, words: CueWords, quoted: list[bool]
) -> tuple[tuple[Stretch, ...], str]:
    """What is told: a clause, else an object or phrase, else the sentence that the cue closes."""
    clauses = [k for k in tree.kids[word] if tree.deps[k] in CLAUSES and k != source]
    if clauses:
        before = [k for k in clauses if k < word]
        after = [
            k
            for k in tree.kids[word]
            if before and k > word and tree.deps[k] == "advcl" and tree.tags[k] == "VBG"
        ]
        return tuple(_without(tree, k, word, source) for k in clauses) + tuple(
            (tree.lefts[k], tree.rights[k]) for k in after
        ), "clause"
    closed = _closed_sentence(tree, word, source)
    if closed is not None:
        return (closed,), "closing"
    told = tuple(_told(tree, word, source, words))
    if told:
        return told, "phrase"
    return (), "none"


def _without(tree: Tree, clause: int, word: int, source: int) -> Stretch:
    """The words below `clause`, cut where cue and source begin or end."""
    first, last = tree.lefts[clause], tree.rights[clause]
    near, far = min(word, tree.lefts[source]), max(word, tree.rights[source] if source > word else word)
    if clause < near:
        return first, min(last, near - 1)
    return max(first, far + 1), last


def _closed_sentence(tree: Tree, word: int, source: int) -> Stretch | None:
    """The clause before ", officials said" where the parse did not hang it below the cue."""
    first, last = tree.bounds[tree.sents[word]]
    near = min(word, tree.lefts[source])
    ends = all(tree.deps[k] in ("punct", "npadvmod", "nsubj", "advmod", "prep", "dative", "dobj", "aux")
               for k in tree.kids[word])  # fmt: skip
    loose = tree.deps[word] in LOOSE or tree.heads[word] == word
    if loose and near - first >= 3 and tree.words[near - 1] in _MARKS and ends and last - word <= 12:
        return first, near - 1
    return None


def _told(tree: Tree, word: int, source: int, words: CueWords) -> Iterator[Stretch]:
    """Object, infinitive or phrase that says what is told: "confirmed the attack", "vowed to fight"."""
    telling = tree.lemmas[word] in words.tell_objects
    for kid in tree.kids[word]:
        if kid == source or kid < word:
            continue
        dep = tree.deps[kid]
        is_phrase = dep == "prep" and tree.lowers[kid] in words.tell_prepositions
        if dep in ("xcomp", "acl", "oprd") or (dep == "dobj" and telling) or is_phrase:
            yield max(tree.lefts[kid], word + 1), tree.rights[kid]
        elif dep == "prep" and tree.lowers[kid] == "as" and tree.child(kid, "pcomp") is not None:
            yield kid, tree.rights[kid]


def _according(tree: Tree, word: int, preposition: str | None) -> Cue | None:
    """'according to X': the clause it hangs on is X's."""
    at = tree.child(word, "prep") if preposition else word
    if preposition and (at is None or tree.lowers[at] != preposition):
        at = word + 1 if word + 1 < len(tree) and tree.lowers[word + 1] == preposition else None
    who = tree.child(at, "pobj") if at is not None else None
    if who is None:
        return None
    clause = next((a for a in tree.above(word) if tree.tags[a][0] == "V" or tree.heads[a] == a), None)
    if clause is None:
        first, last = tree.bounds[tree.sents[word]]
        content: tuple[Stretch, ...] = ((first, last - 1),)
    else:
        content = _around((tree.lefts[clause], tree.rights[clause]), (tree.lefts[word], tree.rights[word]))
    return Cue(word, who, content, "say", "according", f"{tree.words[word]!r} names the source of its clause")


def _around(whole: Stretch, hole: Stretch) -> tuple[Stretch, ...]:
    parts = ((whole[0], min(whole[1], hole[0] - 1)), (max(whole[0], hole[1] + 1), whole[1]))
    return tuple(part for part in parts if part[0] <= part[1])


def _adverb(tree: Tree, word: int) -> Cue | None:
    """'reportedly': the clause or phrase it qualifies is told by nobody in particular."""
    head = tree.heads[word]
    if head == word:
        return None
    stretch = (tree.lefts[head], tree.rights[head])
    return Cue(word, None, (stretch,), "say", "adverb", f"{tree.words[word]!r} tells it without a teller")


def _paper(tree: Tree, word: int, words: CueWords) -> Cue | None:
    """A paper that holds what is told: 'a report by X on …', 'reports of shelling'."""
    content = tuple(_held(tree, word))
    if not content:
        return None
    owner = paper_owner(tree, word) or _teller(tree, word, words)
    hearsay = owner is None and tree.lemmas[word] in words.hearsay
    source = None if hearsay and tree.tags[word] == "NNS" else word
    if owner is not None and owner == _teller(tree, word, words):
        source = owner
    return Cue(word, source, content, "show", "paper", f"{tree.words[word]!r} holds what is told")


def _teller(tree: Tree, word: int, words: CueWords) -> int | None:
    """Whoever tells it 'in a message': the subject of the verb of saying that the paper hangs on."""
    at = tree.heads[word]
    verb = tree.heads[at]
    if tree.deps[word] != "pobj" or tree.lowers[at] not in ("in", "through", "via", "on"):
        return None
    if tree.lemmas[verb] not in words.verbs or tree.tags[verb][0] != "V":
        return None
    return next((k for k in tree.kids[verb] if tree.deps[k] == "nsubj"), None)


def _hearsay(tree: Tree, word: int) -> Cue | None:
    content = tuple(_held(tree, word))
    if not content or tree.tags[word] != "NNS":
        return None
    return Cue(word, None, content, "show", "paper", f"{tree.words[word]!r} hold what is told")


def _held(tree: Tree, word: int) -> Iterator[Stretch]:
    for kid in tree.kids[word]:
        if kid < word:
            continue
        if (
            tree.deps[kid] in ("acl", "ccomp")
            or (tree.deps[kid] == "relcl" and tree.lowers[tree.lefts[kid]] == "that")
            or (tree.deps[kid] == "prep" and tree.lowers[kid] in ("of", "that"))
        ):
            yield tree.lefts[kid], tree.rights[kid]


def paper_owner(tree: Tree, word: int) -> int | None:
    """Whose paper `word` is: 'a report by X', 'X's statement', 'the X report'; None where nobody is named."""
    for kid in tree.kids[word]:
        if tree.deps[kid] == "poss":
            return kid
        if tree.deps[kid] in ("prep", "agent") and tree.lowers[kid] in ("by", "from"):
            return tree.child(kid, "pobj")
    before = [
        k for k in tree.kids[word] if tree.deps[k] in ("compound", "nmod") and tree.tags[k] in NAME_TAGS
    ]
    return before[-1] if before else None
