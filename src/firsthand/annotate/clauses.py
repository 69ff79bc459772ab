"""An article's tokens with the quoted stretches laid over them, and the parts of a clause that attributes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from firsthand.annotate.cues import ADDRESSEES, ATTRIBUTING_NOUNS, FRAMES, Frame
from firsthand.annotate.marks import Marked, find_marked
from firsthand.inference.tagger import Tagged, Token
from firsthand.model import Article

#: A half-open range of token indices, or of offsets where it says so.
Range = tuple[int, int]

NO_FRAME = Frame()
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass"])
_SHARES_SUBJECT = frozenset(["conj", "xcomp", "advcl", "acl", "pcomp", "prep", "acomp", "advmod"])
_VERBAL = frozenset(["VERB", "AUX"])
#: Tokens of a sentence that is still read; what is longer is a list or a trap, and costs the square of its length.
LONGEST = 1500
#: How far a subject is looked for up the chain of verbs that share it; deeper chains are parser's slips.
_CHAIN = 6
#: Words between a verb and its subject that may still be read as one attribution: "he also very clearly said". Set on
#: PolNeAR: 0 costs .005 of the quoted F1, 8 nothing.
_CORE_GAP = 4
#: A sentence that only attributes what was quoted before it is no longer than this: "the former mayor asked."
_BARE_CUE = 14
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON"])
_MODIFIES = frozenset(["det", "compound", "amod", "poss", "case", "nummod", "punct", "nmod", "cc"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
#: Words by which a sentence is tied to the one before it; they are the writer's and no part of what is said.
_LINKING = frozenset(["But", "And", "So", "Yet"])
_LINKING_ADVERBS = frozenset(["However", "Still", "Meanwhile", "Moreover", "Nevertheless", "Instead"])
#: Letters of a nickname.
_NICKNAME = 15
_STOPS = frozenset(".?!")
_SPEECH_ENDS = (",", "?", "!", ".", "…", "—", "–", "-")
_EDGE = " \t\n\u00a0,.;:–—-"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: cue and source in token indices, content in offsets of the text."""

    cue: Range | None
    source: Range | None
    content: tuple[Range, ...]
    verb: int  #: the token that governs; where one attribution lies in another's content, the outer one stays
    speech: bool = False  #: said, and not thought, shown or judged: the next quotation may be its


def _is_person(token: Token) -> bool:
    return token.pos in ("PROPN", "PRON") or token.lemma in ADDRESSEES


class Page:
    """The tokens of an article, which of them stand in quotation marks, and the clauses that they make."""

    def __init__(self, article: Article, tagged: Tagged) -> None:
        """Quotation marks are paired block by block."""
        self.article = article
        self.tagged = tagged
        self.tokens = tagged.tokens
        self.text = article.text
        self.marked = tuple(m for m in find_marked(article.text, article.blocks) if not self._is_nickname(m))
        #: For each token the number of the quoted stretch it lies in, -1 outside of all.
        self.quote_of = [-1] * len(self.tokens)
        for n, marked in enumerate(self.marked):
            for i in tagged.tokens_in(marked.outer_start, marked.outer_end):
                self.quote_of[i] = n

    def _is_nickname(self, marked: Marked) -> bool:
        """Whether the marks stand inside a name, around one word of it: Harlan "Biscuit" Moore."""
        if not marked.closed or marked.end - marked.start > _NICKNAME or not self.text[marked.start].isupper():
            return False
        inside = self.tagged.tokens_in(marked.outer_start, marked.outer_end)
        if not inside or inside[0] == 0 or inside[-1] + 1 >= len(self.tokens):
            return False
        before, after = self.tokens[inside[0] - 1], self.tokens[inside[-1] + 1]
        named = before.pos == after.pos == "PROPN" and before.sentence == after.sentence
        return named and self.text[marked.start : marked.end].isalpha()

    # --- units: what is read together ----------------------------------------------------------------------------

    def units(self) -> Iterator[tuple[int, Range]]:
        """Number of the block and token range of each sentence, sentences joined where a quotation spans them."""
        starts = [b.span.start for b in self.article.blocks]
        block, first, last = -1, 0, 0
        for begin, end in self._pieces():
            here = block
            while here + 1 < len(starts) and starts[here + 1] <= self.tokens[begin].start:
                here += 1
            if last > first and here == block and self._joins(last, begin, end):
                last = end
                continue
            if 0 < last - first <= LONGEST:
                yield block, (first, last)
            block, first, last = here, begin, end
        if 0 < last - first <= LONGEST:
            yield block, (first, last)

    def _pieces(self) -> Iterator[Range]:
        """The sentences, parted too where a quotation begins behind a full stop or ends with one before a new one."""
        cuts = [c for n, marked in enumerate(self.marked) for c in self._cuts(n, marked)]
        at = 0
        for begin, end in self.tagged.sentences:
            while at < len(cuts) and cuts[at] < end:
                if cuts[at] > begin:
                    yield begin, cuts[at]
                    begin = cuts[at]
                at += 1
            yield begin, end

    def _cuts(self, number: int, marked: Marked) -> Iterator[int]:
        """The tokens with which a new sentence begins, around a quotation, whatever the parser saw."""
        inside = self.tagged.tokens_in(marked.outer_start, marked.outer_end)
        if not inside:
            return
        first, after = inside[0], inside[-1] + 1
        if first and self.tokens[first - 1].text in _STOPS and self.quote_of[first - 1] < 0:
            yield first
        if after >= len(self.tokens) or not marked.closed or self.quote_of[after] >= 0:
            return
        if self.text[marked.end - 1] in _STOPS and self.tokens[after].text[0].isupper():
            end = self.tagged.sentences[self.tokens[after].sentence][1]
            if not self._only_attributes(after, min(end, after + _BARE_CUE)):
                yield after

    def _joins(self, previous_end: int, first: int, last: int) -> bool:
        """Whether the sentence that begins at `first` goes on with the one that ends before it."""
        a, b = self.quote_of[previous_end - 1], self.quote_of[first]
        if a < 0:
            return self.tokens[previous_end - 1].text in ",:" and b >= 0
        if a == b:
            return True
        if b >= 0 or not self.marked[a].closed:
            return False
        word = self.tokens[first].text
        asks = self.closes_as_speech(a) and self.text[self.marked[a].end - 1] != "."
        return word[0].islower() or (asks and self._only_attributes(first, min(last, first + _BARE_CUE)))

    def _only_attributes(self, first: int, last: int) -> bool:
        """Whether the sentence tells who spoke, and nothing that was said: the former mayor asked reporters."""
        for i in range(first, last):
            token = self.tokens[i]
            if token.pos == "VERB":
                speech = FRAMES.get(token.lemma, NO_FRAME).speech
                complements = [self.tokens[c] for c in self.tagged.children[i] if c > i]
                told = any(c.dep == "ccomp" or (c.dep == "dobj" and not _is_person(c)) for c in complements)
                return speech and self.subject(i) is not None and not told
        return False

    def whole_quotes(self, unit: Range) -> list[Range]:
        """Offsets of the quoted stretches of a unit that holds nothing else."""
        if any(self.quote_of[i] < 0 and self.tokens[i].pos != "PUNCT" for i in range(*unit)):
            return []
        numbers = sorted({self.quote_of[i] for i in range(*unit) if self.quote_of[i] >= 0})
        return [(self.marked[n].start, self.marked[n].end) for n in numbers]

    # --- the parts of a clause -----------------------------------------------------------------------------------

    def subject(self, verb: int) -> int | None:
        """The token that heads the verb's subject, its own or one that it shares with the verb it hangs on."""
        return self._subject(verb)[0]

    def _subject(self, verb: int) -> tuple[int | None, int]:
        """The subject and the verb whose own it is, or would be if there were one."""
        beside = self._beside(verb)
        if beside is not None:
            return beside, verb
        at = verb
        for _ in range(_CHAIN):
            own = [c for c in self.tagged.children[at] if self.tokens[c].dep in _SUBJECTS and self.quote_of[c] < 0]
            if own:
                return min(own, key=lambda c: (abs(c - at), c)), at
            token = self.tokens[at]
            if token.head == at or token.dep not in _SHARES_SUBJECT:
                break
            at = token.head
            if self.tokens[at].dep == "ccomp" and token.dep == "advcl" and self._says(self.tokens[at].head):
                at = self.tokens[at].head  # he denied that they had left, saying …
            if token.dep == "acl" and self.tokens[at].pos not in _VERBAL and self.quote_of[at] < 0:
                return at, at
        return self._inverted(verb), at

    def _beside(self, verb: int) -> int | None:
        """The noun right before a participle that speaks: footage of the mayor saying …"""
        before = self.own_cue(verb)[0] - 1
        if before < 0 or self.tokens[verb].tag != "VBG" or self.quote_of[before] >= 0 or not self._says(verb):
            return None
        token = self.tokens[before]
        if token.pos != "PROPN" or token.label in ("DATE", "TIME") or self._carrier(verb) is not None:
            return None
        return before

    def _says(self, verb: int) -> bool:
        return FRAMES.get(self.tokens[verb].lemma, NO_FRAME).speech

    def owns_subject(self, verb: int) -> bool:
        """Whether the subject is the verb's own, not one shared with the verb that it hangs on."""
        subject = self.subject(verb)
        return subject is not None and (self.tokens[subject].head == verb or subject == self._inverted(verb))

    def _inverted(self, verb: int) -> int | None:
        """The subject that stands behind a verb that follows a quotation, where the parser took it for an object."""
        before, after = verb - 1, verb + 1
        if after >= len(self.tokens) or self.quote_of[after] >= 0:
            return None
        begins = before < 0 or self.tokens[before].sentence != self.tokens[verb].sentence
        if not begins and self.quote_of[before] < 0:
            return None
        if self.tokens[verb].tag not in _FINITE or not self._says(verb):
            return None
        head = after
        while self.tokens[head].head > head and self.tokens[self.tokens[head].head].pos in _NOMINAL:
            head = self.tokens[head].head
        return head if self.tokens[head].pos in _NOMINAL and self.tokens[head].tag not in ("WP", "WDT") else None

    def _left_over(self, verb: int) -> Range | None:
        """The noun phrase right before a cue that the parser gave to another word, appositions included."""
        end = self.cue(verb)[0]
        start = self.tagged.sentences[self.tokens[verb].sentence][0]
        commas = [i for i in range(start, end) if self.tokens[i].text == "," and self.quote_of[i] < 0]
        if commas and commas[-1] == end - 1:
            first, last = start, commas[0]
        else:
            first, last = (commas[-1] + 1 if commas else start), end
        head = next((i for i in range(first, last) if self.tokens[i].dep not in _MODIFIES), None)
        if head is None or self.tokens[head].pos not in _NOMINAL or any(q >= 0 for q in self.quote_of[first:last]):
            return None
        if any(self.tokens[i].tag in _FINITE for i in range(first, last)):
            return None
        return self.trim(first, end)

    def phrase(self, head: int, verb: int) -> Range:
        """The noun phrase around a head, on its side of the verb, without marks at its ends."""
        wanted = set(self.tagged.subtree(head)) - self._told_apart(head)
        first = last = head
        while first - 1 in wanted and first - 1 != verb:
            first -= 1
        while last + 1 in wanted and last + 1 != verb:
            last += 1
        opened = [i for i in range(head + 1, last + 1) if self.tokens[i].text == "("]
        if opened and all(self.tokens[i].text != ")" for i in range(opened[-1], last + 1)):
            last = opened[-1] - 1  # the parser let the bracket close elsewhere
        return self.trim(first, last + 1)

    def _told_apart(self, head: int) -> set[int]:
        """The relative clauses of a noun that attribute something themselves: the minister, who said that …"""
        apart: set[int] = set()
        for c in self.tagged.children[head]:
            token = self.tokens[c]
            attributes = token.dep == "relcl" and FRAMES.get(token.lemma, NO_FRAME).clause
            if attributes and any(self.tokens[k].dep == "ccomp" for k in self.tagged.children[c]):
                apart.update(self.tagged.subtree(c))
        return apart

    def trim(self, first: int, last: int) -> Range:
        """A token range without marks and conjunctions at its ends."""
        while first < last - 1 and self.tokens[last - 1].pos == "PUNCT" and self.tokens[last - 1].text != ")":
            last -= 1
        while first < last - 1 and self.tokens[first].pos in ("PUNCT", "CCONJ"):
            first += 1
        return first, last

    def cue(self, verb: int) -> Range:
        """The words that attribute: the verb's own, and those of a verb that it completes or whose object it is in."""
        first, last = self.own_cue(verb)
        carrier = self._carrier(verb)
        if carrier is None and self._is_chained(verb):
            carrier = self.tokens[verb].head
            if self.tokens[carrier].pos == "ADJ" and self.tokens[carrier].dep == "acomp":
                carrier = self.tokens[carrier].head  # was able to say
        if carrier is None and self.tokens[verb].dep == "pcomp" and verb and self.tokens[verb - 1].text == "as":
            carrier = self.tokens[verb - 1].head  # was quoted as saying
        return (first if carrier is None else min(first, self.own_cue(carrier)[0])), last

    def own_cue(self, verb: int) -> Range:
        """The verb with its auxiliaries, negation and adverbs before, and its particle after."""
        first, last = verb, verb + 1
        children = self.tagged.children[verb]
        while first - 1 in children and self.tokens[first - 1].dep in ("aux", "auxpass", "neg", "advmod"):
            first -= 1
        while first < verb and self.tokens[first].tag == "WRB":
            first += 1
        if last in children and self.tokens[last].dep == "prt":
            last += 1
        return first, last

    def _is_chained(self, verb: int) -> bool:
        """Whether the verb completes the one right before it: went on to say, can be heard saying."""
        token = self.tokens[verb]
        between = self.tokens[token.head + 1 : verb]
        return (
            (token.dep == "xcomp" or (token.dep == "advcl" and self.tokens[token.head].lemma == "go"))
            and not FRAMES.get(self.tokens[token.head].lemma, NO_FRAME).infinitive
            and all(t.dep in ("aux", "prt", "advmod", "neg") for t in between)
            and token.head < verb
        )

    def _carrier(self, verb: int) -> int | None:
        """The verb in whose object the words stand: "issued" of "issued a statement saying"."""
        token = self.tokens[verb]
        noun = self.tokens[token.head]
        if token.dep not in ("acl", "relcl") or noun.dep != "dobj" or noun.lemma not in ATTRIBUTING_NOUNS:
            return None
        if token.dep == "relcl" and not any(
            self.tokens[c].dep == "nsubj" and self.tokens[c].tag in ("WDT", "WP") for c in self.tagged.children[verb]
        ):
            return None
        return noun.head if noun.head < token.head < verb else None

    def source(self, verb: int) -> Range | None:
        """The noun phrase that heads the verb's clause; of "issued a statement saying" the one who issued it."""
        carrier = self._carrier(verb)
        if carrier is not None:
            verb = carrier
        head, owner = self._subject(verb)
        if head is None:
            return self._left_over(owner) if self.tokens[owner].tag in _FINITE else None
        return self.phrase(head, verb)

    def core(self, cue: Range, source: Range | None) -> Range:
        """Cue and source together where they stand beside each other, else the cue alone."""
        if source is not None:
            if source[1] <= cue[0] and self._near(source[1], cue[0]):
                return source[0], cue[1]
            if cue[1] <= source[0] and self._near(cue[1], source[0]):
                return cue[0], source[1]
        return cue

    def _near(self, first: int, last: int) -> bool:
        return last - first <= _CORE_GAP and all(self.quote_of[i] < 0 for i in range(first, last))

    def extent(self, index: int) -> Range:
        """The range of a subtree, widened to whole quotations."""
        indices = self.tagged.subtree(index)
        return self.widen(indices[0], indices[-1] + 1)

    def widen(self, first: int, last: int) -> Range:
        """A token range that cuts no quotation in two."""
        while first > 0 and self.quote_of[first] >= 0 and self.quote_of[first - 1] == self.quote_of[first]:
            first -= 1
        end = self.quote_of[last - 1]
        while end >= 0 and last < len(self.tokens) and self.quote_of[last] == end:
            last += 1
        return first, last

    def unlinked(self, begins: int, end: int) -> int:
        """Where a sentence that reaches to `end` begins without the word that ties it to the one before."""
        if begins + 2 >= end or self.quote_of[begins] >= 0:
            return begins
        word, comma = self.tokens[begins].text, self.tokens[begins + 1].text == ","
        return begins + (word in _LINKING or (comma and word in _LINKING_ADVERBS))

    def closes_as_speech(self, number: int) -> bool:
        """Whether a quoted stretch ends as one does before its cue: with a comma, a question or a full stop."""
        marked = self.marked[number]
        inside = self.text[max(marked.start, marked.end - 4) : marked.end].rstrip(" \u00a0’'”\"")
        return marked.closed and inside.endswith(_SPEECH_ENDS)

    def begins_with_that(self, clause: int) -> bool:
        """Whether a clause begins with "that"."""
        marks = (self.tokens[k] for k in self.tagged.children[clause])
        return any(t.dep == "mark" and t.text == "that" for t in marks)

    # --- from tokens to offsets ----------------------------------------------------------------------------------

    def in_quotes(self, start: int, end: int) -> bool:
        """Whether a range of offsets touches a quoted stretch."""
        return any(self.quote_of[i] >= 0 for i in self.tagged.tokens_in(start, end))

    def offsets(self, pieces: Iterable[Range]) -> tuple[Range, ...]:
        """Offsets of token ranges, without the marks, stops and white space at their ends."""
        return tuple(r for first, last in pieces if first < last and (r := self._offsets(first, last)) is not None)

    def _offsets(self, first: int, last: int) -> Range | None:
        while first < last and self.quote_of[first] < 0 and self.tokens[first].text in _EDGE:
            first += 1
        while first < last and self.quote_of[last - 1] < 0 and self.tokens[last - 1].text in _EDGE:
            last -= 1
        if first == last:
            return None
        whole = self.quote_of[first]
        if whole >= 0 and whole == self.quote_of[last - 1]:
            return self.marked[whole].start, self.marked[whole].end
        return self.tokens[first].start, self.tokens[last - 1].end
