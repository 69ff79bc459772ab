"""The words that pages, terminals and Markdown share: counts, days, marks, and outside text made harmless."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import PurePath
from urllib.parse import urlsplit

from firsthand.model import (
    Article,
    CitationRole,
    DerivationKind,
    Disagreement,
    DisagreementType,
    Finding,
    PublishedBasis,
    Section,
    Slot,
)

#: Characters that draw nothing and can do harm: C0 and C1 controls but tab and line feed, marks and overrides of
#: direction (UAX 9), line and paragraph separators, interlinear annotation, the tag characters. The joiners that
#: Persian, Hindi and others are written with (U+200C, U+200D) stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")

#: Letters shown of a file's name, where no outlet is named; a hash for a name would fill the line.
FILE_LETTERS = 24
#: Said once on every page that shows the count.
UPPER_BOUND = (
    "The number of origins is an upper bound: "
    "a text that was rewritten beyond recognition counts as an origin of its own."
)

SLOTS: dict[Slot, str] = {
    "number": "How many",
    "date": "When",
    "place": "Where",
    "who": "Who",
    "whether": "Whether",
    "sequence": "In what order",
}
DISAGREEMENTS: dict[DisagreementType, str] = {
    "conflict": "disputed",
    "update": "updated",
    "attribution": "differs by speaker",
}
#: Where a day of report comes from.
BASES: dict[PublishedBasis, str] = {
    "given": "as given with the article",
    "page": "from the page’s own data",
    "text": "from the text",
    "story": "worked out from the other articles of the story",
    "none": "no day is known",
}
#: The verb for one taker and for several.
DERIVATIONS: dict[DerivationKind, tuple[str, str]] = {
    "reprint": ("reprints", "reprint"),
    "partial": ("reprints parts of", "reprint parts of"),
    "rewrite": ("rewrites", "rewrite"),
    "credit": ("credits", "credit"),
    "quotes": ("shares quotations with", "share quotations with"),
}
SECTIONS: dict[Section, str] = {
    "lead": "The account",
    "happened": "What happened",
    "disputed": "What is disputed",
    "said": "Who said what",
    "next": "What comes next",
    "background": "Background",
}
ROLES: dict[CitationRole, str] = {
    "primary": "primary source",
    "corroborating": "also reported by",
    "disputing": "disputed by",
}


@dataclass(frozen=True, slots=True)
class When:
    """A day or time in words, with the machine's form of it where there is one."""

    text: str
    machine: str | None = None


def harmless(text: str) -> str:
    """The text without characters that steer a terminal or turn the direction of writing; lone surrogates replaced."""
    if text.isprintable():  # nearly all text is: controls, marks of direction and surrogates are not
        return text
    return _SURROGATE.sub("\ufffd", _UNSEEN.sub("", text))


def unnumbered(reason: str, articles: Iterable[str]) -> str:
    """A reason for readers: without the ids that stand in parentheses behind the names of outlets."""
    for id in articles:
        reason = reason.replace(f" ({id})", "")
    return one_line(reason)


def unseen(text: str) -> int:
    """How many characters `harmless` leaves out."""
    return len(_UNSEEN.findall(text))


def one_line(text: str) -> str:
    """Outside text for a single line: harmless, with every run of white space as one space."""
    return " ".join(harmless(text).split())


def safe_url(url: str | None) -> str | None:
    """The URL where it may become a link: http or https, with a host, without a user name or white space; else None."""
    if url is None or harmless(url) != url or len(url.split()) != 1:
        return None
    try:
        parts = urlsplit(url)
        host, user = parts.hostname, parts.username
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and host and user is None else None


def language_tag(language: str) -> str | None:
    """A language for a `lang` attribute; None where it is not known or not a tag."""
    return language if language != "und" and _LANGUAGE.fullmatch(language) else None


def counted(number: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 article", "2 articles", "1,200 articles", "no articles"."""
    noun = one if number == 1 else many or one + "s"
    return f"{number:,} {noun}" if number else f"no {noun}"


def summary_words(stories: int, articles: int) -> str:
    """What an edition's stories come from, in one sentence, or why there are none."""
    if not articles:
        return "No article could be read, so there is nothing to tell."
    if not stories:
        return f"No story was found in {counted(articles, 'article')}."
    return f"From {counted(articles, 'article')}, the latest first."


def story_counts(articles: int, outlets: int, origins: int, owners: int | None = None) -> str:
    """How widely a story is told: "7 articles by 6 outlets, at most 3 independent origins".

    "At most" is left out of one origin, since there cannot be fewer; no origins means that none were looked for.
    """
    if articles == 1:
        return "1 article, a single source"
    told = f"{counted(articles, 'article')} by {counted(outlets, 'outlet')}"
    return f"{told}, {origin_counts(origins, owners)}" if origins else told


def origin_counts(origins: int, owners: int | None = None) -> str:
    """The number of origins as the upper bound that it is: "at most 3 independent origins, 2 owners".

    Owners are named where they are fewer: publishers of one owner.
    """
    told = f"at most {counted(origins, 'independent origin')}" if origins > 1 else "1 independent origin"
    return f"{told}, {counted(owners, 'owner')}" if owners and owners < origins else told


def listed(names: Sequence[str]) -> str:
    """Names as a phrase: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def outlet_name(article: Article) -> str:
    """Who published an article, as it is printed; the name of its file or page where nobody is named."""
    if article.publisher is not None and one_line(article.publisher.name):
        return one_line(article.publisher.name)
    name = one_line(PurePath(article.source).name) or one_line(article.id)
    return name if len(name) <= FILE_LETTERS else f"{name[: FILE_LETTERS - 9]}…{name[-8:]}"


def outlet_key(article: Article) -> str:
    """What two articles of one outlet have in common."""
    return article.publisher.name.casefold() if article.publisher is not None else article.id


def standing_words(finding: Finding) -> str:
    """How well a finding stands, in two or three words."""
    if finding.standing == "disputed":
        return "disputed"
    return "one source" if finding.independent_sources == 1 else f"{finding.independent_sources} origins"


def disagreement_words(disagreement: Disagreement) -> str:
    """A disagreement in two or three words: "disputed: how many", "updated: when"."""
    return f"{DISAGREEMENTS[disagreement.type]}: {SLOTS[disagreement.slot].lower()}"


def about_words(disagreement: Disagreement) -> str:
    """What a disagreement is about, as a heading: "How many: people killed"."""
    slot, about = SLOTS[disagreement.slot], one_line(disagreement.about)
    return about[:1].upper() + about[1:] if about.lower().startswith(slot.lower()) else f"{slot}: {about}"


def part_title(section: Section, since: str | None = None) -> str:
    """The title of a part of the account; the lead of what is new says since when."""
    return f"New since {when_words(since)}" if section == "lead" and since else SECTIONS[section]


def untold_words(since: str | None = None) -> str:
    """Why a story has no account, in one sentence."""
    if since:
        return f"Nothing new since {when_words(since)} could be cited in a sentence."
    return "No account was written: these articles hold no finding that was asked for and could be cited in a sentence."


def quoted(text: str) -> str:
    """Outside words in quotation marks, unless they open with some of their own."""
    line = one_line(text)
    return line if line[:1] in {'"', "“", "‘", "«", "„"} else f"“{line}”"


def reported_words(first: str | None, last: str | None) -> str:
    """When a story was first reported and last changed, as a sentence."""
    if not first and not last:
        return "No day of report is known."
    if first == last:
        return f"Reported {when_words(first)}."
    return f"First reported {when_words(first)}; last changed {when_words(last)}."


def when(value: str | None) -> tuple[When, ...]:
    """An ISO day, month, year, time or interval in words; the two ends of an interval apart; empty where unknown."""
    if not value:
        return ()
    ends = tuple(_when(part) for part in value.split("/", 1) if part)
    if len(ends) > 1 and is_day(value.split("/")[0]):
        day, rest = ends[0].text.split(" ", 1)
        if ends[1].text.endswith(" " + rest):
            return (When(day, ends[0].machine), *ends[1:])
    return ends


def when_words(value: str | None) -> str:
    """The same as one phrase: "14 March 2026, 06:10 UTC", "12 to 14 March 2026", "day not known"."""
    return " to ".join(w.text for w in when(value)) or "day not known"


@lru_cache(maxsize=4_096)
def moment(value: str | None) -> datetime | None:
    """An ISO day or time as a time that can be compared, in UTC where no zone is named; None where it is neither."""
    try:
        parsed = datetime.fromisoformat(value or "")
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def is_day(value: str | None) -> bool:
    """Whether a value names a day and no time of day."""
    return value is not None and len(value) == len("2026-03-14") and moment(value) is not None


@lru_cache(maxsize=4_096)
def _when(value: str) -> When:
    time = moment(value)
    if time is not None and is_day(value):
        return When(_day(time.date()), value)
    if time is not None:
        local = datetime.fromisoformat(value)
        return When(f"{_day(local.date())}, {local:%H:%M}{_zone(local)}", local.isoformat(timespec="minutes"))
    month = _MONTH.fullmatch(value)
    if month and 1 <= int(month[2]) <= 12:
        return When(f"{_MONTHS[int(month[2]) - 1]} {month[1]}", value)
    return When(one_line(value), value if _YEAR.fullmatch(value) else None)


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _zone(time: datetime) -> str:
    offset = time.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return " UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f" UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
