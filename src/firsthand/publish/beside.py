"""Two articles side by side: the passages that stand in both, numbered, and who took from whom in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from firsthand.model import Article, Derivation, Span, Story
from firsthand.publish.article_page import excerpt, share_words
from firsthand.publish.marked_text import Marked, MarkedLine, marked_lines
from firsthand.publish.wording import DERIVATIONS, counted, one_line, outlet_name


@dataclass(frozen=True, slots=True)
class BesideText:
    """One of the two."""

    letter: str  #: "A" or "B"
    name: str
    article: Article
    lines: tuple[MarkedLine, ...]


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A passage that stands in both."""

    number: int
    words: str
    count: int  #: words
    same: bool  #: to the letter
    others: str  #: as the other text has it, where it is not the same


@dataclass(frozen=True, slots=True)
class BesidePage:
    """What the page prints."""

    a: BesideText
    b: BesideText
    sentences: tuple[str, ...]
    shared: tuple[SharedRow, ...]
    lost: int  #: passages of a version that is no longer kept


def ties(story: Story | None, one: str, two: str) -> tuple[Derivation, ...]:
    """The derivations between two articles, either way."""
    found = story.derivations if story else ()
    return tuple(d for d in found if {d.source, d.target} == {one, two})


def beside_page(a: Article, b: Article, story: Story | None) -> BesidePage:
    """`story` is the one that both belong to, as last told; None where there is none."""
    names = _names(a, b)
    derivations = ties(story, a.id, b.id)
    found = _pairs(derivations, a, b)
    pairs = [(x, y) for x, y in found if x.capture == a.capture and y.capture == b.capture]
    rows = []
    marks: tuple[list[Marked], list[Marked]] = ([], [])
    for number, (x, y) in enumerate(pairs, 1):
        words, others = excerpt(a.quote(x)), excerpt(b.quote(y))
        same = one_line(a.quote(x)).casefold() == one_line(b.quote(y)).casefold()
        rows.append(SharedRow(number, words, len(a.quote(x).split()), same, "" if same else others))
        marks[0].append(Marked(x.start, x.end, "shared", f"a{number}", lead=_lead(number, "b", names[1])))
        marks[1].append(Marked(y.start, y.end, "shared", f"b{number}", lead=_lead(number, "a", names[0])))
    return BesidePage(
        BesideText("A", names[0], a, tuple(marked_lines(a, marks[0]))),
        BesideText("B", names[1], b, tuple(marked_lines(b, marks[1]))),
        tuple(_sentences(derivations, story, {a.id: names[0], b.id: names[1]})),
        tuple(rows),
        len(found) - len(pairs),
    )


def _lead(number: int, there: str, name: str) -> Markup:
    """The number of a passage, which leads to it in the other text."""
    link = Markup('<a class="number" href="#{}{}" aria-label="Passage {}, in {}">{}</a>')
    return link.format(there, number, number, name, number)


def _names(a: Article, b: Article) -> tuple[str, str]:
    one, two = outlet_name(a), outlet_name(b)
    return (f"{one} (A)", f"{two} (B)") if one.casefold() == two.casefold() else (one, two)


def _pairs(derivations: Iterable[Derivation], a: Article, b: Article) -> list[tuple[Span, Span]]:
    """Each shared passage once, in the order of the first text."""
    pairs = set()
    for each in derivations:
        for x, y in each.evidence:
            found = {x.article: x, y.article: y}
            if found.keys() == {a.id, b.id}:
                pairs.add((found[a.id], found[b.id]))
    return sorted(pairs)


def _sentences(derivations: Iterable[Derivation], story: Story | None, names: dict[str, str]) -> Iterable[str]:
    if story is None:
        yield "The two belong to no story together, so nothing was compared."
        return
    none = True
    for each in derivations:
        none = False
        taker, source = names[each.target], names[each.source]
        verb = DERIVATIONS[each.kind][0] if each.directed else "shares its text with"
        share = f"; {share_words(each.share)} of its telling words stand there" if each.share else ""
        yield f"{taker} {verb} {source}{share}."
        yield one_line(each.reason).rstrip(".") + "."
    if none:
        yield "Nothing was found that one of the two took from the other."


def shared_words(rows: tuple[SharedRow, ...]) -> str:
    """How much stands in both, as a sentence."""
    if not rows:
        return "No passage stands in both in the same words."
    words = sum(row.count for row in rows)
    return f"{counted(len(rows), 'passage').capitalize()} of {counted(words, 'word')} in all {_stand(rows)} in both."


def _stand(rows: tuple[SharedRow, ...]) -> str:
    return "stands" if len(rows) == 1 else "stand"
