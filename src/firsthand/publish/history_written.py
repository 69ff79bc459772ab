"""The versions of an article and what changed between them, as Markdown, as a page and as a record."""

from __future__ import annotations

from typing import Any

from firsthand.model import Reading, Span
from firsthand.publish.history_view import (
    HASH,
    History,
    Pieces,
    changes_words,
    edit_words,
    paragraphs,
    stamp,
    visits_words,
)
from firsthand.publish.markdown import escaped
from firsthand.publish.wording import outlet_name, when_words
from firsthand.relate.edits import Edit, PieceKind


def history_record(history: History) -> dict[str, Any]:
    """The whole as `firsthand history --format json` prints it."""
    article = history.latest.reading.article
    return {
        "id": article.id,
        "url": article.url,
        "headline": article.headline,
        "publisher": article.publisher.name if article.publisher else None,
        "visits_without_change": history.visits,
        "last_visit": history.last_visit.isoformat() if history.last_visit else None,
        "versions": [
            {
                "number": version.number,
                "seen_at": version.seen_at.isoformat(),
                "capture": version.reading.article.capture,
                "source": version.source,
                "headline": version.reading.article.headline,
                "words": len(version.reading.article.text.split()),
                "edit": _edit_record(version.edit, before.reading, version.reading)
                if before and version.edit
                else None,
            }
            for version, before in history.steps()
        ],
    }


def render_history_markdown(history: History) -> str:
    """The whole as Markdown: words that went are struck out, new ones are strong."""
    article = history.latest.reading.article
    lines = [
        f"# {escaped(article.headline or 'no headline')}",
        "",
        f"{escaped(outlet_name(article))}, {escaped(when_words(article.published_at))}. "
        + escaped(visits_words(history)),
        "",
    ]
    for version, before in history.steps():
        lines += [f"## Version {version.number}, {stamp(version.seen_at)}", ""]
        lines += [f"Capture {version.reading.article.capture[:HASH]} from {escaped(version.source)}", ""]
        if before is None or version.edit is None:
            continue
        lines += [escaped(edit_words(version.edit)), ""]
        changes = changes_words(version.edit, before.reading, version.reading)
        lines += [f"- {escaped(c)}" for c in changes] + [""] * bool(changes)
        for kind, pieces in paragraphs(version.edit, before.reading, version.reading):
            lines += [f"*{pieces[0][1]}*" if kind == "same" else f"> {_marked_down(pieces)}", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def render_history_page(history: History) -> str:
    """The whole as one self-contained HTML page, with `ins` and `del`."""
    from importlib import resources

    from firsthand.publish.templating import make_environment, style_fields

    folder = resources.files("firsthand.publish").joinpath("templates")
    style = "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "history.css"))
    environment = make_environment()
    environment.globals.update(
        stamp=stamp,
        edit_words=edit_words,
        changes_words=changes_words,
        paragraphs=paragraphs,
        visits_words=visits_words,
        outlet_name=outlet_name,
        HASH=HASH,
    )
    return environment.get_template("history.html.j2").render(
        history=history, article=history.latest.reading.article, **style_fields("\n" + style)
    )


def _marked_down(pieces: Pieces) -> str:
    marks: dict[PieceKind, str] = {"same": "", "old": "~~", "new": "**"}
    return " ".join(f"{marks[kind]}{escaped(text)}{marks[kind]}" for kind, text in pieces if text.strip())


def _edit_record(edit: Edit, old: Reading, new: Reading) -> dict[str, Any]:
    return {
        "kind": edit.kind,
        "reason": edit.reason,
        "headline": {"old": edit.headline[0], "new": edit.headline[1]} if edit.headline else None,
        "notices": [new.article.quote(n) for n in edit.notices],
        "corrections": [
            {
                "kind": s.kind,
                "old": {"text": old.article.quote(s.old)} | _range(s.old),
                "new": {"text": new.article.quote(s.new)} | _range(s.new),
            }
            for s in edit.swaps
        ],
        "added_words": edit.added,
        "removed_words": edit.removed,
        "lines": [
            {
                "kind": line.kind,
                "old": _range(line.old) if line.old else None,
                "new": _range(line.new) if line.new else None,
                "pieces": [
                    {"kind": p.kind, "text": (old if p.kind == "old" else new).article.quote(p.span)}
                    for p in line.pieces
                ],
            }
            for line in edit.lines
        ],
    }


def _range(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}
