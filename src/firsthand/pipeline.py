"""The order of the stages, and nothing else.

collect(inputs) | clean | annotate | group | relate | identify | align | write
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from firsthand.align.actors import identify
from firsthand.annotate import annotate
from firsthand.clean import clean
from firsthand.collect.files import collect
from firsthand.errors import InputError
from firsthand.group import group
from firsthand.inference.tagger import SpacyTagger
from firsthand.model import Edition, Failure, Reading
from firsthand.relate import find_origins, relate


def read(inputs: Sequence[str | Path]) -> Edition:
    """What is understood of each article that the inputs hold."""
    tagger = SpacyTagger()
    readings, failures = [], []
    for capture in collect(inputs):
        if isinstance(capture, Failure):
            failures.append(capture)
            continue
        try:
            article = clean(capture)
        except InputError as error:
            failures.append(Failure(error.source, "clean", error.reason))
            continue
        readings.append(Reading(article, annotate(article, tagger)))
    return Edition(tuple(sorted(readings, key=lambda r: r.article.id)), (), tuple(failures))


def account(inputs: Sequence[str | Path]) -> Edition:
    """The stories that the inputs tell."""
    edition = read(inputs)
    by_id = {r.article.id: r for r in edition.readings}
    stories = []
    for story in group(edition.readings):
        members = [by_id[a] for a in story.articles]
        derivations = relate(members)
        stories.append(
            replace(
                story,
                derivations=derivations,
                origins=find_origins(members, derivations),
                actors=identify(members),
            )
        )
    return replace(edition, stories=tuple(stories))
