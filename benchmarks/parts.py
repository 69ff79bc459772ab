"""The parts of reading that can be switched off, one a line, and the switch."""

from __future__ import annotations

import importlib
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

Replacement = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Part:
    """What is replaced, and by what, to do without one part."""

    name: str  #: "what it is for: what it does"; never given twice
    switches: Mapping[str, Replacement]  #: "module:function" or "module:Class.method", and what stands in for it

    @property
    def layer(self) -> str:
        """What it is for: the first word of its name."""
        return self.name.partition(":")[0]

    @property
    def shows_in(self) -> str:
        """The layer of the invented corpus in whose figures it shows."""
        return "quotations" if self.layer == "speakers" else self.layer


def gives(value: object) -> Replacement:
    """A function that gives the same whatever it is asked."""
    return lambda *_, **__: value


def _trafilatura_alone(tree: object) -> object:
    return importlib.import_module("firsthand.clean.extract").by_trafilatura(tree, favor_recall=True)


def _own_reader_alone(tree: object) -> object:
    return importlib.import_module("firsthand.clean.paragraphs").find_paragraphs(tree)


def _within_paragraphs(text: str, blocks: object) -> object:
    """Quoted stretches without those that their paragraph does not close."""
    return tuple(marked for marked in _SAVED[_MARKS](text, blocks) if marked.closed)


def _no_context(recipe: str, _: object) -> object:
    return _SAVED[_CONTEXT](recipe, ())


def _lines_unjudged(lines: Any, *_: object) -> object:  # noqa: ANN401  (the lines of a page)
    judgement = importlib.import_module("firsthand.clean.blocks").Judgement
    return [judgement(line.hint or "body", "the line rules are switched off") for line in lines]


def _nobody_ran_on(self: Any, block: int, unit: object, whole: object) -> Iterator[object]:  # noqa: ANN401
    """Sentences that are quotations through and through belong to nobody."""
    yield from self._done()


def _head_alone(_: object, head: int, *__: object) -> list[int]:
    return [head]


def _same_lines(lines: object, *_: object) -> object:
    return lines


_MARKS = "firsthand.annotate.marks:find_marked"
_CONTEXT = "firsthand.annotate.time_context:in_context"
_BLOCKS, _CUES, _READER = "firsthand.clean.blocks", "firsthand.annotate.other_cues", "firsthand.annotate.attributions"
_GOVERNING, _SPEAKERS = "firsthand.annotate.governing:Governing", "firsthand.annotate.speakers:_Speakers"

PARTS: tuple[Part, ...] = (
    Part("pages: judge (trafilatura alone)", {"firsthand.clean.extract:find_lines": _trafilatura_alone}),
    Part("pages: judge (own reader alone)", {"firsthand.clean.extract:find_lines": _own_reader_alone}),
    Part("pages: the tail cut off", {"firsthand.clean.extract:without_tail": _same_lines}),
    Part("pages: JSON-LD", {"firsthand.clean.linked_data:read_nodes": gives([])}),
    Part("pages: meta elements", {"firsthand.clean.metadata:read_metas": gives(defaultdict(list))}),
    Part("pages: dates that the page prints", {"firsthand.clean.published:_printed": gives([])}),
    Part("pages: captions by markup", {"firsthand.clean.pictured:with_captions": _same_lines}),
    Part("pages: links", {"firsthand.clean.links:with_links": _same_lines}),
    Part("pages: line rules", {f"{_BLOCKS}:judge_lines": _lines_unjudged}),
    Part("lines: furniture", {f"{_BLOCKS}:_furniture": gives(None)}),
    Part("lines: bylines, datelines and credits", {f"{_BLOCKS}:_signature": gives(None)}),
    Part("lines: captions", {f"{_BLOCKS}:_caption": gives(None)}),
    Part("lines: subheadings", {f"{_BLOCKS}:_is_heading": gives(False)}),
    Part("credits: table of agencies", {"firsthand.clean.credits:load_agencies": gives({})}),
    Part("quotations: cue before its content", {f"{_GOVERNING}.ahead": gives(None)}),
    Part("quotations: cue behind or inside its content", {f"{_GOVERNING}.around": gives(None)}),
    Part("quotations: according to", {f"{_CUES}:according": gives(None)}),
    Part("quotations: passives", {f"{_CUES}:passive": gives(None)}),
    Part("quotations: nouns and adjectives", {f"{_CUES}:noun": gives(None), f"{_CUES}:adjective": gives(None)}),
    Part("quotations: marks over several paragraphs", {_MARKS: _within_paragraphs}),
    Part("quotations: words that run on", {f"{_READER}:_Reader._only_quotes": _nobody_ran_on}),
    Part("quotations: name and colon, headlines", {f"{_READER}:_Reader._named": gives(None)}),
    Part("speakers: pronouns", {f"{_SPEAKERS}._pronoun": gives(None)}),
    Part("speakers: roles and other definite nouns", {f"{_SPEAKERS}._known": gives(None)}),
    Part("speakers: organizations", {f"{_SPEAKERS}._body": gives(None)}),
    Part("mentions: names found again over the article", {"firsthand.annotate.mentions:_repeated": gives(())}),
    Part("mentions: kinds by the words around", {"firsthand.annotate.surroundings:votes_around": gives(Counter())}),
    Part("mentions: kinds by the name's own words", {"firsthand.annotate.entities:own_votes": gives(Counter())}),
    Part("mentions: surnames", {"firsthand.annotate.entities:_link_persons": gives(None)}),
    Part("mentions: acronyms and short names of bodies", {"firsthand.annotate.entities:_link_bodies": gives(None)}),
    Part("mentions: misspellings", {"firsthand.annotate.entities:_link_slips": gives(None)}),
    Part("times: direction from tense", {"firsthand.annotate.tense:direction_of": gives("likely")}),
    Part("times: day of publication", {"firsthand.annotate.times:day_of": gives(None)}),
    Part("times: context of other times", {_CONTEXT: _no_context}),
    Part("times: names that are no times", {"firsthand.annotate.times:_is_name": gives(False)}),
    Part("times: day of the story", {"firsthand.annotate.story_day:story_anchor": gives(None)}),
    Part("claims: pronouns", {"firsthand.annotate.antecedents:resolve_pronouns": gives({})}),
    Part("claims: who is told of by another verb", {"firsthand.annotate.arguments:told_by": _head_alone}),
)

#: The functions that are replaced at the moment, by target.
_SAVED: dict[str, Replacement] = {}


def part_named(name: str) -> Part:
    """The part of that name. Raises LookupError where there is none."""
    found = next((p for p in PARTS if p.name == name), None)
    if found is None:
        raise LookupError(f"no part is called {name!r}")
    return found


@contextmanager
def switched_off(part: Part) -> Iterator[None]:
    """The program without this part, in this process. Raises AttributeError where the program has no such function."""
    undo: list[tuple[object, str, Replacement]] = []
    try:
        for target, replacement in part.switches.items():
            owner, name, function = _find(target)
            _SAVED[target] = function
            for holder, key in ((owner, name), *_imported(function)):
                undo.append((holder, key, function))
                setattr(holder, key, replacement)
        yield
    finally:
        for holder, key, function in undo:
            setattr(holder, key, function)
        for target in part.switches:
            _SAVED.pop(target, None)


def _find(target: str) -> tuple[object, str, Replacement]:
    """Where a function lives, its name there, and the function itself."""
    module_name, _, path = target.partition(":")
    owner: Any = importlib.import_module(module_name)
    *classes, name = path.split(".")
    for each in classes:
        owner = getattr(owner, each)
    return owner, name, getattr(owner, name)


def _imported(function: Replacement) -> Iterator[tuple[object, str]]:
    """Every place in the program that imported this very function by name."""
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] == "firsthand":
            for key, value in list(vars(module).items()):
                if value is function:
                    yield module, key
