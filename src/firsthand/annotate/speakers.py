"""From the words that name a source to the fullest name of who spoke."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.annotate.clauses import Attribution, Page, Range
from firsthand.annotate.cues import BODIES, DOCUMENTS, PEOPLE
from firsthand.annotate.genders import GENDER, noun_gender
from firsthand.annotate.referents import Referents, anonymous, is_anonymous, is_person_noun
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
    many: bool = False  #: whether "they" may mean it: more than one, or a person of unknown gender


def name_speakers(page: Page, mentions: Sequence[Mention], found: Sequence[Attribution]) -> list[str | None]:
    """Who speaks in each attribution: the fullest name, a description, or None. In the order of their verbs."""
    speakers = _Speakers(page, mentions)
    told = _told(page, found)
    return [speakers.name(a, told=n in told) for n, a in enumerate(found)]


def _told(page: Page, found: Sequence[Attribution]) -> set[int]:
    """The numbers of the attributions that stand in the content of another: Dove said that the owners believe …"""
    numbers: dict[int, list[int]] = {}
    for n, attribution in enumerate(found):
        numbers.setdefault(attribution.verb, []).append(n)
    told: set[int] = set()
    for n, attribution in enumerate(found):
        for content in attribution.content:
            inside = page.tagged.tokens_in(*content)
            told.update(k for i in inside for k in numbers.get(i, ()) if k != n)
    return told


class _Speakers:
    """The names of one article, and who spoke last."""

    def __init__(self, page: Page, mentions: Sequence[Mention]) -> None:
        self.page = page
        self.tokens = page.tokens
        self.children = page.tagged.children
        self.at: dict[int, Mention] = {}
        self.named: list[_Named] = []
        self.kinds: dict[str, MentionKind] = {}
        captions = [b.span for b in page.article.blocks if b.role == "caption"]
        self.captioned = {i for c in captions for i in page.tagged.tokens_in(c.start, c.end)}
        self.referents = Referents(page.tagged, mentions, [n >= 0 for n in page.quote_of], self.captioned)
        self.genders = self.referents.genders
        self.roles = self.referents.roles
        self.described: dict[str, str] = {}  #: the last description of each noun that stands for somebody
        #: Of each noun that headed a description, the last such description: spokesman for Vellmark Rail.
        self.told_apart: dict[str, _Spoke] = {}
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

    def _add(self, mention: Mention) -> None:
        inside = self.page.tagged.tokens_in(mention.span.start, mention.span.end)
        if not inside:
            return
        for i in inside:
            self.at[i] = mention
        head = self._head((inside[0], inside[-1] + 1))
        self.kinds.setdefault(mention.entity, mention.kind)
        if self.page.quote_of[head] < 0 and head not in self.captioned:
            token = self.tokens[head]
            subject = token.dep in _SUBJECTS
            self.named.append(_Named(head, mention.entity, mention.kind, token.sentence, subject))

    def _near(self, head: int) -> list[_Named]:
        """The names before a token, not further back than an antecedent may stand."""
        here = self.tokens[head].sentence
        first = bisect_left(self.named, here - REACH, key=lambda n: n.sentence)
        return self.named[first : bisect_left(self.named, head, key=lambda n: n.head)]

    # --- one attribution -----------------------------------------------------------------------------------------

    def name(self, found: Attribution, *, told: bool = False) -> str | None:
        """Who speaks in one attribution; asked in the order of the text. `told` is one that another's words tell of."""
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
        if speaker is not None and not told:
            kind, noun = self.kinds.get(speaker), self.tokens[head]
            many = kind == "organization" or noun.tag in _PLURAL or (not kind and is_person_noun(noun.lemma.lower()))
            if noun.pos == "PRON" and self.last is not None and speaker == self.last.name:
                many = self.last.many
            self.last = _Spoke(speaker, self._sentence_at(found), kind, many)
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
        if word in GENDER:
            person = self.referents.resolve(head, spoke=self._spoke(head))
            return self.described.get(person) if person is not None and is_anonymous(person) else person
        if word == "it":
            return None if self._is_empty(head) else self._body(head)
        if word == "they" and self.last is not None and self.last.many:
            others = [n for n in self._near(head) if n.subject and n.sentence > self.last.sentence]
            near = self.tokens[head].sentence - self.last.sentence <= REACH
            return self.last.name if near and not others else None
        return None

    def _is_empty(self, head: int) -> bool:
        """Whether "it" stands for the clause behind: it is said that, it is safe to say."""
        token = self.tokens[head]
        behind = {self.tokens[c].dep for c in self.children[token.head]}
        return token.dep == "nsubjpass" or (self.tokens[token.head].lemma == "be" and "acomp" in behind)

    def _spoke(self, head: int) -> str | None:
        """The person who spoke last, not further back than an antecedent may stand, and nobody else's turn since."""
        if self.last is None or self.tokens[head].sentence - self.last.sentence > REACH:
            return None
        gender = GENDER[self.tokens[head].text.lower()]
        for named in self._near(head):
            turns = named.kind == "person" and named.subject and named.sentence > self.last.sentence
            if turns and named.entity != self.last.name and self.genders.get(named.entity, "") == gender:
                return None
        if self.last.kind == "person":
            return self.last.name
        return next((key for key, words in self.described.items() if words == self.last.name), None)

    def _body(self, head: int, noun: str | None = None) -> str | None:
        """The organization that "it" or "the institute" means: one with the noun in its name, or who spoke last."""
        bearing = self.bearing.get(noun or "", [])
        before = bisect_left(bearing, head, key=lambda n: n.head)
        if before:
            return bearing[before - 1].entity
        here = self.tokens[head].sentence
        near = [n for n in self._near(head) if n.subject and n.kind == "organization"]
        if self.last is not None and here - self.last.sentence <= REACH:
            bodies = [noun for noun, told in self.told_apart.items() if told.name == self.last.name]
            is_body = any(n in BODIES or n in _FORCES for n in [self.last.name.split()[-1].lower(), *bodies])
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
        one = token.tag not in _PLURAL and self._is_definite(head)
        known = self._known(head, token.lemma.lower()) if one else None
        if known is not None:
            return known
        words = self._words(head, source)
        noun = token.lemma.lower()
        if token.tag == "NN" and " " in words and (noun in BODIES or noun in _FORCES or is_person_noun(noun)):
            self.told_apart[noun] = _Spoke(words, token.sentence, None)
        if self.referents.is_somebody(head):
            self.described[anonymous(noun)] = words
        return words

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
        before = self.told_apart.get(noun)
        if before is not None and noun not in PEOPLE and self.tokens[head].sentence - before.sentence <= REACH:
            return before.name
        if noun in DOCUMENTS and self.last is not None:
            near = self.tokens[head].sentence - self.last.sentence <= REACH
            return self.last.name if near and noun in _OWN_WORDS else None
        if noun in BODIES:
            return self._body(head, noun)
        gender = noun_gender(noun)
        spoken = gender is not None or (noun in PEOPLE and noun not in _OFFICES)
        if spoken and self.last is not None and self.last.kind == "person":
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
        owners = [c for c in self.children[head] if self.tokens[c].text.lower() in ("his", "her")]
        named = self.referents.resolve(owners[0]) if owners else None
        return words if named is None or is_anonymous(named) else f"{words} of {named}"

    def _describes(self, i: int) -> bool:
        token = self.tokens[i]
        national = token.pos == "ADJ" and token.text[0].isupper() and not self._begins(i)
        return national or token.pos in ("NOUN", "PROPN")

    def _begins(self, i: int) -> bool:
        return i == 0 or self.tokens[i - 1].sentence != self.tokens[i].sentence


#: Nouns for bodies of the state, beside the BODIES that have names of their own.
_FORCES = frozenset("army embassy force government military navy regulator".split())
_PLURAL = frozenset({"NNS", "NNPS"})
#: What a speaker's words are called where they were quoted before; a letter may be somebody else's.
_OWN_WORDS = frozenset({"statement", "interview", "testimony"})
#: Offices that one person at a time holds: who spoke last is not "the president" for that.
_OFFICES = frozenset("ambassador governor mayor minister president senator".split())
_IN_DESCRIPTION = frozenset(["NN", "NNS", "NNP", "NNPS", "IN", "DT", "POS", "JJ", "HYPH", "CC"])
