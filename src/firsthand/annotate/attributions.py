"""Which words attribute which: cue, source and content in the tokens of an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from firsthand.annotate.clauses import NO_FRAME, Page, Range
from firsthand.annotate.cues import ADJECTIVES, FRAMES, NO_SPEECH, Frame

_STOPS = frozenset([",", "—", "–", "-", "--"])
_ANY_THAT = Frame(clause=True)
_OBJECTS = frozenset(["dobj", "ccomp", "xcomp", "attr", "acomp"])
_RELATIVE = frozenset(["WDT", "WP", "WP$"])
#: How many words of addressee and circumstance may stand between a cue and the quotation that it opens.
_REACH = 25
#: A quotation that nobody is named for is kept from this many words on; shorter ones are mostly names and signs.
_UNATTRIBUTED_WORDS = 5


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: cue and source in token indices, content in offsets of the text."""

    cue: Range | None
    source: Range | None
    content: tuple[Range, ...]
    verb: int  #: the token that governs; where one attribution lies in another's content, the outer one stays


def find_attributions(page: Page) -> list[Attribution]:
    """The attributions of an article that lie in no other's content, in the order of their cues."""
    return _outermost(page, [a for a in _Reader(page).read() if a.content])


def _outermost(page: Page, found: list[Attribution]) -> list[Attribution]:
    kept: list[Attribution] = []
    covered = sorted((start, end, n) for n, a in enumerate(found) for start, end in a.content)
    reach, latest, i = -1, -1, 0
    for n in sorted(range(len(found)), key=lambda k: page.tokens[found[k].verb].start):
        at = page.tokens[found[n].verb].start
        while i < len(covered) and covered[i][0] <= at:
            if covered[i][1] > reach:
                reach, latest = covered[i][1], covered[i][2]
            i += 1
        if at >= reach or latest == n:
            kept.append(found[n])
    return kept


class _Reader:
    """Reads unit by unit and remembers who spoke last."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tokens = page.tokens
        self.children = page.tagged.children

    def read(self) -> Iterator[Attribution]:
        """All attributions, those within another's content too."""
        last: Attribution | None = None  # the latest attributed quotation, while another may still belong to it
        last_block = -1
        for block, unit in self.page.units():
            whole = self.page.whole_quotes(unit)
            if whole and last is not None and block - last_block <= 1:
                last, last_block = replace(last, content=last.content + tuple(whole)), block
                continue
            if whole:
                yield from self._unattributed(unit, whole)
                continue
            here = self._unit(unit)
            tail = self._goes_on(unit, here) if last is not None and block == last_block else None
            if last is not None and tail is not None:
                last = replace(last, content=last.content + self.page.offsets([tail]))
                continue
            if last is not None:
                yield last
                last = None
            quoting = [a for a in here if any(self.page.in_quotes(*c) for c in a.content)]
            opening = [a for a in here if not a.content]
            if quoting and not opening:
                last = quoting[-1]
            elif opening:
                last = opening[-1]
            last_block = block
            yield from (a for a in here if a.content and a is not last)
        if last is not None:
            yield last

    def _unattributed(self, unit: Range, whole: list[Range]) -> Iterator[Attribution]:
        words = sum(self.tokens[i].pos != "PUNCT" for i in range(*unit))
        if words >= _UNATTRIBUTED_WORDS:
            yield Attribution(None, None, tuple(whole), unit[0])

    def _goes_on(self, unit: Range, here: list[Attribution]) -> Range | None:
        """The whole unit where it begins with a quotation that nothing in it attributes."""
        if self.page.quote_of[unit[0]] < 0:
            return None
        start = self.tokens[unit[0]].end
        if any(s <= start <= e for a in here for s, e in a.content):
            return None
        return unit

    # --- one unit ------------------------------------------------------------------------------------------------

    def _unit(self, unit: Range) -> list[Attribution]:
        found = [a for i in range(*unit) if (a := self._at(i, unit)) is not None]
        return self._colon_quotes(unit, found)

    def _at(self, i: int, unit: Range) -> Attribution | None:
        token = self.tokens[i]
        if self.page.quote_of[i] >= 0:
            return None
        if token.text.lower() == "according":
            return self._according(i, unit)
        if token.pos in ("VERB", "AUX"):
            return self._verb(i, unit)
        if token.pos == "ADJ" and token.lemma in ADJECTIVES:
            return self._adjective(i, unit)
        return None

    def _verb(self, verb: int, unit: Range) -> Attribution | None:
        token = self.tokens[verb]
        frame = FRAMES.get(token.lemma, _ANY_THAT if self._takes_that(verb) else NO_FRAME)
        after_quote = self._after_quote(verb)
        if frame == NO_FRAME and not after_quote:
            return None
        if any(self.tokens[c].dep == "auxpass" for c in self.children[verb]):
            return self._passive(verb, frame, unit)
        if token.tag == "VBN" and token.dep in ("acl", "amod", "advcl"):
            return None  # a group called "Onward": a name, not somebody's words
        cue, source = self.page.cue(verb), self.page.source(verb)
        own = source if self.page.owns_subject(verb) or not token.tag.startswith("VBG") else None
        core = self.page.core(cue, own)
        if source is not None and core != cue and (frame.clause or after_quote):
            content = self._around(verb, core, unit)
            if content:
                return Attribution(cue, source, content, verb)
        if frame.seeming:
            return self._seeming(verb, unit)
        return self._ahead(verb, frame, cue, source, unit)

    def _takes_that(self, verb: int) -> bool:
        """Whether a verb that is not in the list has a subject of its own and a clause with "that"."""
        page = self.page
        if self.tokens[verb].lemma in NO_SPEECH or not page.owns_subject(verb):
            return False
        for c in self.children[verb]:
            if c > verb and self.tokens[c].dep == "ccomp":
                return any(self.tokens[k].dep == "mark" and self.tokens[k].text == "that" for k in self.children[c])
        return False

    def _after_quote(self, verb: int) -> bool:
        """Whether verb and subject stand right behind a quotation that ends as one does before its cue."""
        page = self.page
        subject = page.subject(verb)
        if subject is None or not page.owns_subject(verb):
            return False
        if any(self.tokens[c].dep == "aux" or c > verb and self.tokens[c].dep in _OBJECTS for c in self.children[verb] if c != subject):
            return False
        first = page.core(page.cue(verb), page.phrase(subject, verb))[0]
        n = page.quote_of[first - 1] if first > 0 else -1
        return n >= 0 and page.closes_as_speech(n) and page.text[page.marked[n].end - 1] != "."

    # --- content before and around the cue -----------------------------------------------------------------------

    def _around(self, verb: int, core: Range, unit: Range) -> tuple[Range, ...]:
        """The content of a cue that stands behind it, or that parts it: "…", she said, "…"."""
        page, first = self.page, core[0]
        if first > unit[0] and self.tokens[first - 1].text.lower() == "as" and self.tokens[first - 1].dep == "mark":
            first -= 1
            as_said = True
        else:
            as_said = False
        before = first - 1
        if before < unit[0] and not as_said:
            return ()
        if self.tokens[core[0]].tag in _RELATIVE:
            return ()
        quoted = before >= unit[0] and self._closes(before)
        if not quoted and not as_said and self.tokens[before].text not in _STOPS:
            return ()
        stop = core[1] >= unit[1] or self.tokens[core[1]].text in _STOPS or self.tokens[core[1]].text in ".:;"
        starts = [page.tagged.subtree(c)[0] for c in self.children[verb] if self.tokens[c].dep == "ccomp"]
        clauses = [c for c in starts if page.quote_of[c] < 0]
        if not quoted and not as_said:
            opens = core[1] + 1 < unit[1] and page.quote_of[core[1] + 1] >= 0
            if opens or not (stop or any(c < first for c in clauses)):
                return ()
        if any(c >= core[1] for c in clauses) and not (stop and not quoted):
            return ()
        pieces = [(self._clause_start(first, unit, clauses), first)]
        rest = self._rest(verb, core, unit, quoted)
        if rest is not None:
            pieces.append(rest)
        return page.offsets(pieces)

    def _closes(self, i: int) -> bool:
        """Whether a quotation that can stand before its cue ends at this token, or before the comma that it is."""
        page = self.page
        n = page.quote_of[i]
        if n >= 0:
            return page.closes_as_speech(n)
        return self.tokens[i].text == "," and i > 0 and page.quote_of[i - 1] >= 0

    def _clause_start(self, first: int, unit: Range, clauses: list[int]) -> int:
        for i in range(first - 1, unit[0] - 1, -1):
            if self.page.quote_of[i] < 0 and self.tokens[i].text == ";":
                return i + 1
        return unit[0]

    def _rest(self, verb: int, core: Range, unit: Range, quoted: bool) -> Range | None:
        """What follows a cue that parts its content."""
        at = core[1]
        if at + 1 >= unit[1] or self.tokens[at].text not in _STOPS and self.tokens[at].text != ":":
            return None
        if self.page.quote_of[at + 1] >= 0:
            return self.page.widen(at + 1, at + 2)
        if quoted or self.tokens[at + 1].tag == "VBG":
            return None
        return at + 1, unit[1]

    # --- content behind the cue ----------------------------------------------------------------------------------

    def _ahead(
        self, verb: int, frame: Frame, cue: Range, source: Range | None, unit: Range
    ) -> Attribution | None:
        page = self.page
        limit = max(cue[1], source[1] if source and source[0] > verb else 0)
        parts = self._complements(verb, frame, limit)
        quote = self._quote_behind(limit, unit) if frame.speech or frame.naming else None
        if parts:
            first, last = min(p[0] for p in parts), min(max(p[1] for p in parts), unit[1])
            if quote is not None and quote[0] < first:
                first, last = quote[0], max(last, quote[1])
            elif quote is not None and quote[0] >= last:
                return Attribution(cue, source, page.offsets([quote]), verb)
            if first == cue[1] and self.tokens[first].text in frame.prepositions:
                cue = (cue[0], first + 1)
                first += 1
            last = self._until(verb, frame, first, last, unit)
            pieces = [(first, last)]
            fronted = self._fronted(verb, source)
            if fronted is not None and frame.clause:
                pieces.insert(0, (fronted, fronted + 1))
            content = page.offsets(pieces)
            return Attribution(cue, source, content, verb) if content else None
        if quote is not None:
            return Attribution(cue, source, page.offsets([quote]), verb)
        if frame.speech and self.tokens[unit[1] - 1].text == ":":
            return Attribution(cue, source, (), verb)
        return None

    def _fronted(self, verb: int, source: Range | None) -> int | None:
        """The relative pronoun that stands before the cue and belongs to its content: which she said was …"""
        if source is None or self.tokens[verb].dep != "relcl" or source[0] == 0 or source[0] > verb:
            return None
        return source[0] - 1 if self.tokens[source[0] - 1].tag in _RELATIVE else None

    def _until(self, verb: int, frame: Frame, first: int, last: int, unit: Range) -> int:
        """Where the content ends: before a cue that goes on beside this one, after what a colon adds."""
        page = self.page
        whole = not frame.clause or not any(
            self.tokens[c].dep == "ccomp" and c >= first for c in self.children[verb]
        )
        for i in range(first + 1, last):
            token = self.tokens[i]
            if page.quote_of[i] >= 0 or token.pos != "VERB" or not FRAMES.get(token.lemma, NO_FRAME).speech:
                continue
            if token.tag == "VBG" and token.dep == "advcl" and self.tokens[i - 1].text == ",":
                return i - 1
            start = self._goes_beside(verb, i, whole)
            if start is not None and start > first:
                return start
        if last < unit[1] and self.tokens[last].text == ":" and frame.speech:
            return unit[1]
        return last

    def _goes_beside(self, verb: int, i: int, noun_phrase: bool) -> int | None:
        """Where the clause of another cue begins, if that cue is no part of this one's content."""
        token = self.tokens[i]
        dependents = {self.tokens[c].dep for c in self.children[i] if c > i}
        if token.dep == "conj" and token.tag == self.tokens[verb].tag and "ccomp" in dependents:
            if not any(self.tokens[c].dep.startswith("nsubj") for c in self.children[i]):
                return self.page.cue(i)[0] - 1
        if noun_phrase and token.dep == "relcl" and "ccomp" in dependents:
            return self.page.tagged.subtree(i)[0]
        return None

    def _complements(self, verb: int, frame: Frame, limit: int) -> list[Range]:
        by: dict[str, list[int]] = {}
        for c in self.children[verb]:
            if c >= limit and self.tokens[c].label not in ("DATE", "TIME"):
                by.setdefault(self.tokens[c].dep, []).append(c)
        clauses, objects = by.get("ccomp", []), by.get("dobj", [])
        found: list[int] = []
        if frame.clause and clauses:
            found = clauses
        elif frame.naming and (objects or clauses or by.get("xcomp")):
            found = objects + by.get("oprd", []) + clauses + by.get("xcomp", [])
            found += [c for c in by.get("prep", []) if self.tokens[c].text in ("as", "to")]
        elif frame.directive and objects and by.get("xcomp"):
            found = by["xcomp"]
        elif frame.infinitive and (by.get("xcomp") or clauses):
            found = by.get("xcomp", []) + clauses
        elif frame.object and objects:
            found = objects + [c for c in by.get("prep", []) if self.tokens[c].text in ("as", "of", "for")]
        else:
            found = [c for c in by.get("prep", []) if self.tokens[c].text in frame.prepositions]
        return [self.page.extent(c) for c in found]

    def _quote_behind(self, limit: int, unit: Range) -> Range | None:
        """The quotation that opens behind the cue, with no other verb between."""
        for i in range(limit, min(unit[1], limit + _REACH)):
            if self.page.quote_of[i] >= 0:
                return self.page.widen(i, i + 1)
            if self.tokens[i].pos in ("VERB", "AUX"):
                return None
        return None

    def _colon_quotes(self, unit: Range, found: list[Attribution]) -> list[Attribution]:
        """Quotations behind a colon that no verb reaches go to the nearest cue, verb or name before them."""
        page = self.page
        for i in range(unit[0] + 1, unit[1] - 1):
            if self.tokens[i].text != ":" or page.quote_of[i] >= 0 or page.quote_of[i + 1] < 0:
                continue
            at = self.tokens[i + 1].end
            if any(s <= at <= e for a in found for s, e in a.content):
                continue
            content = page.offsets([page.widen(i + 1, i + 2)])
            found = self._behind_colon(i, unit, content, found)
        return found

    def _behind_colon(
        self, colon: int, unit: Range, content: tuple[Range, ...], found: list[Attribution]
    ) -> list[Attribution]:
        page = self.page
        for a in reversed(found):
            if not a.content and a.verb < colon:
                return [replace(x, content=content) if x is a else x for x in found]
        for verb in range(colon - 1, unit[0] - 1, -1):
            if self.tokens[verb].pos == "VERB" and page.quote_of[verb] < 0 and page.owns_subject(verb):
                kept = [a for a in found if a.verb != verb]
                return [*kept, Attribution(page.cue(verb), page.source(verb), content, verb)]
        return found

    # --- cues without a subject of their own ---------------------------------------------------------------------

    def _passive(self, verb: int, frame: Frame, unit: Range) -> Attribution | None:
        if not frame.passive:
            return None
        page = self.page
        subject = page.subject(verb)
        cue = page.cue(verb)
        parts = [
            page.extent(c)
            for c in self.children[verb]
            if c > verb and self.tokens[c].dep in ("xcomp", "oprd", "ccomp") or self.tokens[c].text == "as"
        ]
        if subject is None or not parts:
            return None
        first, last = min(p[0] for p in parts), min(max(p[1] for p in parts), unit[1])
        if first < cue[1]:
            return None
        content = page.offsets([page.phrase(subject, verb), (first, last)])
        return Attribution(cue, None, content, verb)

    def _seeming(self, verb: int, unit: Range) -> Attribution | None:
        page = self.page
        subject, cue = page.subject(verb), page.cue(verb)
        parts = [
            page.extent(c)
            for c in self.children[verb]
            if c > verb and self.tokens[c].dep in ("xcomp", "oprd", "acomp", "ccomp")
        ]
        if subject is None or not parts:
            return None
        first, last = min(p[0] for p in parts), min(max(p[1] for p in parts), unit[1])
        return Attribution(cue, None, page.offsets([page.phrase(subject, verb), (first, last)]), verb)

    def _adjective(self, i: int, unit: Range) -> Attribution | None:
        page, verb = self.page, self.tokens[i].head
        if self.tokens[verb].lemma not in ("be", "feel", "seem", "become"):
            return None
        clauses = [c for c in self.children[i] if self.tokens[c].dep == "ccomp" and c > i]
        subject = page.subject(verb)
        if not clauses or subject is None:
            return None
        cue = (page.cue(verb)[0], i + 1)
        return Attribution(cue, page.phrase(subject, verb), page.offsets([page.extent(clauses[0])]), verb)

    def _according(self, i: int, unit: Range) -> Attribution | None:
        page, to = self.page, i + 1
        if to >= unit[1] or self.tokens[to].text.lower() != "to":
            return None
        heads = [c for c in self.children[to] if self.tokens[c].dep in ("pobj", "pcomp")]
        if not heads:
            return None
        source = page.phrase(heads[0], to)
        pieces = [
            r for r in ((unit[0], i), (source[1], unit[1])) if sum(self.tokens[k].pos != "PUNCT" for k in range(*r)) > 2
        ]
        content = page.offsets(pieces)
        return Attribution((i, to + 1), source, content, i) if content else None
