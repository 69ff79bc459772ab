"""All that one run brings out."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.model.annotation import Annotations
from firsthand.model.article import Article
from firsthand.model.source import Dropped, Failure
from firsthand.model.story import Story


@dataclass(frozen=True, slots=True)
class Reading:
    """One article and what was understood of it."""

    article: Article
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Edition:
    """The articles that were read, the stories they tell, what failed and what was left out."""

    readings: tuple[Reading, ...]  #: in the order of article ids
    stories: tuple[Story, ...]  #: latest first
    failures: tuple[Failure, ...] = ()
    dropped: tuple[Dropped, ...] = ()
