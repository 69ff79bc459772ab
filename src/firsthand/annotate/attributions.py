"""Which words attribute which, all over an article: sentence by sentence, and on into the quotations that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from firsthand.annotate.clauses import Attribution, Page, Range
from firsthand.annotate.cues import ASPECTS, LABELS, NAMED_SOURCES, RELAYING
from firsthand.annotate.governing import Governing

#: A quotation that nobody is named for is kept from this many words on; shorter ones are mostly names and signs. Set by
#: reading; 2 or 10 change PolNeAR's figures by .001 at most.
_UNATTRIBUTED_WORDS = 5
#: A quoted part of a sentence that nobody is named for is kept from this many words on, if it begins small. At two,
#: scare quotes come in. A careful reader notes such parts; PolNeAR does not: its content F1 wins .002 at 5.
_PHRASE_WORDS = 3
_DASHES = frozenset(["—", "–", "-", "--", "―"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD", "VB"])
#: The signature of a post that a page shows as text: — Ida Bram (@idabram) March 3, 2021. All its parts are bounded.
_SIGNATURE = re.compile(
    r"(?P<dash>[—–―-]{1,2})\s{0,2}(?P<name>[^\s()—–―][^()—–―\n]{0,60}?)\s?"
    r"\(@\w{1,30}\)[\s,·]{0,3}[\w,: ]{0,30}[.\s]{0,3}$"
)
#: Words of a name before a colon: "Former mayor Tad Dove: …".
_NAME_WORDS = 8


def find_attributions(page: Page) -> list[Attribution]:
    """The attributions of an article that lie in no other's content, in the order of their cues."""
    found = _outermost(page, [a for a in _Reader(page).read() if a.content])
    return sorted([*found, *_phrases(page, found)], key=lambda a: a.verb)


def _phrases(page: Page, found: list[Attribution]) -> Iterator[Attribution]:
    """Quoted parts of sentences that no cue attributes; names, titles and scare quotes are not among them."""
    taken = sorted(c for a in found for c in a.content)
    at = 0
    for marked in page.marked:
        while at < len(taken) and taken[at][1] <= marked.start:
            at += 1
        if at < len(taken) and taken[at][0] < marked.end:
            continue
        inside = page.tagged.tokens_in(marked.start, marked.end)
        words = [page.tokens[i] for i in inside if page.tokens[i].pos != "PUNCT"]
        lower = len(words) >= _PHRASE_WORDS and words[0].text[0].islower()
        if lower and marked.closed and page.article.blocks[marked.block].role == "body":
            yield Attribution(None, None, ((marked.start, marked.end),), inside[0])


def _outermost(page: Page, found: list[Attribution]) -> list[Attribution]:
    """Without those whose cue lies in another's content; quoted words that another text relays keep their speaker."""
    kept: list[Attribution] = []
    covered = sorted((start, end, n) for n, a in enumerate(found) for start, end in a.content)
    reach, latest, i = -1, -1, 0
    for n in sorted(range(len(found)), key=lambda k: page.tokens[found[k].verb].start):
        at = page.tokens[found[n].verb].start
        while i < len(covered) and covered[i][0] <= at:
            if covered[i][1] > reach:
                reach, latest = covered[i][1], covered[i][2]
            i += 1
        relayed = page.tokens[found[latest].verb].lemma in RELAYING and page.in_quotes(*found[n].content[0])
        if at >= reach or latest == n or relayed:
            kept.append(found[n])
    return kept


class _Reader:
    """Reads unit by unit and remembers who spoke last."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tokens = page.tokens
        self.governing = Governing(page)
        self.last: Attribution | None = None  # the latest, while the next quotation may still be its
        self.block = -1  # where it stands
        self.opens = False  # whether it ends with a colon
        self.number = -1  # the block that is being read
        self.waiting: tuple[int, tuple[Range, ...]] | None = None  # a paragraph's quotation that the next goes on with

    def read(self) -> Iterator[Attribution]:
        """All attributions, those within another's content too."""
        telling = [n for n, b in enumerate(self.page.article.blocks) if b.role != "caption"]
        order = {n: k for k, n in enumerate(telling)}  # a caption between two paragraphs does not part them
        tweet = -1  # the paragraph last found to be one
        for number, unit in self.page.units():
            tweeted = self._tweeted(number) if number not in (self.number, tweet) else None
            self.number = number
            if tweeted is not None:
                tweet = number
                yield from self._done()
                yield tweeted
            if tweet == number:
                continue
            block = order.get(number)
            if block is None:
                yield from self._unit(unit)
                continue
            whole = self.page.whole_quotes(unit)
            if whole:
                yield from self._only_quotes(block, unit, whole)
            else:
                yield from self._sentence(block, unit)
        yield from self._done()

    def _done(self) -> Iterator[Attribution]:
        if self.last is not None:
            yield self.last
        self.last = None
        yield from self._let_go()

    def _let_go(self) -> Iterator[Attribution]:
        """The quotation that nobody signed."""
        if self.waiting is not None:
            content = self.waiting[1]
            yield Attribution(None, None, content, self.page.tagged.tokens_in(*content[0])[0])
        self.waiting = None

    def _tweeted(self, number: int) -> Attribution | None:
        """A paragraph that is a post with its signature: words, a dash, a name and a handle in brackets."""
        page, span = self.page, self.page.article.blocks[number].span
        if page.text.find("(@", span.start, span.end) < 0:
            return None
        found = _SIGNATURE.search(page.text, span.start, span.end)
        if found is None:
            return None
        words = page.tagged.tokens_in(span.start, found.start("dash"))
        name = page.tagged.tokens_in(*found.span("name"))
        content = page.offsets([(words[0], words[-1] + 1)]) if words else ()
        if not content or not name:
            return None
        dash = page.tagged.tokens_in(*found.span("dash"))
        return Attribution((dash[0], dash[-1] + 1) if dash else None, (name[0], name[-1] + 1), content, name[0], True)

    def _signed(self, unit: Range) -> Attribution | None:
        """A quotation with a dash and a name behind it: “…” — Ida Bram."""
        at = next((i for i in range(unit[1] - 1, unit[0], -1) if self.tokens[i].text in _DASHES), None)
        if (
            at is None
            or self.page.quote_of[at] >= 0
            or self.page.quote_of[at - 1] < 0
            or not self._signs((at, unit[1]))
        ):
            return None
        content = self.page.whole_quotes((unit[0], at))
        return Attribution((at, at + 1), self.page.trim(at + 1, unit[1]), tuple(content), at, True) if content else None

    def _signs(self, unit: Range) -> bool:
        """Whether a line is a dash and a name, as under a motto."""
        words = self.tokens[unit[0] + 1 : unit[1]]
        named = [t for t in words if t.pos != "PUNCT"]
        return (
            self.tokens[unit[0]].text.strip("”\"'") in _DASHES
            and 0 < len(named) <= _NAME_WORDS
            and named[0].pos == "PROPN"
            and not any(t.tag in _FINITE for t in named)
        )

    def _only_quotes(self, block: int, unit: Range, whole: list[Range]) -> Iterator[Attribution]:
        """Sentences that are quotations belong to who spoke last, in the paragraph before at the latest."""
        if self._is_heading(unit):
            return
        reach = 1 if self.last is not None and (self.last.content or self.opens) else 0
        if self.last is not None and block - self.block <= reach:
            goes_on = not self.last.content or self.page.in_quotes(*self.last.content[-1])
            spoken = (*self.last.content, *whole) if goes_on else tuple(whole)
            if not goes_on:
                yield self.last
            self.last, self.block = replace(self.last, content=spoken), block
            return
        yield from self._done()
        if sum(self.tokens[i].pos != "PUNCT" for i in range(*unit)) >= _UNATTRIBUTED_WORDS:
            yield from self._let_go()
            self.waiting = (block, tuple(whole))

    def _is_heading(self, unit: Range) -> bool:
        """Whether a paragraph is a few quoted words without a stop: a heading, and nobody's quotation."""
        span = self.page.article.blocks[self.number].span
        number = next(q for i in range(*unit) if (q := self.page.quote_of[i]) >= 0)
        marked = self.page.marked[number]
        alone = unit[1] - unit[0] >= len(self.page.tagged.tokens_in(span.start, span.end))
        return alone and marked.closed and self.page.text[marked.end - 1] not in ".,!?…—"

    def _sentence(self, block: int, unit: Range) -> Iterator[Attribution]:
        if self.waiting is not None and self.waiting[0] >= block - 1 and self._signs(unit):
            source = self.page.trim(unit[0] + 1, unit[1])
            cue = (unit[0], unit[0] + 1) if self.tokens[unit[0]].text in _DASHES else None
            yield Attribution(cue, source, self.waiting[1], unit[0], True)
            self.waiting = None
            return
        signed = self._signed(unit)
        if signed is not None:
            yield from self._done()
            yield signed
            return
        here = self._led_in(block, unit, self._unit(unit) or self._opens_for(unit))
        if self.last is not None and block == self.block and self._goes_on(unit, here):
            self.last = replace(self.last, content=self.last.content + self.page.offsets([unit]))
            return
        yield from self._done()
        speaking = [a for a in here if a.speech]
        self.last, self.block = (speaking[-1] if speaking else None), block
        self.opens = self.tokens[unit[1] - 1].text == ":"
        yield from (a for a in here if a.content and a is not self.last)

    def _led_in(self, block: int, unit: Range, here: list[Attribution]) -> list[Attribution]:
        """With the paragraph before, where its quotation was left open and the first one here goes on with it."""
        if self.waiting is None or self.waiting[0] != block - 1 or self.page.quote_of[unit[0]] < 0:
            return here
        before = self.page.quote_of[self.page.tagged.tokens_in(*self.waiting[1][-1])[0]]
        start = self.tokens[unit[0]].end
        for k, a in enumerate(here):
            if not self.page.marked[before].closed and any(s <= start <= e for s, e in a.content):
                here[k] = replace(a, content=(*self.waiting[1], *a.content))
                self.waiting = None
                break
        return here

    def _opens_for(self, unit: Range) -> list[Attribution]:
        """A short line that ends with a colon names whose words the next paragraph quotes: From the Courier:"""
        last = unit[1] - 1
        if self.tokens[last].text != ":" or last - unit[0] > _NAME_WORDS:
            return []
        name = [i for i in range(unit[0], last) if self.tokens[i].pos == "PROPN" and self.page.quote_of[i] < 0]
        if not name or any(self.tokens[i].tag in _FINITE for i in range(*unit)):
            return []
        return [Attribution(None, self.page.trim(name[0], name[-1] + 1), (), name[0], True)]

    def _goes_on(self, unit: Range, here: list[Attribution]) -> bool:
        """Whether the unit begins with a quotation that nothing in it attributes."""
        if self.page.quote_of[unit[0]] < 0 or self.last is None or not self.last.content:
            return False
        start = self.tokens[unit[0]].end
        return self.page.in_quotes(*self.last.content[-1]) and not any(
            s <= start <= e for a in here for s, e in a.content
        )

    # --- one unit ------------------------------------------------------------------------------------------------

    def _unit(self, unit: Range) -> list[Attribution]:
        around: dict[int, Attribution] = {}
        start = unit[0]
        for i in range(*unit):
            a = self.governing.around(i, (start, unit[1]))
            if a is not None:
                around[i] = a
                start = self.governing.core_of(a)[1]
        # No content reaches over a cue that stands behind it: X said it was late, the Courier reports.
        ends = [self.governing.core_of(a)[0] for a in around.values() if self._stands_behind(a)]
        named = [a for a in self._names(unit) if a.source]
        ends = sorted(ends + [a.source[0] for a in named if a.source])
        found = list(named)
        for i in range(*unit):
            if any(a.source and a.source[0] <= i <= a.verb for a in named):
                continue
            a = around.get(i) or self.governing.ahead(i, (unit[0], next((e for e in ends if e > i), unit[1])))
            if a is not None:
                found.append(a)
        return self._colon(unit, sorted(found, key=lambda a: a.verb))

    def _stands_behind(self, a: Attribution) -> bool:
        return bool(a.content) and a.content[-1][1] <= self.tokens[self.governing.core_of(a)[0]].start

    def _names(self, unit: Range) -> Iterator[Attribution]:
        """What stands behind a name and a colon."""
        for i in range(unit[0] + 1, unit[1] - 1):
            if self.tokens[i].text == ":" and self.page.quote_of[i] < 0:
                named = self._named(i, unit)
                if named is not None:
                    yield named

    def _colon(self, unit: Range, found: list[Attribution]) -> list[Attribution]:
        """A quotation behind a colon, here or in the next paragraph, goes to the nearest cue, else the nearest verb."""
        page, last = self.page, unit[1] - 1
        for i in range(unit[0] + 1, unit[1]):
            if self.tokens[i].text != ":" or page.quote_of[i] >= 0 or (i < last and page.quote_of[i + 1] < 0):
                continue
            at = self.tokens[min(i + 1, last)].end
            if i < last and any(s <= at <= e for a in found for s, e in a.content):
                continue
            if i == last and any(a.speech and not a.content for a in found):
                continue
            content = page.offsets([page.widen(i + 1, i + 2)]) if i < last else ()
            found = self._behind_colon(i, unit, found, content)
        return found

    def _named(self, colon: int, unit: Range) -> Attribution | None:
        """A name, a colon and what it said: in headlines, in transcripts, before quotations."""
        first = colon
        while first > unit[0] and self.tokens[first - 1].text not in _DASHES:
            first -= 1
        name = self.tokens[first:colon]
        if not name or len(name) > _NAME_WORDS or any(t.tag in _FINITE or t.text == "," for t in name):
            return None
        shouted = name[-1].text.isupper() and len(name[-1].text) > 2
        known = name[-1].pos == "PROPN" or any(
            t.label in ("PERSON", "ORG") or t.lemma.lower() in NAMED_SOURCES for t in name
        )
        block = self.page.article.blocks[self.number]
        quoted = self.page.quote_of[colon + 1] >= 0
        titled = block.role == "headline" and quoted and all(t.text[0].isupper() for t in name)
        known = known or (titled and name[-1].text.lower() not in LABELS)
        end = unit[1]
        if shouted and self.tokens[first].start == block.span.start:
            end = self.page.tagged.tokens_in(block.span.start, block.span.end)[-1] + 1
        elif not known or not (quoted or block.role == "headline" or self.number == 0):
            return None
        elif quoted and self.page.whole_quotes((colon + 1, end)) == []:
            end = self.page.widen(colon + 1, colon + 2)[1] if block.role != "headline" else end
        content = self.page.offsets([(colon + 1, end)])
        return Attribution((colon, colon + 1), self.page.trim(first, colon), content, colon, True) if content else None

    def _behind_colon(
        self, colon: int, unit: Range, found: list[Attribution], content: tuple[Range, ...]
    ) -> list[Attribution]:
        page = self.page
        for a in reversed(found):
            if not a.content and a.verb < colon:
                return [replace(x, content=content) if x is a else x for x in found]
        for verb in range(colon - 1, unit[0] - 1, -1):
            if self.tokens[verb].pos != "VERB" or page.quote_of[verb] >= 0 or self.tokens[verb].lemma in ASPECTS:
                continue
            if page.owns_subject(verb):
                kept = [a for a in found if a.verb != verb or not content]
                return [*kept, Attribution(page.cue(verb), page.source(verb), content, verb, True)]
        return found
