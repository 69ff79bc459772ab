"""From the words that name a source to the fullest name of who spoke."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from firsthand.annotate.attributions import Attribution
from firsthand.annotate.clauses import Page, Range
from firsthand.annotate.cues import BODIES, DOCUMENTS, PEOPLE
from firsthand.model import Mention, MentionKind

_RELATIVE = frozenset(["WDT", "WP"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
#: How many sentences back a pronoun's antecedent may stand; quoted sentences count too.
REACH = 6
#: Words of a description: "spokesman for the ministry of transport".
_DESCRIPTION_WORDS = 7


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention outside quotation marks, with its place in the grammar."""

    head: int  #: the token that the rest of its words hang on
    entity: str
    kind: MentionKind
    sentence: int
    subject: bool


@dataclass(frozen=True, slots=True)
class _Spoke:
    """Who spoke last."""

    name: str
    sentence: int
    kind: MentionKind | None  #: None for a description


@cache
def _gendered() -> dict[str, dict[str, frozenset[str]]]:
    """Of names, titles and nouns, those that go with each of "he" and "she"."""
    text = files("firsthand.annotate").joinpath("genders.toml").read_text("utf-8")
    return {k: {p: frozenset(words.split()) for p, words in v.items()} for k, v in tomllib.loads(text).items()}


def name_speakers(page: Page, mentions: Sequence[Mention], found: Sequence[Attribution]) -> list[str | None]:
    """Who speaks in each attribution: the fullest name, a description, or None. In the order of their verbs."""
    speakers = _Speakers(page, mentions)
    return [speakers.name(a) for a in found]


class _Speakers:
    """The names of one article, and who spoke last."""

    def __init__(self, page: Page, mentions: Sequence[Mention]) -> None:
        self.page = page
        self.tokens = page.tokens
        self.children = page.tagged.children
        self.at: dict[int, Mention] = {}
        self.named: list[_Named] = []
        self.roles: dict[str, list[str]] = {}
        self.genders: dict[str, str] = {}
        self.kinds: dict[str, MentionKind] = {}
        self.last: _Spoke | None = None
        for mention in sorted(mentions, key=lambda m: m.span.start):
            self._add(mention)

    def _add(self, mention: Mention) -> None:
        inside = self.page.tagged.tokens_in(mention.span.start, mention.span.end)
        if not inside:
            return
        for i in inside:
            self.at[i] = mention
        head = self._head((inside[0], inside[-1] + 1))
        self.kinds.setdefault(mention.entity, mention.kind)
        if mention.kind == "person":
            self._learn(mention, inside[0])
        if self.page.quote_of[head] < 0:
            token = self.tokens[head]
            subject = token.dep in _SUBJECTS
            self.named.append(_Named(head, mention.entity, mention.kind, token.sentence, subject))

    def _learn(self, mention: Mention, first: int) -> None:
        """The roles and the gender that one mention of a person gives away."""
        words = mention.role.lower().split() if mention.role else []
        if words and mention.entity not in self.roles.setdefault(words[-1], []):
            self.roles[words[-1]].append(mention.entity)
        if mention.entity in self.genders:
            return
        known = _gendered()
        before = self.tokens[first - 1].text.rstrip(".") if first else ""
        for gender in ("she", "he"):
            if (
                mention.entity.split()[0] in known["names"][gender]
                or before in known["titles"][gender]
                or known["nouns"][gender].intersection(words)
            ):
                self.genders[mention.entity] = gender

    # --- one attribution -----------------------------------------------------------------------------------------

    def name(self, found: Attribution) -> str | None:
        """Who speaks in one attribution; asked in the order of the text."""
        if found.source is None:
            return None
        head, source = self._head(found.source), found.source
        if self.tokens[head].tag in _RELATIVE:
            carrier = self.tokens[found.verb]
            if carrier.dep != "relcl" or carrier.head == head:
                return None
            head = carrier.head
            source = self.page.phrase(head, found.verb)
        speaker = self._of_phrase(head, source)
        if speaker is not None:
            self.last = _Spoke(speaker, self.tokens[head].sentence, self.kinds.get(speaker))
        return speaker

    def _head(self, source: Range) -> int:
        inside = range(*source)
        return next((i for i in inside if self.tokens[i].head not in inside), source[1] - 1)

    def _of_phrase(self, head: int, source: Range) -> str | None:
        if self.tokens[head].pos == "PRON":
            return self._pronoun(head)
        return self._names(head, source) or self._described(head, source)

    def _names(self, head: int, source: Range) -> str | None:
        """The name at the head of a phrase, or beside it: one of his advisers, Tad Dove."""
        own = self.at.get(head)
        if own is None:
            for c in self.children[head]:
                beside = self.at.get(c)
                if self.tokens[c].dep == "appos" and c < source[1] and beside is not None and beside.kind != "place":
                    return beside.entity
            return None
        joined = [own.entity]
        for c in self.children[head]:
            other = self.at.get(c)
            if self.tokens[c].dep == "conj" and c < source[1] and other is not None:
                joined.append(other.entity)
        return " and ".join(dict.fromkeys(joined))

    # --- pronouns ------------------------------------------------------------------------------------------------

    def _pronoun(self, head: int) -> str | None:
        word = self.tokens[head].text.lower()
        if word in ("he", "she"):
            return self._person(head, word)
        if word == "it":
            return self._body(head)
        if word == "they" and self.last is not None and self.last.kind != "person":
            return self.last.name if self.tokens[head].sentence - self.last.sentence <= REACH else None
        return None

    def _person(self, head: int, gender: str | None) -> str | None:
        """The person that a pronoun or "the actress" means: who spoke last, unless another became the subject."""

        def fits(entity: str) -> bool:
            return gender is None or self.genders.get(entity, gender) == gender

        here = self.tokens[head].sentence
        near = [
            n
            for n in self.named
            if n.head < head and n.kind == "person" and here - n.sentence <= REACH and fits(n.entity)
        ]
        subjects = [n for n in near if n.subject]
        if self.last is not None and self.last.kind == "person" and fits(self.last.name):
            later = [n for n in subjects if n.sentence > self.last.sentence and n.entity != self.last.name]
            if not later and here - self.last.sentence <= REACH:
                return self.last.name
        if subjects:
            return subjects[-1].entity
        return near[-1].entity if len({n.entity for n in near}) == 1 else None

    def _body(self, head: int, noun: str | None = None) -> str | None:
        """The organization that "it" or "the institute" means: one with the noun in its name, or who spoke last."""
        bodies = [n for n in self.named if n.head < head and n.kind in ("organization", "place")]
        if noun is not None:
            bearing = [n.entity for n in bodies if noun in n.entity.lower().split()]
            if bearing:
                return bearing[-1]
        here = self.tokens[head].sentence
        if self.last is not None and here - self.last.sentence <= REACH and self.last.kind != "person":
            if noun is None or self.last.kind == "organization":
                return self.last.name
        near = [n for n in bodies if here - n.sentence <= REACH and n.subject and n.kind == "organization"]
        return near[-1].entity if near else None

    # --- descriptions --------------------------------------------------------------------------------------------

    def _described(self, head: int, source: Range) -> str | None:
        """Somebody by role, else the words that describe who spoke."""
        token = self.tokens[head]
        if token.pos not in ("NOUN", "PROPN"):
            return None
        known = self._known(head, token.lemma.lower()) if self._is_definite(head) else None
        return known or self._words(head, source)

    def _is_definite(self, head: int) -> bool:
        children = [self.tokens[c] for c in self.children[head]]
        return any(c.text.lower() in ("the", "this", "that") for c in children) and not any(
            c.dep in ("prep", "relcl", "acl", "poss") for c in children
        )

    def _known(self, head: int, noun: str) -> str | None:
        """Whom a definite noun means: the minister, the institute, the statement."""
        holders = self.roles.get(noun, [])
        if len(holders) == 1:
            return holders[0]
        if self.last is not None and self.last.name in holders:
            return self.last.name
        if noun in DOCUMENTS and self.last is not None:
            return self.last.name if self.tokens[head].sentence - self.last.sentence <= REACH else None
        if noun in BODIES:
            return self._body(head, noun)
        nouns = _gendered()["nouns"]
        gender = next((g for g in ("she", "he") if noun in nouns[g]), None)
        if gender is not None or noun in PEOPLE:
            return self._person(head, gender)
        return None

    def _words(self, head: int, source: Range) -> str:
        """The phrase without article, number and plain adjective before it and clauses behind."""
        first, last = source[0], head + 1
        while last < source[1] and last - first < _DESCRIPTION_WORDS and self.tokens[last].tag in _IN_DESCRIPTION:
            last += 1
        while last > head + 1 and self.tokens[last - 1].tag in ("IN", "DT", "TO", "CC"):
            last -= 1
        while first < head and not (self.tokens[first].pos in ("NOUN", "PROPN") or self.tokens[first].text[0].isupper()):
            first += 1
        if self.tokens[first].pos in ("DET", "PRON", "ADV", "ADP", "CCONJ", "SCONJ"):
            first += first < head
        return self.page.text[self.tokens[first].start : self.tokens[last - 1].end]


_IN_DESCRIPTION = frozenset(["NN", "NNS", "NNP", "NNPS", "IN", "DT", "POS", "JJ", "HYPH", "CC"])
