"""Two people of one surname: whom "Mrs. Brask" means."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

#: Titles that tell which of two is meant, without points.
_SHE = frozenset("Mrs Ms Miss Lady Dame Madam".split())
_HE = frozenset("Mr Sir Lord".split())


class Namesakes:
    """The full names of the people in one article, by surname."""

    def __init__(self, people: Iterable[str]) -> None:
        """Take the names of persons, in any order and as often as they come."""
        self._holders: dict[str, list[str]] = {}
        for name in sorted(set(people)):
            words = name.split()
            if len(words) > 1:
                self._holders.setdefault(words[-1], []).append(name)

    def meant(self, name: str, title: str) -> str:
        """The one person of that surname whom a title such as "Mrs." fits; the name given where that is not clear."""
        words = name.split()
        wanted = "she" if title.rstrip(".") in _SHE else "he" if title.rstrip(".") in _HE else None
        holders = self._holders.get(words[-1], []) if words else []
        if wanted is None or len(holders) < 2 or _pronouns().get(words[0], wanted) == wanted:
            return name
        fitting = [h for h in holders if _pronouns().get(h.split()[0]) == wanted]
        return fitting[0] if len(fitting) == 1 else name


@cache
def _pronouns() -> Mapping[str, str]:
    """Given names of one gender, with their pronoun."""
    names = tomllib.loads(files(__package__).joinpath("genders.toml").read_text("utf-8"))["names"]
    return {name: pronoun for pronoun in ("she", "he") for name in names[pronoun].split()}
