"""The mail that asks whether somebody really wants what was asked for in their name."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.publish.digest_mail import wrapped
from firsthand.publish.templating import make_environment
from firsthand.publish.wording import one_line

#: The subject. Nothing that whoever filled in the form has written is in it, or in the mail: it would be a way to send
#: words of one's own to anybody.
SUBJECT = "Confirm that you want mails from firsthand"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What was asked for, and where to say so."""

    what: str  #: as a phrase of our own: "a daily digest"
    site: str  #: the address of the pages
    link: str  #: where it is confirmed
    days: int  #: for how long the link holds


def confirmation_html(asked: Confirmation) -> str:
    """As the HTML part of a mail."""
    return make_environment().get_template("confirm_mail.html.j2").render(asked=asked, subject=SUBJECT)


def confirmation_text(asked: Confirmation) -> str:
    """As the plain text part of a mail."""
    return "\n".join(
        [
            *wrapped(f"Somebody asked for {one_line(asked.what)} by mail to this address, at {asked.site}."),
            "",
            "If that was you, confirm it here:",
            asked.link,
            "",
            *wrapped(f"If it was not, do nothing: no mail comes, and the address is forgotten in {asked.days} days."),
            "",
        ]
    )
