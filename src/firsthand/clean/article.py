"""From a capture to an article: the text to the letter, a role for every line, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from firsthand.clean.access import why_stub
from firsthand.clean.blocks import Judgement, judge_lines
from firsthand.clean.bylines import find_byline
from firsthand.clean.child import PARSER
from firsthand.clean.credits import find_credits
from firsthand.clean.dates import find_day, read_date
from firsthand.clean.headline import find_headline
from firsthand.clean.ids import derive_id
from firsthand.clean.language import find_language
from firsthand.clean.page import Line, Page
from firsthand.clean.publishers import find_publisher
from firsthand.errors import InputError
from firsthand.model import TELLING_ROLES, Article, Block, Capture, Dropped, Link, Post, PublishedBasis, Role

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
#: Characters of extracted text an article, as collect has it for plain text: longer is a whole site in one page.
MAX_CHARACTERS = 500_000
#: Words of the longest telling line under which a text is menus and buttons alone. Headlines as short as six words
#: come as whole articles, so this errs towards keeping.
FEWEST_WORDS = 4
#: Characters of text from which a page is no bare frame of furniture: its title keeps it, whatever could be extracted.
LARGE_PAGE = 1000
#: Lines at either end in which a text may carry its own date.
_DATED_LINES = 6


#: Who took a picture is no source of the text.
_PICTURED = Judgement("credit", "the markup says that it credits a picture")


def clean(capture: Capture, agencies: Mapping[str, str] | None = None) -> Article:
    """The article in a capture. Raises InputError where there is none; a given title alone is one, without text.

    `agencies` is a table as `load_agencies` gives it; the own one by default.
    """
    source = capture.body.decode(capture.charset or "utf-8", "replace")
    if capture.media == "html":
        page = PARSER.parse(source, capture.given.url, capture.source)
        lines = _lines_of(page)
        text = "\n\n".join(line.text for line in lines)
    else:
        page, text = Page(), source
        lines = [Line(m.group()) for m in _filled_lines(text)]
    if not any(c.isalpha() for line in lines for c in line.text) and not capture.given.title:
        reason = "There is no text in it." if capture.media == "text" else "No article was found on the page."
        raise InputError(capture.source, reason)
    if len(text) > MAX_CHARACTERS:
        raise InputError(capture.source, f"The text has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}.")
    return _assemble(capture, page, text, lines, agencies)


def _assemble(
    capture: Capture, page: Page, text: str, lines: Sequence[Line], agencies: Mapping[str, str] | None
) -> Article:
    given = capture.given
    url = page.url or given.url
    headline = given.title or page.headline or find_headline(lines)
    judged = judge_lines(lines, headline, None, agencies)
    rows = [(line.text, j.role) for line, j in zip(lines, judged, strict=True)]
    publisher = find_publisher(given.publisher, url, page.publisher, rows, headline)
    if publisher and publisher.name != publisher.id:
        judged = judge_lines(lines, headline, publisher.name, agencies)
        rows = [(line.text, j.role) for line, j in zip(lines, judged, strict=True)]
    if lines and not any(_is_telling(j, line.text) for line, j in zip(lines, judged, strict=True)):
        if not given.title and page.visible < LARGE_PAGE:
            raise InputError(capture.source, "There is no article in it: every line is page furniture.")
        longest = max(range(len(lines)), key=lambda i: len(lines[i].text))
        judged[longest] = Judgement("body", "it was given a title, and nothing else in it tells anything")
    judged = [_PICTURED if line.hint == "credit" else j for line, j in zip(lines, judged, strict=True)]
    rows = [(line.text, j.role) for line, j in zip(lines, judged, strict=True)]
    unpictured = [row for line, row in zip(lines, rows, strict=True) if line.hint != "credit"]
    published, basis, undated = _published(given.published, page.published, lines, judged)
    article = Article(
        id=derive_id(given.id, url, capture.id),
        capture=capture.id,
        source=capture.source,
        text=text,
        url=url,
        publisher=publisher,
        headline=headline,
        byline=page.byline or find_byline(rows, publisher.name if publisher else None),
        language=find_language(
            "\n".join(t for t, role in rows if role in TELLING_ROLES) or headline or "", page.language
        ),
        published_at=published,
        published_basis=basis,
        credits=find_credits(_signed(page, unpictured), publisher.name if publisher else None, agencies),
        section=page.section,
    )
    stub = _stub(page, rows)
    dropped = [Dropped(article.id, "clean", reason) for reason in (*undated, *_left_out(page, text, stub))]
    blocks = _blocks(article, judged)
    return replace(
        article,
        blocks=blocks,
        links=_links(article, lines, blocks),
        posts=_posts(article, page, lines, blocks),
        access="stub" if stub else "full",
        dropped=tuple(dropped),
    )


def _signed(page: Page, rows: list[tuple[str, Role]]) -> list[tuple[str, Role]]:
    """The lines with the byline that the page shows outside of its text on top."""
    above = [text for text in (page.signature, ", ".join(page.byline)) if text]
    return [*((text, "byline") for text in above), *rows]


def _lines_of(page: Page) -> list[Line]:
    """The page's lines; its title and summary of itself where scripts draw the rest and nothing can be extracted."""
    if any(_is_telling(j, line.text) for line, j in zip(page.lines, judge_lines(page.lines), strict=True)):
        return list(page.lines)
    summary = [Line(text) for text in (page.headline, page.description) if text]
    if page.visible >= LARGE_PAGE:
        return summary or list(page.lines)
    return [line for line in summary if len(line.text.split()) >= FEWEST_WORDS]


def _is_telling(judgement: Judgement, text: str) -> bool:
    return judgement.role in TELLING_ROLES and len(text.split()) >= FEWEST_WORDS


def _filled_lines(text: str) -> list[re.Match[str]]:
    """The lines that are not blank."""
    return [m for m in _LINE.finditer(text) if not m.group().isspace()]


def _blocks(article: Article, judged: Sequence[Judgement]) -> tuple[Block, ...]:
    """A block for each line that is not blank, without the white space at its ends."""
    blocks = []
    for found, judgement in zip(_filled_lines(article.text), judged, strict=True):
        line = found.group()
        start = found.start() + len(line) - len(line.lstrip())
        blocks.append(Block(article.span(start, start + len(line.strip())), judgement.role, judgement.reason))
    return tuple(blocks)


def _published(
    given: str | None, page: str | None, lines: Sequence[Line], judged: Sequence[Judgement]
) -> tuple[str | None, PublishedBasis, list[str]]:
    """The day of publication, what it rests on, and what was given but is no date."""
    undated = []
    if given:
        day = read_date(given)
        if day:
            return day, "given", []
        undated.append(f"the date it was given, {given[:60]!r}, is none that can be read")
    if page:
        return page, "page", undated
    last = len(lines) - _DATED_LINES
    for i, (line, judgement) in enumerate(zip(lines, judged, strict=True)):
        if judgement.role == "dateline" and (i < _DATED_LINES or i >= last):
            day = find_day(line.text)
            if day:
                return day, "text", undated
    return None, "none", undated


def _links(article: Article, lines: Sequence[Line], blocks: Sequence[Block]) -> tuple[Link, ...]:
    """The links of the lines that tell something."""
    return tuple(
        Link(article.span(block.span.start + x.start, block.span.start + x.end), x.url)
        for line, block in zip(lines, blocks, strict=True)
        if block.role in TELLING_ROLES
        for x in line.links
    )


def _posts(article: Article, page: Page, lines: Sequence[Line], blocks: Sequence[Block]) -> tuple[Post, ...]:
    """The posts that have text, each from its first line to its last."""
    ends: dict[int, tuple[int, int]] = {}
    for line, block in zip(lines, blocks, strict=True):
        if line.post is not None:
            start, _ = ends.get(line.post, (block.span.start, 0))
            ends[line.post] = (start, block.span.end)
    return tuple(
        Post(article.span(start, end), page.posts[n].published, page.posts[n].headline)
        for n, (start, end) in sorted(ends.items(), key=lambda e: e[1])
    )


def _stub(page: Page, rows: Sequence[tuple[str, Role]]) -> str | None:
    """Why the text is only the beginning of an article, or None."""
    last = max((i for i, (_, role) in enumerate(rows) if role in ("body", "subheading")), default=-1)
    telling = [text for text, role in rows if role in ("body", "subheading")]
    return why_stub(page, telling, [text for text, role in rows[last + 1 :] if role == "boilerplate"])


def _left_out(page: Page, text: str, stub: str | None) -> list[str]:
    """What extraction left out of the page, in broad strokes."""
    left = [f"what stands behind the paywall: {stub}"] if stub else []
    if page.paywalled and not stub:
        left = ["nothing is known to be missing, but the page says that its text is not free to read"]
    missing = page.visible - len(text)
    if missing <= 0:
        return left
    return [
        *left,
        f"navigation, forms and other page furniture: {missing:,} of {page.visible:,} characters on the page",
    ]
