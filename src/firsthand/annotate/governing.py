"""What a cue governs in its sentence: the content before, around or behind it."""

from __future__ import annotations

from firsthand.annotate import other_cues
from firsthand.annotate.clauses import NO_FRAME, Attribution, Page, Range
from firsthand.annotate.cues import ADDRESSEES, ADJECTIVAL, ASPECTS, BEARERS, FRAMES, NO_SPEECH, NOUNS, Frame

_STOPS = frozenset([",", "—", "–", "-", "--"])
_PARTING = _STOPS | {":"}
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_RELATIVE = frozenset(["WDT", "WP", "WP$"])
_OBJECTS = frozenset(["dobj", "ccomp", "xcomp", "attr", "acomp"])
_VERBAL = frozenset(["VERB", "AUX"])
#: Forms that the tagger takes for those of another verb: "hop", "rat".
_MISREAD = {"hoped": "hope", "hoping": "hope", "rated": "rate", "rating": "rate"}
#: Words of a title, what stands before it, and letters of the words in it that are not capitalized.
_TITLE = 7
_BEFORE_TITLE = frozenset("on in at the his her their".split())
_SHORT = 3
_ANY_THAT = Frame(clause=True)
#: Spaces in a quotation that may stand before its cue without a comma: fewer are a name or a scare quote. Set by
#: reading; 2 or 8 change PolNeAR's figures by .001 at most.
_CLAUSE = 4
#: Words of a sentence that does no more than tell that somebody spoke. Without any (0) the quoted F1 falls by .001.
_BARE_WORDS = 12
#: Auxiliaries of what somebody is reported to have said.
_REPORTED = frozenset(["would", "could", "might"])
#: Words within which a quotation follows a verb of going on: she began: "…"; further off it is another's.
_NEAR = 2
#: How many words of addressee and circumstance may stand between a cue and the quotation that it opens. Set on PolNeAR;
#: 8 or 60 change its figures by .001 at most.
_REACH = 25


class Governing:
    """Reads what the cues of an article govern."""

    def __init__(self, page: Page) -> None:
        """Nothing is read yet."""
        self.page = page
        self.tokens = page.tokens
        self.children = page.tagged.children

    def core_of(self, a: Attribution) -> Range:
        """Cue and source of an attribution where they stand beside each other, else the cue."""
        return self.page.core(a.cue or (a.verb, a.verb + 1), a.source)

    # --- content before and around the cue -----------------------------------------------------------------------

    def around(self, i: int, unit: Range) -> Attribution | None:
        """The attribution whose cue stands behind its content, or parts it: "…", she said, "…"."""
        token = self.tokens[i]
        if token.pos not in _VERBAL or self.page.quote_of[i] >= 0:
            return None
        frame = self._frame(i)
        known = frame.clause or self._is_after_quote(i)
        to = any(self.tokens[c].text == "to" and self.tokens[c].dep == "aux" for c in self.children[i])
        if not known or to or self._is_name(i) or self._is_passive(i):
            return None
        cue, source = self.page.cue(i), self.page.source(i)
        beside = self.page.owns_subject(i) or token.tag != "VBG" or cue[0] < self.page.own_cue(i)[0]
        core = self.page.core(cue, source if beside else None)
        if source is None or core == cue:
            return None
        pieces = self._around(i, core, unit)
        content = self.page.offsets(pieces)
        return Attribution(cue, source, content, i, True) if content else None

    def _frame(self, verb: int) -> Frame:
        frame = FRAMES.get(self.tokens[verb].lemma) or FRAMES.get(_MISREAD.get(self.tokens[verb].text.lower(), ""))
        return frame or (_ANY_THAT if self._takes_that(verb) else NO_FRAME)

    def _has(self, index: int, dep: str) -> bool:
        return any(self.tokens[c].dep == dep for c in self.children[index])

    def _is_passive(self, verb: int) -> bool:
        """Whether the verb is passive; "he's said that" is not, whatever the parser makes of its "'s"."""
        by = [self.tokens[c].text for c in self.children[verb] if self.tokens[c].dep == "auxpass"]
        return bool(by) and not (by[-1] in ("'s", "’s") and self._has(verb, "ccomp"))

    def _is_name(self, verb: int) -> bool:
        """Whether a participle only names: a group called "Onward"."""
        token = self.tokens[verb]
        return token.tag == "VBN" and token.dep in ("acl", "amod", "advcl")

    def _takes_that(self, verb: int) -> bool:
        """Whether a verb that is not in the list has a subject of its own and a clause with "that"."""
        if self.tokens[verb].lemma in NO_SPEECH or not self.page.owns_subject(verb):
            return False
        clauses = [c for c in self.children[verb] if c > verb and self.tokens[c].dep == "ccomp"]
        return any(self.page.begins_with_that(c) and not self._is_of_noun(verb, c) for c in clauses)

    def _is_of_noun(self, verb: int, clause: int) -> bool:
        """Whether the clause goes with the noun right before it: seized a boat on suspicion that it carried arms."""
        before = self.tokens[self.page.tagged.subtree(clause)[0] - 1]
        in_phrase = before.dep == "pobj" and before.pos == "NOUN" and before.head > verb
        return in_phrase and before.label not in ("DATE", "TIME") and before.lemma not in ADDRESSEES

    def _is_after_quote(self, verb: int) -> bool:
        """Whether any verb with its subject stands right behind a quotation that ends as one does before its cue."""
        page = self.page
        subject = page.subject(verb)
        if subject is None or not page.owns_subject(verb):
            return False
        others = [self.tokens[c].dep for c in self.children[verb] if c > verb and c != subject]
        if self.tokens[verb].lemma in FRAMES:
            others = [dep for dep in others if dep != "dobj"]  # he described the scene
        if self._has(verb, "aux") or not _OBJECTS.isdisjoint(others):
            return False
        first = page.core(page.cue(verb), page.phrase(subject, verb))[0]
        n = page.quote_of[first - 1] if first > 0 else -1
        return n >= 0 and page.closes_as_speech(n) and page.text[page.marked[n].end - 1] != "."

    def _around(self, verb: int, core: Range, unit: Range) -> list[Range]:
        page, first = self.page, core[0]
        if self.tokens[first].tag in _RELATIVE:
            return []
        as_said = first > unit[0] and self.tokens[first - 1].dep == "mark" and self.tokens[first - 1].lemma == "as"
        first -= as_said
        before = first - 1
        if not as_said and before < unit[0]:
            return []
        quoted = before >= unit[0] and self._closes(before, verb, core)
        if not (quoted or as_said or self.tokens[before].text in _STOPS):
            return []
        stop = core[1] >= unit[1] or self.tokens[core[1]].text in _STOPS or self.tokens[core[1]].text in ".:;"
        starts = [page.tagged.subtree(c)[0] for c in self.children[verb] if self.tokens[c].dep == "ccomp"]
        clauses = [c for c in starts if page.quote_of[c] < 0]
        if not quoted and not as_said:
            opens = core[1] + 1 < unit[1] and page.quote_of[core[1] + 1] >= 0
            if opens or not (stop or any(c < first for c in clauses)):
                return []
        behind = [c for c in clauses if c >= core[1]]
        if quoted and any(c == core[1] or self._is_mark(c) for c in behind):
            return []
        if behind and not quoted and not stop:
            return []
        pieces = [(self._begin(first, unit), first)]
        rest = self._rest(core, unit, quoted)
        return pieces if rest is None else [*pieces, rest]

    def _is_mark(self, i: int) -> bool:
        """Whether a token is the "that" of a clause, and not of a relative one: in a letter that she sent."""
        return self.tokens[i].text == "that" and self.tokens[i].dep == "mark"

    def _closes(self, i: int, verb: int, core: Range) -> bool:
        """Whether a quotation that can stand before its cue ends at this token, or before the comma that it is."""
        n = self.page.quote_of[i]
        if n >= 0:
            marked = self.page.marked[n]
            clause = core[0] == self.page.cue(verb)[0] or self.page.text.count(" ", marked.start, marked.end) >= _CLAUSE
            said = clause and FRAMES.get(self.tokens[verb].lemma, NO_FRAME).speech
            return self.page.closes_as_speech(n) or said
        return self.tokens[i].text == "," and i > 0 and self.page.quote_of[i - 1] >= 0

    def _begin(self, first: int, unit: Range) -> int:
        """Where the content before a cue begins: after a semicolon, else with the unit."""
        for i in range(first - 1, unit[0] - 1, -1):
            if self.page.quote_of[i] >= 0:
                continue
            if self.tokens[i].text in ".?!" and i + 1 < first and self.page.quote_of[i + 1] >= 0:
                return i + 1  # a sentence that the parser did not part from the quotation
            if self.tokens[i].text == ";" or (self.tokens[i].text == ":" and self.page.quote_of[i + 1] >= 0):
                return i + 1
        return self.page.unlinked(unit[0], first)

    def _rest(self, core: Range, unit: Range, quoted: bool) -> Range | None:
        """What follows a cue that parts its content; an addressee and a day may stand between."""
        at = core[1]
        for i in range(at, min(unit[1], at + _REACH) if quoted else at):
            if self.page.quote_of[i] >= 0:
                opens = i > at and self.tokens[i - 1].text in _PARTING
                return self.page.widen(i, i + 1) if opens else None
            if self.tokens[i].tag in _FINITE:
                return None
        if quoted or at + 1 >= unit[1] or self.tokens[at].text not in _PARTING or self.tokens[at + 1].tag == "VBG":
            return None
        return at + 1, unit[1]

    # --- content behind the cue ----------------------------------------------------------------------------------

    def ahead(self, i: int, unit: Range) -> Attribution | None:
        """The attribution whose cue stands before its content. One that a colon leaves open has no content yet."""
        token = self.tokens[i]
        if self.page.quote_of[i] >= 0:
            return None
        if token.text.lower() in ("according", "per"):
            return other_cues.according(self.page, i, unit)
        if token.text == "As":
            return other_cues.as_reported(self.page, i, unit)
        if token.pos in _VERBAL:
            return self._verb(i, unit)
        if token.pos == "ADJ" and token.lemma in ADJECTIVAL:
            return other_cues.adjective(self.page, i)
        if token.pos == "NOUN" and token.lemma in NOUNS:
            return other_cues.noun(self.page, i)
        return None

    def _verb(self, verb: int, unit: Range) -> Attribution | None:
        frame = self._frame(verb)
        if frame == NO_FRAME or self._is_name(verb):
            return None
        if self._is_passive(verb):
            return other_cues.passive(self.page, verb, frame, unit)
        if frame.seeming:
            if any(self._frame(c).clause for c in self.children[verb] if self.tokens[c].dep == "xcomp"):
                return None  # seemed to say that …: the other verb attributes
            return other_cues.of_subject(self.page, verb, unit, ("xcomp", "oprd", "acomp", "ccomp"))
        found = self._behind(verb, frame, unit)
        if found is not None and found.source is None and self.tokens[verb].tag == "VB":
            return None  # nobody is said to speak: don't forget that …
        return found

    def _behind(self, verb: int, frame: Frame, unit: Range) -> Attribution | None:
        page, cue, source = self.page, self.page.cue(verb), self.page.source(verb)
        subject = page.subject(verb) if frame.speech else None
        if subject is not None and self.tokens[subject].lemma in BEARERS:
            source = None  # a banner says nothing: those who made it are not named
        behind = source is not None and source[0] > verb and page.owns_subject(verb)
        limit = source[1] if source is not None and behind else cue[1]
        parts = [p for p in self._complements(verb, frame, limit) if p[0] < unit[1]]
        near = limit + _NEAR if self.tokens[verb].lemma in ASPECTS else unit[1]
        quote = self._quote(limit, (unit[0], min(unit[1], near))) if frame.speech or frame.naming else None
        if parts:
            first, last = min(p[0] for p in parts), min(max(p[1] for p in parts), unit[1])
            if quote is not None and quote[1] <= first and not self._speaks(quote, limit):
                quote = None  # told the "Morning Hour" that …
            if quote is None or quote[0] < last:
                if quote is not None:
                    first, last = min(first, quote[0]), max(last, quote[1])
                if self.tokens[first].text in frame.prepositions and first == cue[1]:
                    cue, first = (cue[0], first + 1), first + 1
                last = self._until(verb, frame, first, last, unit)
                last = last if frame.clause else self._without_aside(first, last)
                fronted = self._fronted(verb, source) if frame.clause else []
                before, after = page.core(cue, source) if page.owns_subject(verb) else cue
                if first < before < last:  # which he said was late: the cue stands inside
                    fronted, first = [(first, before)], after
                content = page.offsets([*fronted, (first, last)])
                spoken = frame.speech and self._has(verb, "ccomp") and not self._has(verb, "neg")
                return Attribution(cue, source, content, verb, spoken) if content else None
        if quote is not None:
            return Attribution(cue, source, page.offsets([quote]), verb, True)
        that = self._that(limit, unit) if frame.clause else None
        if that is not None:
            return Attribution(cue, source, page.offsets([(that, unit[1])]), verb, frame.speech)
        end = self.page.quote_of[unit[1] - 1]
        stop = self.tokens[unit[1] - 1].text if end < 0 else page.text[page.marked[end].end - 1]
        if frame.speech and (stop == ":" or (stop == "." and self._is_bare(verb, unit))):
            return Attribution(cue, source, (), verb, True)
        return None

    def _is_bare(self, verb: int, unit: Range) -> bool:
        """Whether a short sentence tells that somebody spoke and leaves to the next what: Dove agreed."""
        short = unit[1] - unit[0] <= _BARE_WORDS and self.page.owns_subject(verb)
        return short and self.tokens[verb].head == verb and not self._has(verb, "dobj") and not self._has(verb, "neg")

    def _complements(self, verb: int, frame: Frame, limit: int) -> list[Range]:
        by: dict[str, list[int]] = {}
        for c in self.children[verb]:
            if c >= limit and self.tokens[c].label not in ("DATE", "TIME"):
                by.setdefault(self.tokens[c].dep, []).append(c)
        clauses, objects, infinitives = by.get("ccomp", []), by.get("dobj", []), by.get("xcomp", [])
        if frame.speech and self.tokens[verb].lemma not in ASPECTS:
            clauses = clauses + [c for c in infinitives if self.tokens[c].tag == "VBG"]
        if frame.clause and clauses:
            found = clauses + [c for c in by.get("conj", []) if self.page.begins_with_that(c) or self._is_reported(c)]
        elif infinitives and not objects and (asked := self._asked(by, frame)):
            found = asked + clauses + infinitives
        elif frame.naming and (objects or clauses or infinitives):
            named = by.get("oprd", []) + clauses + infinitives
            named += [c for c in by.get("prep", []) if self.tokens[c].text in ("as", "to")]
            quoting = any(self.page.quote_of[i] >= 0 for c in objects for i in range(*self.page.extent(c)))
            found = objects + named if named or quoting or self.tokens[verb].lemma == "describe" else []
        elif frame.directive and objects and infinitives:
            found = objects + infinitives
        elif frame.infinitive and (infinitives or clauses):
            found = infinitives + clauses
        elif frame.object and objects:
            found = objects + [c for c in by.get("prep", []) if self.tokens[c].text in ("as", "of", "for")]
        else:
            found = [c for c in by.get("prep", []) if self._speaks_of(verb, c, frame, objects)]
            found += [c for c in by.get("prep", []) if found and self.tokens[c].text == "as"]
        return [self.page.extent(c) for c in found]

    def _asked(self, by: dict[str, list[int]], frame: Frame) -> list[int]:
        """The preposition with whom something is asked of: called on the council to act."""
        return [c for c in by.get("prep", []) if self.tokens[c].text in frame.prepositions]

    def _speaks_of(self, verb: int, preposition: int, frame: Frame, objects: list[int]) -> bool:
        """Whether verb and preposition belong together: asked the crew for help; not: pushed it for days.

        Somebody may stand between them where the verb is said to somebody, and a thing never: pointed a lamp at it.
        """
        if self.tokens[preposition].text not in frame.prepositions:
            return False
        if any(o < preposition for o in objects) and not frame.directive:
            return False
        behind = [self.tokens[c] for c in self.children[preposition] if self.tokens[c].dep == "pobj"]
        return not any(t.label in ("DATE", "TIME") for t in behind)

    def _is_reported(self, clause: int) -> bool:
        """Whether a second main clause tells on what was said: he said it was late, and it would rain."""
        own = [self.tokens[c] for c in self.children[clause]]
        return any(t.dep == "aux" and t.text in _REPORTED for t in own) and any(t.dep == "nsubj" for t in own)

    def _quote(self, limit: int, unit: Range) -> Range | None:
        """The quotation that opens behind the cue, with no other verb between."""
        title = -1
        for i in range(limit, min(unit[1], limit + _REACH)):
            number = self.page.quote_of[i]
            if number >= 0:
                if number != title and not self._is_title(i):
                    return self.page.widen(i, i + 1)
                title = number
                continue
            if self.tokens[i].pos in _VERBAL and (self.tokens[i].tag != "VBG" or self.tokens[i].lemma in FRAMES):
                return None
        return None

    def _is_title(self, opening: int) -> bool:
        """Whether the quoted words that open here name a work or a show: said on "Morning Hour" that …"""
        if self.tokens[opening - 1].text not in _BEFORE_TITLE:
            return False
        first, last = self.page.widen(opening, opening + 1)
        words = [t.text for t in self.tokens[first:last] if t.pos != "PUNCT"]
        long = [w for w in words if len(w) > _SHORT]
        return 0 < len(words) <= _TITLE and len(long) > 0 and all(w[0].isupper() or w[0].isdigit() for w in long)

    def _speaks(self, quote: Range, limit: int) -> bool:
        """Whether a quotation before a clause is what was said: it ends as speech, or follows its cue."""
        number = self.page.quote_of[quote[0]]
        return quote[0] <= limit + 1 or self.page.closes_as_speech(number)

    def _that(self, limit: int, unit: Range) -> int | None:
        """The "that" with which the content begins, where the parser saw no clause."""
        for i in range(limit, min(unit[1], limit + _REACH)):
            if self.tokens[i].text == "that":
                return i
            if self.tokens[i].pos in _VERBAL or self.page.quote_of[i] >= 0 or self.tokens[i].text in _STOPS:
                return None
        return None

    def _fronted(self, verb: int, source: Range | None) -> list[Range]:
        """The relative pronoun that stands before the cue and belongs to its content: which she said was …"""
        if source is None or self.tokens[verb].dep != "relcl" or source[0] == 0 or source[0] > verb:
            return []
        at = source[0] - 1
        return [(at, at + 1)] if self.tokens[at].tag in _RELATIVE else []

    def _until(self, verb: int, frame: Frame, first: int, last: int, unit: Range) -> int:
        """Where the content ends: before a cue that goes on beside this one, after what a colon adds."""
        clause = frame.clause and self._has(verb, "ccomp")
        for i in range(first + 1, last):
            token = self.tokens[i]
            if self.page.quote_of[i] >= 0 or token.pos != "VERB" or not FRAMES.get(token.lemma, NO_FRAME).speech:
                continue
            if token.tag == "VBG" and token.dep == "advcl" and self.tokens[i - 1].text == ",":
                return i - 1
            start = self._beside(verb, i, clause)
            if start is not None and start > first:
                return start
        if last < unit[1] and self.tokens[last].text == ":" and frame.speech:
            return unit[1]
        return last

    def _without_aside(self, first: int, last: int) -> int:
        """Where an object ends that a relative clause of the writer's follows: praised the mayor, who is seventy."""
        for i in range(first + 2, last):
            if self.tokens[i].tag not in _RELATIVE or self.tokens[i - 1].text != "," or self.page.quote_of[i] >= 0:
                continue
            clause = self.tokens[i].head
            if self.tokens[clause].dep == "relcl" and self.page.extent(clause)[1] >= last:
                return last if any(q >= 0 for q in self.page.quote_of[i:last]) else i - 1
        return last

    def _beside(self, verb: int, i: int, clause: bool) -> int | None:
        """Where the clause of another cue begins, if that cue is no part of this one's content."""
        token = self.tokens[i]
        complement = any(c > i and self.tokens[c].dep == "ccomp" for c in self.children[i])
        if not complement:
            return None
        if token.dep == "conj" and token.tag == self.tokens[verb].tag and not self._has(i, "nsubj"):
            return self.page.own_cue(i)[0] - 1
        if not clause and token.dep == "relcl":
            return self.page.tagged.subtree(i)[0]
        return None
