"""Where text comes from: publishers, captures, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["collect", "clean", "annotate", "relate", "group", "align", "write"]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who puts articles before the public."""

    id: str  #: host name without "www.", else the name in lower case with hyphens
    name: str  #: as it is printed


@dataclass(frozen=True, slots=True)
class Given:
    """What the input itself says of an article, beside its text: trusted before anything found in the text."""

    id: str | None = None
    url: str | None = None
    publisher: str | None = None  #: a host name or a printed name
    published: str | None = None  #: ISO 8601, a day or a time
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One article's bytes as received."""

    id: str  #: SHA-256 of `body`, hexadecimal
    source: str  #: file, "file:line" or URL, for messages to people
    media: Literal["text", "html"]
    body: bytes
    charset: str | None = None  #: the charset that collect decided on, to be decoded with errors="replace"
    given: Given = Given()


@dataclass(frozen=True, slots=True)
class Failure:
    """An input, or a part of one, that could not be used, and why. The rest goes on."""

    source: str  #: file, "file:line", URL or article id
    stage: Stage
    reason: str  #: one sentence, without the source


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something left out on purpose, and why; listed by `--explain`."""

    source: str  #: article id, "article id:start-end", or file
    stage: Stage
    reason: str
