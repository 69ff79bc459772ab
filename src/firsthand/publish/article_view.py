"""One kept article: what it is, where it was got, what each line of it is, who speaks, and what it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from firsthand.model import DerivationKind, OptOut, Quotation, Reading, Retrieval
from firsthand.publish.history_view import HASH, KINDS, stamp
from firsthand.publish.paragraphs import row, say, title
from firsthand.publish.records import reading_record
from firsthand.publish.wording import BASES, DERIVATIONS, one_line, outlet_name, quoted, when_words
from firsthand.relate.edits import EditKind

if TYPE_CHECKING:
    from rich.console import Console

#: Letters of the column that labels and roles stand in.
COLUMN = 14


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version in the list of versions."""

    number: int  #: from 1
    seen_at: datetime
    capture: str
    edit: EditKind | None  #: None for the first


@dataclass(frozen=True, slots=True)
class Taken:
    """Whose text an article took."""

    name: str
    kind: DerivationKind
    share: float
    reason: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """A version of an article, with all that the store knows of it."""

    reading: Reading
    number: int  #: of the version that is shown
    versions: tuple[KeptVersion, ...]
    source: str  #: where its bytes came from
    received_at: datetime
    retrieval: Retrieval | None  #: None where the bytes were at hand
    story: tuple[str, str | None] | None = None  #: id and headline
    taken: tuple[Taken, ...] = ()


def print_article(view: ArticleView, console: Console) -> None:
    """Print the article: facts, lines with their roles, quotations with their speakers."""
    article, notes = view.reading.article, view.reading.annotations
    say(console, one_line(article.headline or "") or "no headline", style="bold")
    say(console, f"{outlet_name(article)}, {when_words(article.published_at)} ({BASES[article.published_basis]})")
    facts = (
        ("id", one_line(article.id)),
        ("url", one_line(article.url or "")),
        ("by", ", ".join(one_line(b) for b in article.byline)),
        ("credits", ", ".join(one_line(c) for c in article.credits)),
        ("language", "not known" if article.language == "und" else one_line(article.language)),
        ("received", received_words(view)),
        ("opt-outs", opt_out_words(view.retrieval)),
        ("story", story_words(view.story)),
        ("took from", taken_words(view.taken)),
        ("versions", version_words(view)),
    )
    for label, text in facts:
        if text:
            row(console, label, text, COLUMN)
    if article.blocks:
        title(console, "The text")
    for block in article.blocks:
        row(console, block.role, one_line(article.quote(block.span)), COLUMN)
    if notes.quotations:
        title(console, "Who speaks")
    for quotation in notes.quotations:
        say(console, _said(view.reading, quotation), indent=6, first="  ")


def received_words(view: ArticleView) -> str:
    """When and where the bytes were received."""
    where = view.source
    if view.retrieval is not None:
        where = view.retrieval.final_url
        if view.retrieval.final_url != view.retrieval.url:
            where = f"{where} (asked for {view.retrieval.url})"
    return f"{stamp(view.received_at)} from {one_line(where)}, capture {view.reading.article.capture[:HASH]}"


def opt_out_words(retrieval: Retrieval | None) -> str:
    """What the publisher reserves, with where it says so."""
    if retrieval is None:
        return "not looked for, since the bytes were at hand"
    stated = "; ".join(f"{o.kind}: {one_line(o.value)} ({one_line(o.where)})" for o in retrieval.opt_outs)
    return stated or "none stated"


def story_words(story: tuple[str, str | None] | None) -> str:
    """The story that it belongs to."""
    if story is None:
        return "none yet"
    return " ".join(filter(None, (one_line(story[0]), one_line(story[1] or ""))))


def taken_words(taken: Sequence[Taken]) -> str:
    """Whose text it took, and what shows it."""
    return " ".join(f"It {DERIVATIONS[t.kind][0]} {one_line(t.name)}: {one_line(t.reason)}" for t in taken)


def version_words(view: ArticleView) -> str:
    """The versions, and which of them is shown."""
    if len(view.versions) == 1:
        return "1"
    told = []
    for version in view.versions:
        edit = f", {KINDS[version.edit].lower()}" if version.edit else ""
        shown = ", shown here" if version.number == view.number else ""
        told.append(f"{version.number}: {stamp(version.seen_at)}, {version.capture[:HASH]}{edit}{shown}")
    return "; ".join(told)


def article_view_record(view: ArticleView) -> dict[str, Any]:
    """The whole as `firsthand show --format json` prints it."""
    retrieval = view.retrieval
    return {
        "article": reading_record(view.reading),
        "roles": [{"role": b.role, "reason": b.reason} for b in view.reading.article.blocks],
        "version": view.number,
        "versions": [
            {"number": v.number, "seen_at": v.seen_at.isoformat(), "capture": v.capture, "edit": v.edit}
            for v in view.versions
        ],
        "source": view.source,
        "received_at": view.received_at.isoformat(),
        "retrieval": {
            "url": retrieval.url,
            "final_url": retrieval.final_url,
            "status": retrieval.status,
            "at": retrieval.at,
            "opt_outs": [_opt_out(o) for o in retrieval.opt_outs],
        }
        if retrieval
        else None,
        "story": {"id": view.story[0], "headline": view.story[1]} if view.story else None,
        "took_from": [
            {"from": t.name, "kind": t.kind, "share": round(t.share, 3), "reason": t.reason} for t in view.taken
        ],
    }


def _opt_out(opt_out: OptOut) -> dict[str, str]:
    return {"kind": opt_out.kind, "value": opt_out.value, "where": opt_out.where}


def _said(reading: Reading, quotation: Quotation) -> str:
    words = " … ".join(one_line(reading.article.quote(span)) for span in quotation.content)
    said = words if quotation.kind == "indirect" else quoted(words)
    # "denied" before "that the light was out" is half of what was said
    cue = " ".join(one_line(reading.article.quote(span)) for span in quotation.cue)
    return f"{one_line(quotation.speaker or 'speaker not known')}{f' ({cue})' if cue else ''}: {said}"
