"""From bytes to an article: text to the letter, a role for every line, and what the page says of itself."""

from __future__ import annotations

from firsthand.model import Article, Block, Capture, Publisher

__all__ = ["clean"]


def clean(capture: Capture) -> Article:
    """The article in a capture. Raises InputError where there is none."""
    text = capture.body.decode("utf-8", "replace")
    given = capture.given
    article = Article(
        id=given.id or capture.id[:16], capture=capture.id, source=capture.source, text=text, url=given.url,
        publisher=Publisher(given.publisher, given.publisher) if given.publisher else None,
        headline=given.title, language="en",
        published_at=given.published, published_basis="given" if given.published else "none",
    )
    blocks, offset = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(article.span(offset, offset + len(line)), "body", "nothing else fits"))
        offset += len(line) + 1
    from dataclasses import replace
    return replace(article, blocks=tuple(blocks))
