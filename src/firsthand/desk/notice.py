"""A notice that something must go, and what the law it appeals to wants to find in it.

Sources: Regulation (EU) 2022/2065 (DSA), article 16(2); 17 U.S.C. 512(c)(3)(A) (DMCA). A notice that lacks something is
kept as pending, never thrown away: who receives one has to deal with it. Nothing here is legal advice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Literal, get_args

from firsthand.errors import InputError

Basis = Literal["DSA 16", "DMCA 512(c)(3)", "court order", "publisher", "other"]
BASES: tuple[Basis, ...] = get_args(Basis)

#: Characters of one field: a long letter. More is a mistake or an attack.
MOST = 20_000
_MAIL = re.compile(r"[^\s@<>(),;:\"]{1,200}@[^\s@<>(),;:\"]{1,200}\.[^\s@<>(),;:\".]{1,60}")


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody asks for, and states. Holds nothing of what is to be taken down."""

    url: str  #: the exact address, or the id of an article
    reason: str  #: why it must go, as it was given
    basis: Basis = "other"
    name: str | None = None  #: of who sent the notice
    email: str | None = None
    contact: str | None = None  #: an address or a telephone number
    good_faith: bool = False  #: states to believe in good faith that it is right
    no_contact: bool = False  #: DSA 16(2)(c): the notice is of an offence under Directive 2011/93/EU, articles 3 to 7
    work: str | None = None  #: DMCA: the work that is infringed
    perjury: bool = False  #: DMCA: states under penalty of perjury to act for the owner, and accurately
    signature: str | None = None  #: DMCA: of a person who may act for the owner


#: What each law wants: whether a notice has it, what it is called, and where the law says so.
_Want = tuple[Callable[[Notice], object], str, str]
_WANTED: dict[Basis, tuple[_Want, ...]] = {
    "DSA 16": (
        (lambda n: n.name or n.no_contact, "the name of who sends it (--name)", "art. 16(2)(c)"),
        (lambda n: n.email or n.no_contact, "the e-mail address of who sends it (--email)", "art. 16(2)(c)"),
        (lambda n: n.good_faith, "the statement that it is accurate, in good faith (--good-faith)", "art. 16(2)(d)"),
    ),
    "DMCA 512(c)(3)": (
        (lambda n: n.signature, "the signature of a person who may act for the owner (--signature)", "(A)(i)"),
        (lambda n: n.work, "the work that is said to be infringed (--work)", "(A)(ii)"),
        (lambda n: n.contact or n.email, "how to reach the complaining party (--email, --contact)", "(A)(iv)"),
        (lambda n: n.good_faith, "the statement of a good-faith belief (--good-faith)", "(A)(v)"),
        (lambda n: n.perjury, "the statement under penalty of perjury (--perjury)", "(A)(vi)"),
    ),
    "court order": ((lambda n: n.name, "the court (--name)", "who orders it"),),
    "publisher": ((lambda n: n.name, "the publisher, or who speaks for it (--name)", "who asks"),),
    "other": (),
}


def lacks(notice: Notice) -> tuple[str, ...]:
    """What the notice's basis wants and it does not have, each with the place in the law; none where it is complete."""
    return tuple(f"{what}: {where}" for has, what, where in _WANTED[notice.basis] if not has(notice))


def checked(notice: Notice) -> Notice:
    """The notice, its blanks trimmed. Raises InputError where a field cannot be what it is to be."""
    texts = {f.name: getattr(notice, f.name) for f in fields(notice) if isinstance(getattr(notice, f.name), str)}
    for name, value in texts.items():
        if len(value) > MOST:
            raise InputError(notice.url[:200], f"The notice's {name} has more than {MOST:,} characters.")
    trimmed = replace(
        notice,
        url=notice.url.strip(),
        reason=notice.reason.strip(),
        name=_line(notice.name),
        email=_line(notice.email),
        contact=_line(notice.contact),
        work=_line(notice.work),
        signature=_line(notice.signature),
    )
    if not trimmed.url:
        raise InputError("notice", "It names no address.")
    if not trimmed.reason:
        raise InputError(trimmed.url, "A notice needs its reasons: --reason says why it must go.")
    if trimmed.email and not _MAIL.fullmatch(trimmed.email):
        raise InputError(trimmed.url, f"{trimmed.email!r} is no e-mail address.")
    return trimmed


def _line(value: str | None) -> str | None:
    return " ".join((value or "").split()) or None


def notice_json(notice: Notice) -> bytes:
    """As it is kept."""
    import msgspec

    return msgspec.json.encode(notice)


def notice_of(data: bytes) -> Notice:
    """As it was kept. Raises ValueError where the bytes hold none."""
    import msgspec

    return msgspec.json.decode(data, type=Notice)


def completed(old: Notice, new: Notice) -> Notice:
    """The old notice with what the new one has and it lacked; what it says already stays."""
    added = {f.name: getattr(old, f.name) or getattr(new, f.name) for f in fields(Notice)}
    return Notice(**added)
