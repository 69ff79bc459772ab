"""What a search found: for a terminal a few lines each, for scripts one record each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from firsthand.publish.paragraphs import say
from firsthand.publish.wording import counted, harmless, one_line, when_words
from firsthand.store.hits import Found, Hit, Marked, Sentence

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def print_hits(found: Found, offset: int, console: Console) -> None:
    """Print hits in their order, what was looked for in bold, and how many more there are."""
    for number, hit in enumerate(found.hits):
        if number:
            say(console, "")
        say(console, _bold(hit.headline) if hit.headline else "An article without a headline")
        _where(console, hit.publisher, hit.published_at, hit.id, hit.story)
        if hit.snippet:
            say(console, _bold(hit.snippet), indent=2)
    if found.hits:
        say(console, "")
    say(console, _count_words(found, offset), style="dim")


def print_sentences(sentences: tuple[Sentence, ...], console: Console) -> None:
    """Print sentences in their order, each with how much it is like the one that was asked."""
    for number, sentence in enumerate(sentences):
        if number:
            say(console, "")
        say(console, f"{sentence.score:.2f}  {one_line(sentence.text)}")
        say(console, one_line(sentence.headline or "") or "An article without a headline", indent=6)
        _where(console, sentence.publisher, sentence.published_at, sentence.article, sentence.story, indent=6)
    if not sentences:
        say(console, "The store holds no sentence to compare with.")


def hit_record(hit: Hit) -> dict[str, Any]:
    """One hit of `firsthand search --format json`."""
    headline, headline_marks = _with_places(hit.headline)
    snippet, marks = _with_places(hit.snippet)
    return {
        "article": hit.id,
        "url": hit.url,
        "publisher": hit.publisher,
        "headline": headline or None,
        "headline_marks": headline_marks,
        "language": hit.language,
        "published": hit.published_at,
        "story": hit.story,
        "snippet": snippet,
        "marks": marks,
        "score": None if hit.score is None else float(f"{hit.score:.4g}"),
    }


def found_record(found: Found, query: str) -> dict[str, Any]:
    """All of `firsthand search --format json`."""
    return {
        "query": query,
        "order": found.order,
        "total": found.total,
        "hits": [hit_record(hit) for hit in found.hits],
    }


def sentence_record(sentence: Sentence) -> dict[str, Any]:
    """One sentence of `firsthand search --similar --format json`."""
    return {
        "article": sentence.article,
        "url": sentence.url,
        "publisher": sentence.publisher,
        "headline": sentence.headline,
        "published": sentence.published_at,
        "story": sentence.story,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "score": round(sentence.score, 4),
    }


def _where(
    console: Console, publisher: str | None, published: str | None, article: str, story: str | None, indent: int = 2
) -> None:
    outlet = one_line(publisher or "") or "outlet not known"
    say(console, f"{outlet}, {when_words(published)}", indent=indent)
    place = f"firsthand show {one_line(article)}"
    if story:
        place += f"; firsthand story {one_line(story)}"
    say(console, place, indent=indent, style="dim")


def _count_words(found: Found, offset: int) -> str:
    if found.total is None:
        said = f"More than {found.counted:,} articles match"
        if found.order == "best":
            return f"{said}; the best of the {found.counted:,} that arrived last are ranked. A filter narrows it."
        return f"{said}. --offset and --limit show others, a filter narrows it."
    if not found.total:
        return "No article matches."
    shown = f"{counted(found.total, 'article')} {'matches' if found.total == 1 else 'match'}"
    if len(found.hits) == found.total:
        return f"{shown}."
    if not found.hits:
        return f"{shown}, none of them beyond {offset:,}."
    return f"{shown}; these are {offset + 1:,} to {offset + len(found.hits):,}."


def _bold(words: Marked) -> Text:
    from rich.text import Text

    whole = Text()
    for piece, is_marked in words:
        whole.append(" ".join(harmless(piece).split("\n")), "bold" if is_marked else "")
    return whole


def _with_places(words: Marked) -> tuple[str, list[list[int]]]:
    """The words, and the ranges of characters of them that are what was looked for."""
    text, places = "", []
    for piece, is_marked in words:
        if is_marked:
            places.append([len(text), len(text) + len(piece)])
        text += piece
    return text, places
