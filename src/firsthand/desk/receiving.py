"""Notices as they come from outside: checked field by field, several addresses at once, decided on by a person later.

    received(fields) -> Form | mistakes by field -> receipts, each of a pending notice
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection

from firsthand.collect.canonical import canonical_url
from firsthand.desk.finding import article_named
from firsthand.desk.notice import MOST, Basis, Notice, checked, lacks
from firsthand.desk.opening import Desk
from firsthand.desk.takedown import take_down
from firsthand.errors import InputError

#: How the bases are called in forms and by programs.
BASIS_OF: dict[str, Basis] = {
    "dsa": "DSA 16",
    "dmca": "DMCA 512(c)(3)",
    "court": "court order",
    "publisher": "publisher",
    "other": "other",
}
#: What they are called for people.
BASIS_WORDS: dict[Basis, str] = {
    "DSA 16": "illegal content, Digital Services Act (EU), article 16",
    "DMCA 512(c)(3)": "copyright, 17 U.S.C. 512(c)(3) (DMCA)",
    "court order": "an order of a court",
    "publisher": "a wish of the publisher",
    "other": "another reason",
}
#: Addresses in one notice. Each gets a receipt of its own.
MOST_ADDRESSES = 20
#: Characters of an address.
ADDRESS_LETTERS = 4_000
#: Who acts where a notice comes by the form: a sender's name stands in the notice, and not in the ledger, which never
#: forgets.
SENDER = "sender of the notice"

_TOO_LONG = "It is too long."
_MANY = "This is a page of ours that is no article’s own. Name the pages of the articles."
_TEXTS = ("name", "email", "contact", "work", "signature")
_STATEMENTS = ("good_faith", "no_contact", "perjury")
#: `lacks` names the options of the command line by which a thing is given.
_OPTION = re.compile(r" \(--([a-z-]+)(?:, --[a-z-]+)*\)")


@dataclass(frozen=True, slots=True)
class Form:
    """A notice as somebody fills it in."""

    addresses: tuple[str, ...] = ()  #: as they were written, one a line
    reason: str = ""
    basis: str = "dsa"  #: a key of BASIS_OF
    texts: Mapping[str, str] = field(default_factory=dict)  #: name, email, contact, work, signature
    stated: frozenset[str] = frozenset()  #: good_faith, no_contact, perjury


def read_form(fields: Mapping[str, str]) -> Form:
    """The fields of a form; those that are not sent are empty. `addresses` holds one a line."""
    return Form(
        tuple(line.strip() for line in fields.get("addresses", "").splitlines() if line.strip()),
        fields.get("reason", "").strip(),
        fields.get("basis", ""),
        {name: fields.get(name, "").strip() for name in _TEXTS},
        frozenset(name for name in _STATEMENTS if fields.get(name)),
    )


def mistakes_in(desk: Desk, form: Form, base: str) -> dict[str, list[str]]:
    """What is wrong with a form, by field; nothing where it can be received. `base` is the address of our pages."""
    wrong: dict[str, list[str]] = {}
    if form.basis not in BASIS_OF:
        wrong["basis"] = ["Choose what the notice appeals to."]
    if not form.reason:
        wrong["reason"] = ["Say why it must go."]
    for name, value in {"reason": form.reason, **form.texts}.items():
        if len(value) > MOST:
            wrong.setdefault(name, []).append(f"This has more than {MOST:,} characters.")
    wrong |= _wrong_addresses(desk, form, base)
    if form.basis not in BASIS_OF:
        return wrong
    for lack in lacks(_notice(form, "-")):
        option = _OPTION.search(lack)
        name = option[1].replace("-", "_") if option else "reason"
        what, _, where = _OPTION.sub("", lack).partition(": ")
        wrong.setdefault(name, []).append(f"This basis asks for {what} ({where}).")
    if form.texts.get("email") and "email" not in wrong:
        try:
            checked(replace(_notice(form, "-"), reason="-"))
        except InputError:
            wrong["email"] = ["This is no e-mail address. Write it like name@host.example."]
    return wrong


def receive(desk: Desk, form: Form, base: str, now: datetime) -> list[str]:
    """Keep a notice for each address, to be decided on: the receipts, in their order. The form has no mistakes.

    Raises InputError where it has some, and StoreError.
    """
    with desk.store.reading() as connection:
        names = dict.fromkeys(exact_address(connection, each, base) for each in form.addresses)
    return [take_down(desk, _notice(form, name), SENDER, now, decision="pending").receipt for name in names]


def exact_address(connection: Connection, said: str, base: str) -> str:
    """What a notice is about: the address as it was written, or that of the article whose page of ours it names.

    Raises InputError where it is neither an address nor an article that is held.
    """
    own = _own_page(said, base)
    if own is not None:
        row = article_named(connection, own)
        return str(row.url or row.id)
    if canonical_url(said) is None:
        return str(article_named(connection, said).id)
    return said


def _own_page(said: str, base: str) -> str | None:
    """The id in the address of one of our pages of an article; None where it is none of ours.

    Raises InputError where it is another page of ours.
    """
    if not said.startswith(base + "/"):
        return None
    parts = urlsplit(said.removeprefix(base)).path.split("/")
    if len(parts) < 3 or parts[1] != "articles" or not parts[2]:
        raise InputError(said, _MANY)
    return unquote(parts[2])


def _wrong_addresses(desk: Desk, form: Form, base: str) -> dict[str, list[str]]:
    if not form.addresses:
        return {"addresses": ["Name the exact address, one a line."]}
    if len(form.addresses) > MOST_ADDRESSES:
        return {"addresses": [f"One notice names {MOST_ADDRESSES} addresses at most."]}
    wrong = []
    with desk.store.reading() as connection:
        for number, each in enumerate(form.addresses, 1):
            try:
                if len(each) > ADDRESS_LETTERS:
                    raise InputError(each, _TOO_LONG)
                exact_address(connection, each, base)
            except InputError as error:
                wrong.append(f"Line {number}: {_why(each, error, base)}")
    return {"addresses": wrong} if wrong else {}


def _why(said: str, error: InputError, base: str) -> str:
    if "taken down" in error.reason or error.reason in (_TOO_LONG, _MANY):
        return error.reason
    if said.startswith(base + "/"):
        return "No article is at this page of ours."
    return "It is no address. Write it in full: https://outlet.example/article."


def _notice(form: Form, url: str) -> Notice:
    texts = {name: value or None for name, value in form.texts.items()}
    stated = {name: name in form.stated for name in _STATEMENTS}
    return Notice(url, form.reason, BASIS_OF[form.basis], **texts, **stated)  # type: ignore[arg-type]


def receipts_in(said: str) -> Sequence[str]:
    """The receipts that an address names: "T-2026-000001" or several with commas; none where it is no such thing."""
    found = said.split(",")
    fits = all(re.fullmatch(r"T-[0-9]{4}-[0-9]{6,12}", each) for each in found)
    return found if fits and len(found) <= MOST_ADDRESSES else ()
