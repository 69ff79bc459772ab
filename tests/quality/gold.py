"""The invented corpus and what a careful reader sees in it: see README.md for the marks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
TELLING = frozenset({"headline", "subheading", "body", "caption"})
Range = tuple[int, int]

_ROLE = re.compile(r"(headline|subheading|body|caption|byline|dateline|credit|disclosure|boilerplate)> ")
_OPENED = re.compile(r"\{([a-z])(\d*)\|")
_LABELLED = re.compile(r"""<(\w+)([^<>]*?) gold="(\w+)"([^<>]*)>(.*?)</\1>""", re.S)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Mark:
    """A label on a range of the text."""

    code: str  #: the letter: c content, q cue, s source, x no quotation, t time, p person, o organization, l place
    number: str  #: ties content, cue and source of one quotation together; empty for the other letters
    start: int
    end: int
    value: str  #: speaker, TIMEX3 value or fullest name; empty where none is given

    @property
    def range(self) -> Range:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation as it should be found."""

    content: tuple[Range, ...]
    cue: tuple[Range, ...]
    source: tuple[Range, ...]
    speaker: str


@dataclass(frozen=True, slots=True)
class Text:
    """An article, or a single sentence, with its labels."""

    id: str
    text: str
    given: dict[str, str]  #: what `firsthand` is told beside the text
    labelled: frozenset[str]  #: the layers that are labelled in full; the others are not measured
    roles: tuple[tuple[int, int, str], ...]  #: of every line that is not blank
    marks: tuple[Mark, ...]

    def marked(self, codes: str) -> list[Mark]:
        """The marks with these letters."""
        return [m for m in self.marks if m.code in codes]

    @property
    def quotations(self) -> list[Said]:
        said = []
        for number in sorted({m.number for m in self.marks if m.number}, key=int):
            own = [m for m in self.marks if m.number == number]
            parts = {code: tuple(m.range for m in own if m.code == code) for code in "cqs"}
            speaker = next((m.value for m in own if m.value), "")
            said.append(Said(parts["c"], parts["q"], parts["s"], speaker))
        return said


@dataclass(frozen=True, slots=True)
class Page:
    """A page of HTML with its labels."""

    id: str
    html: str
    expected: dict[str, str]  #: headline, published, byline, section, url, publisher, access, posts, credits
    labelled: dict[str, list[str]]  #: the words of the elements labelled body, caption, link


@dataclass(frozen=True, slots=True)
class Asserted:
    """A claim as it should be found."""

    sentence: str  #: id of the text it stands in
    start: int
    end: int
    slots: dict[str, str] = field(default_factory=dict)
    negated: bool = False


@cache
def texts() -> tuple[Text, ...]:
    """The articles of plain text."""
    return tuple(_read_text(path) for path in sorted((FOLDER / "texts").glob("*.txt")))


@cache
def story() -> tuple[Text, ...]:
    """Articles on one happening, the last without a date."""
    return tuple(_read_text(path) for path in sorted((FOLDER / "story").glob("*.txt")))


@cache
def times() -> tuple[Text, ...]:
    """Single sentences with their times."""
    return tuple(_dated_sentences(FOLDER / "times.txt"))


@cache
def pages() -> tuple[Page, ...]:
    """The pages of HTML."""
    return tuple(_read_page(path) for path in sorted((FOLDER / "pages").glob("*.html")))


@cache
def claims() -> tuple[tuple[Text, tuple[Asserted, ...]], ...]:
    """Single sentences with what they claim."""
    return tuple(_claiming_sentences(FOLDER / "claims.txt"))


@cache
def credited() -> tuple[tuple[Text, tuple[str, ...]], ...]:
    """Short articles with whom they credit."""
    return tuple(_crediting_articles(FOLDER / "credits.txt"))


#: What is measured, and the texts that it is measured on.
LAYERS: dict[str, tuple[Callable[[], Iterable[Text]], ...]] = {
    "lines": (texts,),
    "credits": (lambda: (text for text, _ in credited()),),
    "quotations": (texts,),
    "mentions": (texts,),
    "times": (texts, times),
    "claims": (lambda: (text for text, _ in claims()),),
    "pages": (),
}


def records(layers: Iterable[str] = tuple(LAYERS)) -> Iterator[dict[str, str]]:
    """All that these layers are measured on and that stands alone, as `firsthand` takes it: no label is in it."""
    wanted = list(layers)
    each = {text.id: text for layer in wanted for given in LAYERS[layer] for text in given()}
    for text in each.values():
        yield {"id": text.id, "text": text.text, **text.given}
    for page in pages() if "pages" in wanted else ():
        yield {"id": page.id, "html": page.html}


def story_records() -> Iterator[dict[str, str]]:
    """The articles on one happening."""
    for text in story():
        yield {"id": text.id, "text": text.text, **text.given}


def _split(path: Path) -> tuple[dict[str, str], str]:
    """The `key: value` lines over the rule, and what is below it."""
    above, _, below = path.read_text(encoding="utf-8").partition("\n---\n")
    lines = (line.partition(":") for line in above.splitlines())
    return {key.strip(): value.strip() for key, _, value in lines}, below


def _read_text(path: Path) -> Text:
    head, body = _split(path)
    labelled = frozenset(head.pop("labelled").split())
    lines, roles, marks, offset = [], [], [], 0
    for raw in body.rstrip("\n").split("\n"):
        named = _ROLE.match(raw)
        line, found = unmark(raw[named.end() :] if named else raw, offset)
        if line.strip():
            roles.append((offset, offset + len(line), named[1] if named else "body"))
        lines.append(line)
        marks.extend(found)
        offset += len(line) + 1
    return Text(path.stem, "\n".join(lines), head, labelled, tuple(roles), tuple(marks))


def _dated_sentences(path: Path) -> Iterator[Text]:
    for number, raw in enumerate(_lines(path)):
        day, _, marked = raw.partition(" | ")
        text, marks = unmark(marked, 0)
        given = {"published": day, "publisher": "Vellmark Courier"}
        yield Text(f"time-{number:03}", text, given, frozenset({"times"}), ((0, len(text), "body"),), tuple(marks))


def _claiming_sentences(path: Path) -> Iterator[tuple[Text, tuple[Asserted, ...]]]:
    groups: list[list[str]] = []
    for raw in _lines(path):
        if raw.startswith("- "):
            groups[-1].append(raw[2:])
        else:
            groups.append([raw])
    given = {"published": "2026-03-11", "publisher": "Vellmark Courier"}
    for number, (sentence, *labels) in enumerate(groups):
        text = Text(f"claim-{number:03}", sentence, given, frozenset({"claims"}), ((0, len(sentence), "body"),), ())
        yield text, tuple(_asserted(text, label) for label in labels)


def _crediting_articles(path: Path) -> Iterator[tuple[Text, tuple[str, ...]]]:
    for number, raw in enumerate(_lines(path)):
        names, _, lines = raw.partition("|")
        text = "\n\n".join(line.strip() for line in lines.split("//"))
        given = {"published": "2026-03-11", "publisher": "Vellmark Courier"}
        credits = tuple(name.strip() for name in names.split(";") if name.strip())
        yield Text(f"credit-{number:03}", text, given, frozenset({"credits"}), (), ()), credits


def _asserted(text: Text, label: str) -> Asserted:
    words, *rest = label.split(" | ")
    start = text.text.index(words)
    slots = {key: value for key, _, value in (each.partition(" ") for each in rest) if value}
    return Asserted(text.id, start, start + len(words), slots, "negated" in rest)


def _lines(path: Path) -> list[str]:
    """The lines that are neither blank nor a comment."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def unmark(marked: str, offset: int) -> tuple[str, list[Mark]]:
    """The bare text, and its marks as ranges from `offset` on. Marks look like {p|Kestrel|Ana Kestrel} and nest.

    Raises ValueError where a bracket is not closed.
    """
    text: list[str] = []
    marks: list[Mark] = []
    opened: list[tuple[str, str, int]] = []
    length, i = offset, 0
    while i < len(marked):
        begins = _OPENED.match(marked, i)
        if begins:
            opened.append((begins[1], begins[2], length))
            i = begins.end()
        elif opened and marked[i] in "|}":
            end = marked.index("}", i)
            code, number, start = opened.pop()
            marks.append(Mark(code, number, start, length, marked[i:end].removeprefix("|")))
            i = end + 1
        else:
            text.append(marked[i])
            length, i = length + 1, i + 1
    if opened:
        raise ValueError(f"a mark is not closed: {marked[:60]}")
    return "".join(text), marks


def _read_page(path: Path) -> Page:
    head, body = _split(path)
    labelled: dict[str, list[str]] = {}
    for found in _LABELLED.finditer(body):
        labelled.setdefault(found[3], []).append(words_of(found[5]))
        for inner in _LABELLED.finditer(found[5]):
            labelled.setdefault(inner[3], []).append(words_of(inner[5]))
    return Page(path.stem, re.sub(r' gold="\w+"', "", body), head, labelled)


def words_of(markup: str) -> str:
    """The text of a piece of HTML, without its tags."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())
