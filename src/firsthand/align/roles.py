"""What a person is called across a story, by whom and when: "defence minister", "chief of staff"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from firsthand.model import ActorRole, Mention, Span

#: A mention of a person with the words of its role and the day on which its article came out, if known.
Called = tuple[Mention, str, str | None]
_DAY = len("2026-03-14")


def roles_of(spans: Iterable[Span], called: Mapping[Span, Called]) -> tuple[ActorRole, ...]:
    """The roles that stand with the given mentions, those that most articles give first, then by the alphabet.

    One role may be written with or without capitals, a hyphen and an article.
    """
    found: dict[str, list[Called]] = {}
    for span in spans:
        if span in called:
            found.setdefault(_plain(called[span][1]), []).append(called[span])
    order = sorted(found, key=lambda role: (-len({m.span.article for m, _, _ in found[role]}), role))
    return tuple(_role(found[role]) for role in order)


def _plain(role: str) -> str:
    words = role.casefold().replace("-", " ").replace("defense", "defence").replace(".", "").split()
    return " ".join(w for w in words if w not in ("the", "a", "an"))


def _role(held: list[Called]) -> ActorRole:
    """One role of the mentions that bear it."""
    written = Counter(" ".join(role.split()) for _, role, _ in held)
    held.sort(key=lambda c: (c[2] or "9999", c[0].span))
    days = sorted(day[:_DAY] for _, _, day in held if day)
    return ActorRole(
        role=min(written, key=lambda r: (-written[r], r)),
        places=tuple(m.span for m, _, _ in held),
        since=days[0] if days else None,
        until=days[-1] if days else None,
    )
