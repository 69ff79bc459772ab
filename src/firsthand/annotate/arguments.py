"""Who does what to whom in one clause: the verb that tells it, its agent and its patient."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from firsthand.inference.tagger import Tagged

#: Nouns that pass on what is meant: "seized control of the bridge" is about the bridge.
_HOLDING = frozenset(
    "control hold possession command charge dozen score hundred thousand number group series some many most several "
    "one all each both rest majority half member pair couple part".split()
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"that", "which", "who", "whom"})
_VERBAL = frozenset({"VERB", "AUX"})
#: Verbs that, in the passive, leave it to another verb to tell the happening: "is believed to have fled".
RAISING = frozenset("believe think suspect fear presume assume expect say report allege rumor claim understand".split())
#: Verbs that tell only how another happening goes on, or that it did not: "began to burn", "ended up burning".
_PHASES = frozenset("appear seem begin start continue end keep manage tend fail go".split())
_MARKS = "\"'“”‘’"
#: Verbs that are looked through for the subject that several verbs share; longer chains are slips of the parser.
_CHAIN = 6


@dataclass(frozen=True, slots=True)
class Named:
    """Whom and what the words of a clause mean."""

    at: Mapping[int, str]  #: the entity that each token names, pronouns among them
    speaker: str | None = None  #: whom "I" means
    body: str | None = None  #: whom "it" means as the subject of what a body says


def told_by(tagged: Tagged, head: int, own: Container[int], attributing: Container[int]) -> list[int]:
    """The clause's head and, where that only says that something is said or seems so, the verbs below it.

    The last one tells the happening.
    """
    tokens = tagged.tokens
    heads = [head]
    for _ in range(_CHAIN):
        below = [c for c in tagged.children[head] if c in own and tokens[c].pos in _VERBAL]
        said = next((c for c in below if tokens[c].dep == "ccomp"), None) if head in attributing else None
        deeper = said if said is not None else next((c for c in below if tokens[c].dep == "xcomp"), None)
        if deeper is None or (said is None and not _raises(tagged, head)):
            break
        head = deeper
        heads.append(head)
    return heads


def _raises(tagged: Tagged, head: int) -> bool:
    lemma = tagged.tokens[head].lemma.lower()
    return lemma in _PHASES or (lemma in RAISING and is_passive(tagged, head))


def is_passive(tagged: Tagged, i: int) -> bool:
    """Whether a verb's subject is its patient."""
    tokens = tagged.tokens
    for _ in range(_CHAIN):
        below = {tokens[c].dep for c in tagged.children[i]}
        if below & {"auxpass", "nsubjpass"}:
            return True
        if tokens[i].tag != "VBN" or below & {"nsubj", "aux"}:
            return False
        if tokens[i].dep in ("acl", "advcl", "relcl"):
            return True
        if tokens[i].dep != "conj":
            return False
        i = tokens[i].head
    return False


def find_arguments(tagged: Tagged, head: int, named: Named) -> tuple[str | None, str | None]:
    """Agent and patient: entities where they are named, else the noun's lemma. A passive's subject is its patient."""
    tokens = tagged.tokens
    agent = patient = None
    for i in tagged.children[head]:
        dep = tokens[i].dep
        if dep in ("dobj", "obj", "attr"):
            patient = patient or _filler(tagged, i, named)
        elif dep == "agent":
            agent = next((_filler(tagged, c, named) for c in tagged.children[i] if _acts(tagged, c, named)), agent)
    subject = _subject(tagged, head)
    if subject is not None:
        filler = _filler(tagged, subject, named)
        if is_passive(tagged, head):
            patient = filler or patient
        else:
            agent = filler or agent
    if patient is None and tokens[head].dep == "relcl" and _lacks_object(tagged, head):
        patient = _filler(tagged, tokens[head].head, named)
    return agent, patient


def _acts(tagged: Tagged, i: int, named: Named) -> bool:
    """Whether what follows "by" acts, and is no mere means: not "by helicopter"."""
    token = tagged.tokens[i]
    if token.dep != "pobj":
        return False
    return token.tag != "NN" or i in named.at or bool(tagged.children[i])


def _subject(tagged: Tagged, i: int) -> int | None:
    """The subject of a verb: its own, the one that it shares with a verb above it, or the noun that it describes."""
    tokens = tagged.tokens
    for _ in range(_CHAIN):
        own = next((c for c in tagged.children[i] if tokens[c].dep in _SUBJECTS), None)
        if own is not None:
            return own
        verb = tokens[i]
        if verb.head == i or any(tokens[c].dep == "expl" for c in tagged.children[i]):
            return None
        if verb.dep in ("acl", "relcl"):
            return verb.head if verb.tag in ("VBN", "VBG", "VBD") else None
        if verb.dep not in ("conj", "advcl", "xcomp") or tokens[verb.head].pos not in _VERBAL:
            return None
        i = verb.head
        if verb.dep == "xcomp":  # "ordered the crew to leave": the crew leaves
            ordered = next((c for c in tagged.children[i] if tokens[c].dep == "dobj"), None)
            if ordered is not None:
                return ordered
    return None


def _lacks_object(tagged: Tagged, head: int) -> bool:
    """Whether a relative clause leaves out its object, which is then the noun before it: "the man police arrested"."""
    below = tagged.children[head]
    if any(tagged.tokens[c].text.lower() in ("where", "when", "why") for c in below):
        return False
    deps = {tagged.tokens[c].dep for c in below}
    full = {"dobj", "obj", "attr", "acomp", "prep", "ccomp", "xcomp", "nsubjpass"}
    return "nsubj" in deps and not deps & full and _subject_word(tagged, head) not in _RELATIVE


def _subject_word(tagged: Tagged, head: int) -> str:
    return next((tagged.tokens[c].text.lower() for c in tagged.children[head] if tagged.tokens[c].dep == "nsubj"), "")


def _filler(tagged: Tagged, i: int, named: Named, depth: int = 0) -> str | None:
    token = tagged.tokens[i]
    word = token.text.lower().strip(_MARKS)
    if word in ("i", "me"):
        return named.speaker
    if word == "it" and token.dep in _SUBJECTS and named.body:
        return named.body
    if i in named.at:
        return named.at[i]
    if depth > _CHAIN:
        return None
    if word in _RELATIVE and tagged.tokens[token.head].dep == "relcl":
        return _filler(tagged, tagged.tokens[token.head].head, named, depth + 1)
    if token.lemma.lower() in _HOLDING or token.pos == "NUM":
        held = (c for p in tagged.children[i] if tagged.tokens[p].text == "of" for c in tagged.children[p])
        within = next((c for c in held if tagged.tokens[c].dep == "pobj"), None)
        if within is not None:
            return _filler(tagged, within, named, depth + 1)
    if token.pos == "PRON":
        return None
    return _named_beside(tagged, i, named) or token.lemma.lower()


def _named_beside(tagged: Tagged, i: int, named: Named) -> str | None:
    """The name that stands beside a noun and means the same: "her cousin, Karel Dovan"."""
    tokens = tagged.tokens
    wanted = ("compound", "appos") if tokens[i].pos == "PROPN" else ("appos",)
    inner = next((c for c in tagged.children[i] if c in named.at and tokens[c].dep in wanted), None)
    return None if inner is None or tokens[inner].pos != "PROPN" else named.at[inner]
