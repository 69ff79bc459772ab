"""`firsthand takedown`: notices, decisions on them, and what was done.

`firsthand takedown URL …` is short for `firsthand takedown notice URL …`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from firsthand.cli.options import Format
from firsthand.cli.output import inputs_checked, json_line, progress_line
from firsthand.cli.places import ConfigFile

if TYPE_CHECKING:
    from firsthand.desk.notice import Basis as BasisName
    from firsthand.desk.takedown import Outcome

#: The command that an address without one is meant for.
_DEFAULT = "notice"


class Noticing(TyperGroup):
    """A group whose first word may be an address."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  (typer hides its class)
        """Put the default command before an address, or before options of its own."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=Noticing,
    no_args_is_help=True,
    help="Take an article down: URL --reason … --by … A receipt, a decision, and it stays out.",
)


class Basis(StrEnum):
    """What a notice appeals to."""

    dsa = "dsa"
    dmca = "dmca"
    court = "court"
    publisher = "publisher"
    other = "other"


class Decision(StrEnum):
    """What is decided on a notice."""

    removed = "removed"
    refused = "refused"


class FirstDecision(StrEnum):
    """What is decided on a notice when it comes."""

    removed = "removed"
    refused = "refused"
    pending = "pending"


class State(StrEnum):
    """What became of a notice."""

    pending = "pending"
    removed = "removed"
    refused = "refused"
    restored = "restored"


_BASES: dict[Basis, BasisName] = {
    Basis.dsa: "DSA 16",
    Basis.dmca: "DMCA 512(c)(3)",
    Basis.court: "court order",
    Basis.publisher: "publisher",
    Basis.other: "other",
}

def _lines(format: Format | None) -> Format | None:
    """The format of what is printed line by line. Raises typer.BadParameter for one of pages."""
    if format in (Format.html, Format.md):
        raise typer.BadParameter(f"it prints terminal, json or jsonl, not {format.value}")
    return format


Shape = Annotated[
    Format | None, typer.Option("--format", "-f", callback=_lines, help="For people, or json for scripts.")
]
Receipt = Annotated[str, typer.Argument(metavar="RECEIPT", help="As it was given: T-2026-000001.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does this, for the ledger.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
Name = Annotated[str | None, typer.Option("--name", help="Who sends the notice.")]
Email = Annotated[str | None, typer.Option("--email", help="Where the sender is reached.")]
Contact = Annotated[str | None, typer.Option("--contact", help="An address or telephone number of the sender.")]
GoodFaith = Annotated[
    bool, typer.Option("--good-faith", help="The sender states to believe in good faith that it is right.")
]
NoContact = Annotated[
    bool, typer.Option("--no-contact", help="DSA 16(2)(c): of an offence against children; needs no name.")
]
Work = Annotated[str | None, typer.Option("--work", help="DMCA: the work that is infringed.")]
Perjury = Annotated[
    bool, typer.Option("--perjury", help="DMCA: stated under penalty of perjury to act for the owner.")
]
Signature = Annotated[str | None, typer.Option("--signature", help="DMCA: as it was signed.")]


@app.command(_DEFAULT)
def notice(
    url: Annotated[str, typer.Argument(metavar="URL", help="The exact address, or the id of an article.")],
    reason: Reason,
    by: By,
    basis: Annotated[Basis, typer.Option(help="What the notice appeals to.")] = Basis.other,
    name: Name = None,
    email: Email = None,
    contact: Contact = None,
    good_faith: GoodFaith = False,
    no_contact: NoContact = False,
    work: Work = None,
    perjury: Perjury = False,
    signature: Signature = None,
    decision: Annotated[FirstDecision, typer.Option(help="What is decided at once.")] = FirstDecision.removed,
    explanation: Annotated[str | None, typer.Option(help="Why it was decided so.")] = None,
    config: ConfigFile = None,
    format: Shape = None,
) -> None:
    """Receive a notice and take the article down: all its versions, everywhere, for good."""
    with inputs_checked():
        from firsthand.desk.notice import Notice
        from firsthand.desk.opening import open_desk
        from firsthand.desk.takedown import take_down
        from firsthand.desk.undoing import erase_overdue

        made = Notice(
            url, reason, _BASES[basis], name, email, contact, good_faith, no_contact, work, perjury, signature
        )
        with open_desk(config) as desk, progress_line(False) as progress:
            erase_overdue(desk, _now())
            outcome = take_down(
                desk, made, by, _now(), decision=decision.value, explanation=explanation, progress=progress
            )
    _print_outcome(outcome, format)


@app.command("complete")
def complete(
    receipt: Receipt,
    by: By,
    name: Name = None,
    email: Email = None,
    contact: Contact = None,
    good_faith: GoodFaith = False,
    no_contact: NoContact = False,
    work: Work = None,
    perjury: Perjury = False,
    signature: Signature = None,
    config: ConfigFile = None,
    format: Shape = None,
) -> None:
    """Add to a pending notice what it lacked."""
    with inputs_checked():
        from firsthand.desk.notice import Notice
        from firsthand.desk.opening import open_desk
        from firsthand.desk.takedown import complete as add_to

        more = Notice(
            receipt, "completed", "other", name, email, contact, good_faith, no_contact, work, perjury, signature
        )
        with open_desk(config) as desk:
            outcome = add_to(desk, receipt, more, by, _now())
    _print_outcome(outcome, format)


@app.command("decide")
def decide(
    receipt: Receipt,
    decision: Annotated[Decision, typer.Argument(help="What is decided.")],
    explanation: Annotated[str, typer.Option(metavar="TEXT", help="Why it was decided so.")],
    by: By,
    config: ConfigFile = None,
    format: Shape = None,
) -> None:
    """Decide on a pending notice."""
    with inputs_checked():
        from firsthand.desk.opening import open_desk
        from firsthand.desk.takedown import decide as settle

        with open_desk(config) as desk, progress_line(False) as progress:
            outcome = settle(desk, receipt, decision.value, explanation, by, _now(), progress=progress)
    _print_outcome(outcome, format)


@app.command("undo")
def undo(receipt: Receipt, reason: Reason, by: By, config: ConfigFile = None, format: Shape = None) -> None:
    """Lift a takedown: within the time that policy allows, the article comes back."""
    with inputs_checked():
        from firsthand.desk.opening import open_desk
        from firsthand.desk.undoing import undo as lift

        with open_desk(config) as desk, progress_line(False) as progress:
            outcome = lift(desk, receipt, by, reason, _now(), progress=progress)
    _print_outcome(outcome, format)


@app.command("list")
def list_(
    decision: Annotated[State | None, typer.Option(help="Only those with this one.")] = None,
    config: ConfigFile = None,
    format: Shape = None,
) -> None:
    """List all notices, the latest first."""
    with inputs_checked():
        from firsthand.desk.opening import open_desk
        from firsthand.desk.takedown import notices
        from firsthand.desk.undoing import erase_overdue
        from firsthand.publish.notices import row_line, row_record

        with open_desk(config) as desk:
            erase_overdue(desk, _now())
            records = [row_record(row._asdict()) for row in notices(desk, decision.value if decision else None)]
    if format == Format.json:
        typer.echo(json_line(records))
    elif format == Format.jsonl:
        _print(map(json_line, records))
    else:
        _print([row_line(r) for r in records] or ["There is no notice."])


@app.command("show")
def show(receipt: Receipt, config: ConfigFile = None, format: Shape = None) -> None:
    """Show a notice, the decision on it, and its lines of the ledger."""
    with inputs_checked():
        from firsthand.desk.opening import open_desk
        from firsthand.desk.takedown import notice_in_full
        from firsthand.publish.notices import notice_lines, notice_record

        with open_desk(config) as desk:
            row, made, lines = notice_in_full(desk, receipt)
            record = notice_record(row._asdict(), asdict(made), [line._asdict() for line in lines])
    _print([json_line(record)] if format in (Format.json, Format.jsonl) else notice_lines(record))


def _print_outcome(outcome: Outcome, format: Format | None) -> None:
    from firsthand.publish.notices import outcome_lines, outcome_record

    plain = asdict(outcome)
    _print([json_line(outcome_record(plain))] if format in (Format.json, Format.jsonl) else outcome_lines(plain))


def _print(lines: Iterable[str]) -> None:
    """Lines of ours, with what others wrote in them: no control characters reach the terminal."""
    from firsthand.publish.wording import harmless

    for line in lines:
        typer.echo(harmless(line))


def _now() -> datetime:
    return datetime.now(UTC)
