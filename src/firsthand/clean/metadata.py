"""What a page says of itself. Runs in the child process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def find_facts(tree: HtmlElement, url: str | None) -> dict[str, Any]:
    """The fields of a Page that its metadata settle."""
    titles = tree.xpath("//h1") or tree.xpath("//title")
    return {"headline": " ".join(titles[0].text_content().split()) if titles else None}
