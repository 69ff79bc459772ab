"""From the words that name a source to the fullest name of who spoke."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from firsthand.annotate.clauses import Attribution, Page, Range
from firsthand.annotate.cues import BODIES, DOCUMENTS, PEOPLE
from firsthand.model import Mention, MentionKind

_RELATIVE = frozenset(["WDT", "WP"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
#: How many sentences back a pronoun's antecedent may stand; quoted sentences count too. Set on 269 speakers labelled by
#: hand: 3 loses one and is as often right, 10 wins one.
REACH = 6
#: Words of a description: "spokesman for the ministry of transport"; a longer one is cut behind its noun.
_DESCRIPTION_WORDS = 10
#: Words between two names that are one source: "and", "and his brother".
_JOINING_WORDS = 3
#: Adjectives that tell somebody apart from the one named before.
_OTHERS = frozenset("former other second third new late then previous next same first".split())
_MODIFYING = frozenset(["compound", "poss", "nmod", "npadvmod", "amod", "nummod", "pobj"])
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON"])
#: Pronouns that tell the gender of the one person that a sentence names.
_GENDER = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "herself": "she"}


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
        captions = [b.span for b in page.article.blocks if b.role == "caption"]
        self.captioned = {i for c in captions for i in page.tagged.tokens_in(c.start, c.end)}
        self.last: _Spoke | None = None
        for mention in sorted(mentions, key=lambda m: m.span.start):
            self._add(mention)
        self.named.sort(key=lambda n: n.head)
        #: Of each word in the name of a body, the bodies that bear it.
        self.bearing: dict[str, list[_Named]] = {}
        for named in self.named:
            if named.kind == "organization":
                for word in set(named.entity.lower().split()):
                    self.bearing.setdefault(word, []).append(named)
        self._learn_from_pronouns()

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
        if self.page.quote_of[head] < 0 and head not in self.captioned:
            token = self.tokens[head]
            subject = token.dep in _SUBJECTS
            self.named.append(_Named(head, mention.entity, mention.kind, token.sentence, subject))

    def _near(self, head: int) -> list[_Named]:
        """The names before a token, not further back than an antecedent may stand."""
        here = self.tokens[head].sentence
        first = bisect_left(self.named, here - REACH, key=lambda n: n.sentence)
        return self.named[first : bisect_left(self.named, head, key=lambda n: n.head)]

    def _learn(self, mention: Mention, first: int) -> None:
        """The roles and the gender that one mention of a person gives away."""
        words = mention.role.lower().split() if mention.role else []
        if words and not self._speaks(mention, words[-1]):
            holders = self.roles.setdefault(words[-1], [])
            if mention.entity not in holders:
                holders.append(mention.entity)
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

    def _speaks(self, mention: Mention, role: str) -> bool:
        """Whether the role behind a name is another's, the subject of the clause: in the Courier, the director said."""
        behind = self.page.tagged.tokens_in(mention.span.end, mention.span.end + len(mention.role or "") + 8)
        return any(self.tokens[i].text.lower() == role and self.tokens[i].dep in _SUBJECTS for i in behind)

    def _learn_from_pronouns(self) -> None:
        """The gender of a name in no list, from the pronouns of sentences around which nobody else is named."""
        votes: dict[str, Counter[str]] = {}
        there: dict[int, set[str]] = {}
        for named in self.named:
            if named.kind == "person":
                there.setdefault(named.sentence, set()).add(named.entity)
        for i, token in enumerate(self.tokens):
            gender = _GENDER.get(token.text.lower())
            objective = token.tag == "PRP" and token.text.lower() in ("him", "her")
            if gender is None or objective or self.page.quote_of[i] >= 0:
                continue
            near = there.get(token.sentence, set())
            if len(near) == 1:
                votes.setdefault(next(iter(near)), Counter())[gender] += 1
        for entity, counts in votes.items():
            (most, count), *others = counts.most_common()
            if entity not in self.genders and count > sum(n for _, n in others):
                self.genders[entity] = most

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
            self.last = _Spoke(speaker, self._sentence_at(found), self.kinds.get(speaker))
        return speaker

    def _sentence_at(self, found: Attribution) -> int:
        """The sentence in which the content ends or, where that is later, the cue stands."""
        last = self.page.tagged.tokens_in(found.content[-1][0], found.content[-1][1])
        return max(self.tokens[found.verb].sentence, self.tokens[last[-1]].sentence if last else 0)

    def _head(self, source: Range) -> int:
        """The noun that a range of tokens hangs on; where the parser made it a verb, its first noun."""
        nouns = [i for i in range(*source) if self.tokens[i].pos in _NOMINAL]
        tops = [i for i in nouns if not source[0] <= self.tokens[i].head < source[1] or self.tokens[i].head == i]
        free = tops or [i for i in nouns if self.tokens[i].dep not in _MODIFYING]
        return free[0] if free else source[1] - 1

    def _of_phrase(self, head: int, source: Range) -> str | None:
        if self.tokens[head].pos == "PRON":
            return self._pronoun(head)
        return self._names(head, source) or self._described(head, source)

    def _names(self, head: int, source: Range) -> str | None:
        """The name at the head of a phrase, or beside it: one of his advisers, Tad Dove."""
        own = self.at.get(head)
        if own is None:
            return next((m.entity for m in self._beside(head, source)), None)
        joined = [own.entity]
        for c in self.children[head]:
            other = self.at.get(c)
            if self.tokens[c].dep == "conj" and head < c < source[1] and other is not None and other.kind == own.kind:
                between = self.page.text[own.span.end : other.span.start].split()
                if len(between) <= _JOINING_WORDS:
                    joined.append(other.entity)
        return " and ".join(dict.fromkeys(joined))

    def _beside(self, head: int, source: Range) -> Iterator[Mention]:
        """The names in apposition to a noun: behind it without a comma, or between commas."""
        for c in range(head + 1, source[1]):
            mention = self.at.get(c)
            if mention is None or mention.kind == "place" or self.at.get(c - 1) is mention:
                continue
            last = self.tokens[self._last_of(c, mention)]
            after_comma = self.tokens[c - 1].text == "," and mention.kind == "person"
            if after_comma or (last.dep == "appos" and last.head == head):
                yield mention

    def _last_of(self, first: int, mention: Mention) -> int:
        while self.at.get(first + 1) is mention:
            first += 1
        return first

    # --- pronouns ------------------------------------------------------------------------------------------------

    def _pronoun(self, head: int) -> str | None:
        word = self.tokens[head].text.lower()
        if word in ("he", "she"):
            return self._person(head, word)
        if word == "it":
            return self._body(head)
        if word == "they" and self.last is not None and self.last.kind != "person":
            others = [n for n in self._near(head) if n.subject and n.sentence > self.last.sentence]
            near = self.tokens[head].sentence - self.last.sentence <= REACH
            return self.last.name if near and not others else None
        return None

    def _person(self, head: int, gender: str | None) -> str | None:
        """The person that a pronoun or "the actress" means: who spoke last, unless another became the subject."""

        def fits(entity: str) -> bool:
            return gender is None or self.genders.get(entity, gender) == gender

        here = self.tokens[head].sentence
        near = [n for n in self._near(head) if n.kind == "person" and fits(n.entity)]
        if any(n.entity in self.genders for n in near):  # a name of no known gender may be no person at all
            near = [n for n in near if n.entity in self.genders]
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
        bearing = self.bearing.get(noun or "", [])
        before = bisect_left(bearing, head, key=lambda n: n.head)
        if before:
            return bearing[before - 1].entity
        here = self.tokens[head].sentence
        near = [n for n in self._near(head) if n.subject and n.kind == "organization"]
        if self.last is not None and here - self.last.sentence <= REACH:
            is_body = self.last.name.split()[-1].lower() in BODIES
            later = [n for n in near if n.sentence > self.last.sentence and n.entity != self.last.name]
            fits = self.last.kind == "organization" or (noun is None and (self.last.kind == "place" or is_body))
            if fits and not later:
                return self.last.name
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
        """Whether a noun stands bare behind "the": it may mean somebody named before."""
        words = [self.tokens[c] for c in self.children[head] if c < head and self.tokens[c].pos != "PUNCT"]
        plain = all(w.text == w.text.lower() and w.text not in _OTHERS and w.dep != "poss" for w in words[1:])
        return (
            plain
            and bool(words)
            and words[0].text.lower() in ("the", "this", "that")
            and not any(self.tokens[c].dep in ("prep", "relcl", "acl") for c in self.children[head])
        )

    def _known(self, head: int, noun: str) -> str | None:
        """Whom a definite noun means: the minister, the institute, the statement."""
        holders = self.roles.setdefault(noun, [])
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
        if (gender is not None or noun in PEOPLE) and self.last is not None and self.last.kind == "person":
            near = self.tokens[head].sentence - self.last.sentence <= REACH
            if near and gender in (None, self.genders.get(self.last.name, gender)):
                holders.append(self.last.name)  # from here on the noun is this person's
                return self.last.name
        return None

    def _words(self, head: int, source: Range) -> str:
        """The phrase without article, number and plain adjective before it and clauses behind."""
        first, last = source[0], head + 1
        while last < source[1] and self.tokens[last].tag in _IN_DESCRIPTION:
            last += 1
        while last > head + 1 and self.tokens[last - 1].tag in ("IN", "DT", "TO", "CC"):
            last -= 1
        if last - first > _DESCRIPTION_WORDS:
            last = head + 1
        while first < head and not self._describes(first):
            first += 1
        words = self.page.text[self.tokens[first].start : self.tokens[last - 1].end]
        if self.tokens[first].pos == "NOUN" and self._begins(first):
            words = words[0].lower() + words[1:]
        owners = [_GENDER.get(self.tokens[c].text.lower()) for c in self.children[head] if self.tokens[c].tag == "PRP$"]
        named = self._person(head, owners[0]) if owners and owners[0] is not None else None
        return f"{words} of {named}" if named is not None else words

    def _describes(self, i: int) -> bool:
        token = self.tokens[i]
        national = token.pos == "ADJ" and token.text[0].isupper() and not self._begins(i)
        return national or token.pos in ("NOUN", "PROPN")

    def _begins(self, i: int) -> bool:
        return i == 0 or self.tokens[i - 1].sentence != self.tokens[i].sentence


_IN_DESCRIPTION = frozenset(["NN", "NNS", "NNP", "NNPS", "IN", "DT", "POS", "JJ", "HYPH", "CC"])
