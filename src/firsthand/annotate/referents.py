"""Whom "he" and "she" mean: the persons of an article by how much they stand in the foreground.

Each naming of a person gives them weight by its place in the grammar; a sentence further on, the weight is half. The
pronoun means the person of most weight whom gender and grammar allow, where nobody else comes near. (The scheme, and
the grammar that forbids, are those of Lappin and Leass 1994; the weights here are fewer.)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from firsthand.annotate.cues import PEOPLE
from firsthand.annotate.genders import GENDER, SUBJECTS, learn_genders, noun_gender, possessed
from firsthand.annotate.name_words import KIN, ROLES
from firsthand.inference.tagger import Tagged
from firsthand.model import Mention

#: Weight of a naming by its place; being named at all, in the sentence at hand, is worth as much as an object.
_NAMED, _MAIN, _SUBJECT, _OBJECT, _OBLIQUE, _MODIFIER = 100.0, 110.0, 80.0, 50.0, 40.0, 10.0
#: What a sentence further on leaves of a weight (Lappin and Leass).
_FADES = 0.5
#: Below this nobody is remembered: a subject is for four sentences.
_FORGOTTEN = 10.0
#: How many times the weight of the next who fits the winner must have; and where the next is of unknown gender.
_CLEAR = 1.1
#: What the weight of a person of unknown gender counts.
_UNKNOWN = 0.75
#: What it adds to be the subject of the clause that the pronoun's own clause hangs on: Bram said that she had left.
_COMMANDS = 100.0
#: What it adds to have spoken last, for a pronoun that speaks.
_SPOKE = 150.0
#: Nouns for one person: by office and trade, by kin, and by what befell them.
_SOMEBODY = (
    PEOPLE
    | ROLES
    | KIN
    | frozenset(
        """
    assailant attacker baby bystander caller child clerk colleague customer doctor driver employee guard gunman
    homeowner infant inmate kid migrant minor neighbor neighbour nurse old owner passenger patient person pupil
    robber shooter teen teenager tenant toddler tourist youngster youth
    """.split()
    )
)
_CLIMBED = frozenset({"appos", "compound", "flat", "conj", "nmod"})
_JOINED = frozenset({"conj", "xcomp"})
_BEHIND = 8  #: characters between a name and the role behind it: ", who is the "
_CHAIN = 8  #: links of grammar that are followed; deeper is a parser's slip


class Referents:
    """The persons of one article, read from its beginning to its end."""

    def __init__(
        self, tagged: Tagged, mentions: Iterable[Mention], quoted: Sequence[bool], skipped: Collection[int] = ()
    ) -> None:
        """`quoted` says of each token whether it stands in quotation marks; `skipped` tokens name nobody: captions."""
        self.tagged = tagged
        self.tokens = tagged.tokens
        self.quoted = quoted
        self.skipped = skipped
        self.head_of: dict[int, str] = {}
        self.named: set[int] = set()
        self.roles: dict[str, list[str]] = {}  #: of each noun in lower case, the persons it is the role of
        mentions = sorted(mentions, key=lambda m: m.span.start)
        for mention in mentions:
            inside = tagged.tokens_in(mention.span.start, mention.span.end)
            self.named.update(inside)
            if mention.kind == "person" and inside:
                head = self._head(inside)
                self.head_of[head] = mention.entity
                self._learn_role(mention, head)
        self.genders = learn_genders(tagged, mentions, self.head_of, quoted)
        self.meant: dict[int, str] = {}  #: who each token that was read names or means
        self._told = self._count_told()
        self._before: dict[str, float] = {}  # weights of the sentences before
        self._here: dict[str, float] = {}  # weights of the sentence at hand
        self._sentence = 0
        self._at = 0

    def _count_told(self) -> list[int]:
        """For each sentence the number of sentences before it that are not all in quotation marks, itself counted."""
        told, count = [], 0
        for first, last in self.tagged.sentences:
            count += not all(self.quoted[first:last])
            told.append(count)
        return told

    def _learn_role(self, mention: Mention, head: int) -> None:
        """The noun that a person goes by: Mayor Tad Dove; her cousin, Tad Dove."""
        words = mention.role.lower().split() if mention.role else []
        nouns = [words[-1]] if words and not self._speaks(mention, words[-1]) else []
        above = self.tokens[self.tokens[head].head]
        if self.tokens[head].dep == "appos" and above.tag == "NN" and is_person_noun(above.lemma.lower()):
            nouns.append(above.lemma.lower())
        for noun in nouns:
            holders = self.roles.setdefault(noun, [])
            if mention.entity not in holders:
                holders.append(mention.entity)

    def _speaks(self, mention: Mention, role: str) -> bool:
        """Whether the role behind a name is another's, the subject of the clause: in the Courier, the director said."""
        behind = self.tagged.tokens_in(mention.span.end, mention.span.end + len(mention.role or "") + _BEHIND)
        return any(self.tokens[i].text.lower() == role and self.tokens[i].dep in SUBJECTS for i in behind)

    def _head(self, inside: range) -> int:
        """The token that the rest of a name hangs on; where the parser tore it apart, the one that is a subject."""
        free = [i for i in inside if self.tokens[i].head not in inside or self.tokens[i].head == i]
        return next((i for i in free if self.tokens[i].dep in SUBJECTS), free[0] if free else inside[-1])

    # --- reading on ----------------------------------------------------------------------------------------------

    def read_to(self, index: int) -> None:
        """Take in all that stands before a token."""
        while self._at < index:
            i = self._at
            self._at += 1
            token = self.tokens[i]
            if self.quoted[i] or i in self.skipped:
                continue
            if i in self.head_of:
                self.note(self.head_of[i], i)
            elif token.text.lower() in GENDER and token.pos == "PRON":
                person = self.resolve(i)
                if person is not None:
                    self.note(person, i)
            elif token.pos == "NOUN" and self.is_somebody(i):
                self.note(self._holder(i) or anonymous(token.lemma.lower()), i)

    def note(self, person: str, index: int) -> None:
        """That a token names or means somebody."""
        self._turn_to(self.tokens[index].sentence)
        self.meant[index] = person
        self._here[person] = max(self._here.get(person, 0.0), _NAMED + self._weight(index))

    def _turn_to(self, sentence: int) -> None:
        passed = self._told[sentence] - self._told[self._sentence]
        if sentence <= self._sentence or not passed:
            return
        fade = _FADES ** min(passed, _CHAIN)
        people = {*self._before, *self._here}
        faded = {p: max(self._before.get(p, 0.0), self._here.get(p, 0.0)) * fade for p in people}
        self._before = {p: w for p, w in faded.items() if w >= _FORGOTTEN}
        self._here = {}
        self._sentence = sentence

    def _weight(self, index: int) -> float:
        """What the place of a name in its sentence is worth."""
        token = self.tokens[index]
        for _ in range(_CHAIN):
            if token.dep not in _CLIMBED or self.tokens[token.head] is token:
                break
            token = self.tokens[token.head]
        if token.dep in SUBJECTS:
            verb = self.tokens[token.head]
            return _MAIN if verb.dep in ("ROOT", "conj", "parataxis") else _SUBJECT
        if token.dep in ("dobj", "dative", "attr", "agent", "ROOT"):
            return _OBJECT
        if token.dep == "pobj":
            outer = self.tokens[self.tokens[token.head].head]
            return _OBLIQUE if outer.pos in ("VERB", "AUX") else _MODIFIER
        return _MODIFIER

    def _holder(self, index: int) -> str | None:
        """The person of the article whom a definite noun means: the mayor, the actress, her cousin."""
        noun = self.tokens[index].lemma.lower()
        before = [self.tokens[c] for c in self.tagged.children[index]]
        definite = any(t.text.lower() in ("the", "this", "that") for t in before)
        if not definite and not (noun in KIN and any(t.tag == "PRP$" for t in before)):
            return None
        holders = self.roles.get(noun, ())
        if len(holders) == 1:
            return holders[0]
        if not definite:
            return None
        gender = noun_gender(noun) if noun in ROLES and noun not in KIN else None
        found = [(self._weighs(p), p) for p in {*self._before, *self._here} if not is_anonymous(p)]
        return _clear([f for f in found if gender and self.genders.get(f[1]) == gender])

    def _weighs(self, person: str) -> float:
        return max(self._before.get(person, 0.0), self._here.get(person, 0.0))

    def is_somebody(self, index: int) -> bool:
        """Whether a noun tells of one person whom no name beside it names: a man, the driver, her brother."""
        token = self.tokens[index]
        noun = token.lemma.lower()
        if token.tag != "NN" or index in self.named or not is_person_noun(noun):
            return False
        if token.dep in ("compound", "attr", "appos", "amod", "nmod", "npadvmod", "poss"):
            return False
        children = self.tagged.children[index]
        beside = any(c in self.head_of and self.tokens[c].dep in ("appos", "compound", "nmod") for c in children)
        behind = index + 1 in self.named
        return not beside and not behind and any(self.tokens[c].dep in ("det", "poss", "nummod") for c in children)

    # --- whom a pronoun means ------------------------------------------------------------------------------------

    def resolve(self, index: int, *, spoke: str | None = None) -> str | None:
        """Whom the pronoun at a token means, of those before it; None where nobody is clearly meant.

        `spoke` is who spoke last, where the pronoun speaks.
        """
        return _clear(self.candidates(index, spoke))

    def candidates(self, index: int, spoke: str | None = None) -> list[tuple[float, str]]:
        """Those whom the pronoun at a token may mean with their weights, the likeliest first."""
        self.read_to(index)
        token = self.tokens[index]
        self._turn_to(token.sentence)
        gender = GENDER[token.text.lower()]
        barred = self._barred(index)
        commanding = self._commanding(index, barred, gender)
        found = []
        people = {*self._before, *self._here}
        if spoke is not None:
            people.add(spoke)
        for person in people:
            own = self._gender(person)
            if person in barred or own not in (None, gender):
                continue
            weight = self._weighs(person)
            weight += _COMMANDS * (person == commanding) + _SPOKE * (person == spoke)
            found.append((weight if own else weight * _UNKNOWN, person))
        return sorted(found, key=lambda each: (-each[0], each[1]))

    def _commanding(self, index: int, barred: set[str], gender: str) -> str | None:
        """The nearest subject further up in the sentence whom the pronoun may mean."""
        at = index
        for _ in range(2 * _CHAIN):
            at, below = self.tokens[at].head, at
            if at == below:
                break
            for child in self.tagged.children[at]:
                person = self.meant.get(child)
                is_subject = self.tokens[child].dep in SUBJECTS and child != below and child < index
                if is_subject and person and person not in barred and self._gender(person) in (None, gender):
                    return person
        return None

    def _gender(self, person: str) -> str | None:
        return noun_gender(person[1:]) if is_anonymous(person) else self.genders.get(person)

    def _barred(self, index: int) -> set[str]:
        """Whom grammar forbids: the subject of the same clause for an object, the possessed for the possessor."""
        heads = list(possessed(self.tagged, index))
        token = self.tokens[index]
        if token.dep in ("dobj", "dative", "pobj") and not token.text.lower().endswith("self"):
            verb = token.head
            for _ in range(_CHAIN):
                if self.tokens[verb].pos in ("VERB", "AUX"):
                    break
                verb = self.tokens[verb].head
            heads += self._subjects(verb)
        return {self.meant[h] for h in heads if h in self.meant}

    def _subjects(self, verb: int) -> list[int]:
        """The subject of a verb, its own or one it shares."""
        for _ in range(_CHAIN):
            own = [c for c in self.tagged.children[verb] if self.tokens[c].dep in SUBJECTS]
            if own:
                return own
            if self.tokens[verb].dep not in _JOINED:
                break
            verb = self.tokens[verb].head
        return []


def _clear(found: Sequence[tuple[float, str]]) -> str | None:
    """The person of most weight, where nobody else comes near."""
    ranked = sorted(found, key=lambda each: (-each[0], each[1]))
    if not ranked or (len(ranked) > 1 and ranked[0][0] < _CLEAR * ranked[1][0]):
        return None
    return ranked[0][1]


def is_person_noun(noun: str) -> bool:
    """Whether a common noun, in lower case, is one for a person."""
    return noun in _SOMEBODY or noun_gender(noun) is not None


def anonymous(noun: str) -> str:
    """The key of somebody who has no name in the article."""
    return f"\0{noun}"


def is_anonymous(person: str) -> bool:
    """Whether a key is that of somebody without a name."""
    return person.startswith("\0")
