"""Invented articles: invented happenings in invented places, told by invented outlets.

    python -m benchmarks.articles 10000 > articles.jsonl

The same number and seed give the same articles on every machine, whatever came before. A happening is told by two to
nine outlets: an agency first, outlets that reprint it whole or cut, and outlets that report on their own. They differ
in wording, order and length, and at times in a figure, as real coverage does.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from benchmarks import phrases

SEED = 20260101
#: Words of one article, from and to, as most news reports run.
SHORTEST, LONGEST = 300, 700
#: The first day on which anything happens.
EPOCH = datetime(2026, 1, 5, 6, 0)
#: Share of the articles, after the first, that take the agency's text.
REPRINTED = 0.35
_CHOICE = re.compile(r"\[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, where, when and to whom: all articles on it draw on these facts."""

    number: int
    kind: phrases.Kind
    begun: datetime
    facts: dict[str, str]


def articles(count: int, seed: int = SEED) -> Iterator[dict[str, str]]:
    """So many records as `firsthand` takes them in JSONL: id, url, publisher, published, title, text."""
    made, number = 0, 0
    while made < count:
        rng = random.Random(f"{seed}:{number}")
        for record in coverage(happening_of(number, rng), rng):
            yield record
            made += 1
            if made == count:
                return
        number += 1


def happening_of(number: int, rng: random.Random) -> Happening:
    """The happening of a number: its kind, place, people and figures, as `rng` draws them."""
    kind = rng.choice(phrases.KINDS)
    place, other = rng.choice(phrases.HEADS) + rng.choice(phrases.TAILS), rng.choice(phrases.HEADS) + "bridge"
    people = tuple(f"{rng.choice(phrases.FIRST)} {rng.choice(phrases.LAST)}" for _ in range(5))
    hurt = rng.randint(3, 90)
    begun = EPOCH + timedelta(hours=5 * number + rng.randint(0, 4), minutes=rng.randint(0, 59))
    facts = {
        "place": place,
        "other": other,
        "country": rng.choice(phrases.COUNTRIES),
        "day": begun.strftime("%A"),
        "hour": f"{rng.randint(1, 11)}:{rng.randint(10, 59)} {rng.choice(['a.m.', 'p.m.'])}",
        "dead": str(max(2, hurt // 4)),
        "hurt": str(hurt),
        "homes": f"{rng.randint(2, 48) * 50:,}",
        "money": f"${rng.randint(3, 95)} million",
        "share": f"{rng.randint(12, 78)} percent",
        "days": rng.choice(["two", "three", "four", "five", "ten"]),
        "firm": rng.choice(phrases.LAST) + " " + rng.choice(phrases.FIRMS),
        "office": rng.choice(phrases.OFFICES),
    }
    facts |= {
        "official": f"{rng.choice(phrases.POSTS)} {people[0]}",
        "surname": people[0].split()[1],
        "critic": people[1],
        "critic_surname": people[1].split()[1],
        "witness": people[2],
        "expert": people[3],
        "expert_surname": people[3].split()[1],
        "chief": people[4],
    }
    return Happening(number, kind, begun, facts)


def coverage(happening: Happening, rng: random.Random) -> Iterator[dict[str, str]]:
    """The agency's report, and what others made of it or wrote themselves."""
    agency = rng.choice(phrases.AGENCIES)
    outlets = rng.sample(phrases.OUTLETS, rng.randint(1, 8))
    title, report = _title(happening, rng), _report(happening, rng)
    yield _record(happening, 0, agency, happening.begun + timedelta(hours=1), title, report)
    for n, outlet in enumerate(outlets, 1):
        published = happening.begun + timedelta(hours=1 + n, minutes=rng.randint(0, 59))
        if rng.random() < REPRINTED:
            paragraphs = report if rng.random() < 0.5 else _cut(report)
            mark = f"{happening.facts['place'].upper()} ({agency}) - "
            yield _record(happening, n, outlet, published, title, [mark + paragraphs[0], *paragraphs[1:]])
        else:
            told = _retold(happening, rng)
            yield _record(happening, n, outlet, published, _title(told, rng), _report(told, rng))


def _retold(happening: Happening, rng: random.Random) -> Happening:
    """The same happening as another reporter had it: now and then with a later toll."""
    if rng.random() < 0.7:
        return happening
    later = str(int(happening.facts["dead"]) + rng.randint(1, 3))
    return replace(happening, facts=happening.facts | {"dead": later})


def _cut(paragraphs: list[str]) -> list[str]:
    """As many paragraphs from the top as an article must have at least."""
    kept: list[str] = []
    for paragraph in paragraphs:
        kept.append(paragraph)
        if _words(kept) >= SHORTEST:
            break
    return kept


def _title(happening: Happening, rng: random.Random) -> str:
    return rng.choice(happening.kind.titles).format_map(happening.facts)


def _report(happening: Happening, rng: random.Random) -> list[str]:
    """Paragraphs: a lead of this kind of happening, then what it drew, to a length drawn between the two limits."""
    aim = rng.randint(SHORTEST + 60, LONGEST - 60)
    kind = happening.kind
    sentences = [rng.choice(kind.leads), *rng.sample(kind.details, len(kind.details))]
    told = rng.sample(phrases.REACTIONS, len(phrases.REACTIONS))
    background = rng.sample(phrases.BACKGROUND, len(phrases.BACKGROUND))
    while told or background:
        sentences.extend(told[:3])
        sentences.extend(background[:2])
        del told[:3], background[:2]
    paragraphs: list[str] = []
    while sentences and _words(paragraphs) < aim:
        size = rng.randint(1, 3)
        paragraphs.append(" ".join(_told(s, happening, rng) for s in sentences[:size]))
        del sentences[:size]
    return paragraphs


def _told(sentence: str, happening: Happening, rng: random.Random) -> str:
    """A sentence in the words of one reporter, its facts filled in."""
    chosen = _CHOICE.sub(lambda m: rng.choice(m.group(1).split("|")), sentence)
    return chosen.format_map(happening.facts).replace(".m..", ".m.")


def _words(paragraphs: list[str]) -> int:
    return sum(len(p.split()) for p in paragraphs)


def _record(
    happening: Happening, n: int, outlet: str, published: datetime, title: str, paragraphs: list[str]
) -> dict[str, str]:
    site = outlet.lower().replace(" ", "-") + ".example"
    name = f"h{happening.number:06d}-{n}"
    return {
        "id": name,
        "url": f"https://{site}/news/{name}",
        "publisher": outlet,
        "published": published.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "title": title,
        "text": "\n\n".join(paragraphs),
    }


def main() -> None:
    """Print so many articles, one JSON record a line."""
    parser = argparse.ArgumentParser(description="Print invented articles, one JSON record a line.")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    for record in articles(asked.count, asked.seed):
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
