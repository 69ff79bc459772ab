"""Words by which the name of an outlet is known, and a name for an address."""

from __future__ import annotations

import re

#: Words in the names of papers, agencies and broadcasters, from directories of the press in several countries.
_OUTLET = re.compile(
    r"\b(?:agency|agencies|advertiser|advocate|argus|bee|broadcast(?:er|ing)|bulletin|chronicle|citizen|courier|daily"
    r"|dispatch|echo|enquirer|examiner|express|free press|gazette|globe|guardian|herald|independent|inquirer|journal"
    r"|ledger|magazine|mail|mercury|mirror|monitor|news(?:paper|wire|room)?|observer|online|post|press|radio|record"
    r"|recorder|register|reporter|review|sentinel|service|standard|star|sun|telegraph|television|times|today|tribune"
    r"|tv|voice|weekly|wire|world service)\b",
    re.I,
)
#: Headings of sections that hold such a word and name no outlet.
_SECTION = re.compile(
    r"(?:(?:world|latest|breaking|top|local|national|business|sports?|politics|today['’]?s?|the|news|daily|weekly"
    r"|review|press|record|mail|online|magazine|voice|service|standard|star)\s*)+",
    re.I,
)
#: Parts of a host that are nobody's name.
_COMMON_LABELS = frozenset("com co org net gov ac edu www news blog".split())
_WORD = re.compile(r"[^\W_]+")
#: Words of a name that an address is compared with: more is a sentence.
_NAME_WORDS = 8
#: Letters of an address under which it agrees with too many names to mean anything.
_SHORTEST = 2


def names_outlet(name: str) -> bool:
    """Whether a name holds a word of the press, and is no heading of a section such as "World News"."""
    return bool(_OUTLET.search(name)) and not _SECTION.fullmatch(name.strip())


def agrees(name: str, host: str | None) -> bool:
    """Whether a part of the host is made of the beginnings of the name's words: Vell Valley Mail and vellmail.example.

    At least half of the words that are longer than three letters must have a share in it.
    """
    words = [w.lower() for w in _WORD.findall(name)]
    if not host or not 0 < len(words) <= _NAME_WORDS:
        return False
    long = sum(len(w) > 3 for w in words) or 1
    for part in host.lower().split(".")[:-1]:
        letters = part.replace("-", "")
        if part not in _COMMON_LABELS and len(letters) >= _SHORTEST and 2 * _most_words(letters, words) >= long:
            return True
    return False


def _most_words(letters: str, words: list[str]) -> int:
    """The most words, in order, whose beginnings make up the letters from end to end; 0 if none do."""
    best: dict[int, int] = {0: 0}
    for word in words:
        for at, count in sorted(best.items(), reverse=True):
            size = 0
            while size < len(word) and at + size < len(letters) and word[size] == letters[at + size]:
                size += 1
                best[at + size] = max(best.get(at + size, 0), count + 1)
    return best.get(len(letters), 0)
