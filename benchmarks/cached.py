"""A tagger that tags each text once, and a parser of pages in this process: both so that a switch takes effect fast."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from firsthand import pipeline
from firsthand.clean.child import PARSER
from firsthand.clean.extract import parse_page
from firsthand.clean.page import Page
from firsthand.errors import InputError
from firsthand.inference.tagger import SpacyTagger, Tagged


class CachedTagger:
    """The default tagger with a memory, in a folder where one is given."""

    def __init__(self, folder: Path | None = None) -> None:
        """Reads and writes pickles in the folder: give it one of your own making."""
        self._folder = folder
        self._known: dict[str, Tagged] = {}
        self._tagger: SpacyTagger | None = None

    def __call__(self, text: str, ranges: Iterable[tuple[int, int]]) -> Tagged:
        """As the tagger itself would have it."""
        asked = list(ranges)
        key = hashlib.sha256(f"{asked}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
        if key not in self._known:
            self._known[key] = self._load(key) or self._tag(key, text, asked)
        return self._known[key]

    def _load(self, key: str) -> Tagged | None:
        path = self._folder / key if self._folder else None
        if path is None or not path.is_file():
            return None
        found: Tagged = pickle.loads(path.read_bytes())
        return found

    def _tag(self, key: str, text: str, asked: list[tuple[int, int]]) -> Tagged:
        self._tagger = self._tagger or SpacyTagger()
        tagged = self._tagger(text, asked)
        if self._folder:
            made = self._folder / f"{key}.{id(self)}"  # two processes may make the same: each its own, then the name
            made.write_bytes(pickle.dumps(tagged))
            made.replace(self._folder / key)
        return tagged


class CachedParser:
    """Stands in for the child process, which would know nothing of a switch. Without its limits: for harmless pages."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[str, Page] = {}

    def __call__(self, html: str, url: str | None, source: str) -> Page:
        """What the page holds. Raises InputError where it is no HTML."""
        if html not in self._known:
            try:
                self._known[html] = parse_page(html, url)
            except ValueError as error:
                raise InputError(source, str(error)) from error
        return self._known[html]

    def forget(self) -> None:
        """Parse every page again: to be called where a switch changes how."""
        self._known.clear()


@contextmanager
def in_this_process(tagger: CachedTagger, parser: CachedParser) -> Iterator[None]:
    """Read with this tagger, and parse pages here. With `workers=1` all of reading is then in this process."""
    before = pipeline._tagger
    pipeline._tagger = lambda: tagger  # type: ignore[assignment]
    PARSER.parse = parser  # type: ignore[method-assign]
    try:
        yield
    finally:
        pipeline._tagger = before
        del PARSER.parse
