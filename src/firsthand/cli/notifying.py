"""`firsthand digest` and `firsthand alert`: what is new, printed or by mail; and who is told when something happens."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli.options import Output, Quiet
from firsthand.cli.output import UNREAD, inputs_checked, json_line, progress_line, put, say
from firsthand.cli.places import ConfigFile

if TYPE_CHECKING:
    from firsthand.desk.conditions import Condition
    from firsthand.desk.opening import Desk
    from firsthand.desk.subscriptions import Channel, Subscription
    from firsthand.publish.digest_mail import Digest

app = typer.Typer(no_args_is_help=True, help="Say when something happens: by mail, webhook or a service.")


class Shape(StrEnum):
    """How a digest is printed."""

    text = "text"
    html = "html"
    json = "json"


class Kind(StrEnum):
    """What an alert waits for."""

    query = "query"
    story = "story"
    origins = "origins"
    disagreement = "disagreement"
    denial = "denial"
    correction = "correction"
    anything = "anything"


class Every(StrEnum):
    """How often a digest comes."""

    daily = "daily"
    weekly = "weekly"


Since = Annotated[
    str | None, typer.Option(metavar="DAY", help='"yesterday", "today" or a day: 2026-03-14. Days begin at 0:00 UTC.')
]
To = Annotated[
    list[str] | None, typer.Option("--to", metavar="ADDRESS", help="Send it there by mail, and print nothing.")
]
Send = Annotated[
    bool, typer.Option("--send", help="Send each subscriber what is new since their last digest, now.")
]
Query = Annotated[str, typer.Option(metavar="QUERY", help="Only stories with articles that this search finds.")]
As = Annotated[Shape | None, typer.Option("--format", "-f", help="What to print.")]
Number = Annotated[int, typer.Argument(metavar="N", help="As `firsthand alert list` numbers it.")]


def digest(
    since: Since = None,
    query: Query = "",
    to: To = None,
    send: Send = False,
    output: Output = None,
    format: As = None,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Tell what is new since a day, by default yesterday: printed, or sent by mail."""
    if send and (since or to or query or output or format):
        raise typer.BadParameter("each subscriber gets what is new since their last one: it goes with no other option")
    if to and (output or format):
        raise typer.BadParameter("it is sent as text and HTML, and nothing is printed", param_hint="--to")
    now = datetime.now(UTC)
    begins = _moment(since or "yesterday", now)
    with inputs_checked():
        from firsthand.desk.conditions import make_condition
        from firsthand.desk.opening import open_desk
        from firsthand.desk.tending import tend

        wanted = make_condition("anything", query=query)
        with open_desk(config) as desk:
            with progress_line(quiet) as progress:
                tend(desk, progress=progress)
            if send:
                _send(desk, now, quiet)
                return
            from firsthand.desk.digesting import digest_since

            made = digest_since(desk, begins, datetime.now(UTC) + timedelta(seconds=1), wanted)
            if to:
                _mail(desk, made, to, now, quiet)
                return
    _print(made, output, format or _shape_of(output))


def _moment(since: str, now: datetime) -> datetime:
    """The beginning of a day. Raises typer.BadParameter."""
    today = datetime.combine(now.date(), time(), UTC)
    if since in ("today", "yesterday"):
        return today - timedelta(days=since == "yesterday")
    try:
        return datetime.strptime(since, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        reason = f'{since!r} is no day: write "yesterday", "today" or 2026-03-14'
        raise typer.BadParameter(reason, param_hint="--since") from error


def _shape_of(output: Path | None) -> Shape:
    suffix = output.suffix.lower() if output else ""
    return Shape.html if suffix in (".html", ".htm") else Shape.json if suffix == ".json" else Shape.text


def _print(made: Digest, output: Path | None, shape: Shape) -> None:
    from firsthand.publish.digest_mail import digest_html, digest_record, digest_text

    if shape == Shape.json:
        put(output, json_line(digest_record(made)) + "\n")
    else:
        put(output, digest_html(made) if shape == Shape.html else digest_text(made))


def _mail(desk: Desk, made: Digest, to: list[str], now: datetime, quiet: bool) -> None:
    """Send a digest to some addresses, each a mail of its own; exit 3 where one is not taken."""
    from firsthand.desk.deliveries import letter_of
    from firsthand.desk.mailing import mail_address, mail_session
    from firsthand.errors import DeliveryError

    addresses = list(dict.fromkeys(mail_address(each) for each in to))
    failed = 0
    with mail_session(desk.config) as post:
        for number, address in enumerate(addresses, 1):
            try:
                post(letter_of(made, address, f"digest.{int(now.timestamp())}.{number}", now))
            except DeliveryError as error:
                say(f"firsthand: {address}: {error.reason}")
                failed += 1
                if error.ours:
                    failed += len(addresses) - number
                    break
    if not quiet:
        typer.echo(f"Sent to {len(addresses) - failed} of {len(addresses)}.")
    if failed:
        raise typer.Exit(UNREAD)


def _send(desk: Desk, now: datetime, quiet: bool) -> None:
    """Send all that waits, digests at once; exit 3 where something failed."""
    from firsthand.desk.deliveries import send_due

    sent = send_due(desk, now, most=10_000, seconds=3_600, at_once=True)
    if not quiet:
        typer.echo(f"{sent.sent} sent, {sent.later} to be tried again, {sent.failed} given up.")
    for reason in sent.reasons:
        say(f"firsthand: {reason}")
    if sent.reasons:
        raise typer.Exit(UNREAD)


@app.command("add")
def add(
    kind: Annotated[
        Kind, typer.Argument(metavar="KIND", help="query, story, origins, disagreement, denial, correction, anything.")
    ],
    query: Annotated[str, typer.Option(metavar="QUERY", help="The saved search; or the stories that are meant.")] = "",
    story: Annotated[str, typer.Option(metavar="STORY", help="The story, of kind story.")] = "",
    actor: Annotated[str, typer.Option(metavar="NAME", help="Who denies; or who occurs in the stories meant.")] = "",
    publisher: Annotated[
        str, typer.Option(metavar="ID", help="Whose article is corrected; or who reports the stories meant.")
    ] = "",
    count: Annotated[int, typer.Option(min=1, max=100, metavar="N", help="How many origins, of kind origins.")] = 3,
    every: Annotated[Every | None, typer.Option(help="A digest and no alert: of kind anything, by mail.")] = None,
    mail: Annotated[str, typer.Option(metavar="ADDRESS", help="By mail, which is asked to confirm it first.")] = "",
    webhook: Annotated[str, typer.Option(metavar="URL", help="By a signed POST to this address.")] = "",
    apprise: Annotated[str, typer.Option(metavar="URL", help="To a service, as Apprise writes it.")] = "",
    name: Annotated[str, typer.Option(metavar="TEXT", help="What it is called.")] = "",
    config: ConfigFile = None,
) -> None:
    """Have somebody told when something happens."""
    targets: list[tuple[Channel, str]] = [("mail", mail), ("webhook", webhook), ("apprise", apprise)]
    named = [(channel, target) for channel, target in targets if target]
    if len(named) != 1:
        raise typer.BadParameter("name one of --mail, --webhook and --apprise")
    if (kind == Kind.anything) != (every is not None):
        raise typer.BadParameter("anything is for digests, and digests are of anything", param_hint="--every")
    with inputs_checked():
        from firsthand.desk.conditions import make_condition
        from firsthand.desk.opening import open_desk
        from firsthand.desk.subscriptions import Wish, subscribe

        wanted: Condition = make_condition(
            kind.value,
            query=query,
            story=story,
            actor=actor,
            publisher=publisher,
            count=count if kind == Kind.origins else 0,
            period=every and every.value,
        )
        ((channel, target),) = named
        with open_desk(config) as desk:
            made = subscribe(
                desk, Wish("digest" if every else "alert", wanted, channel, target, name), datetime.now(UTC)
            )
    if made is None:
        say("firsthand: That address has this already, or has been asked enough: once an hour, three at a time.")
        raise typer.Exit(UNREAD)
    asked = "" if made.state == "active" else f": a mail asks {made.target} to confirm it"
    typer.echo(f"Alert {made.n}{asked}.")
    if made.secret:
        typer.echo(f"Its messages are signed with {made.secret} – shown this once.")


@app.command("list")
def list_(
    format: Annotated[Shape, typer.Option("--format", "-f", help="text or json.")] = Shape.text,
    config: ConfigFile = None,
) -> None:
    """List alerts and digests, with what became of their last deliveries."""
    if format == Shape.html:
        raise typer.BadParameter("it prints text or json", param_hint="--format")
    with inputs_checked():
        from firsthand.desk.conditions import said
        from firsthand.desk.opening import open_desk
        from firsthand.desk.outbox import last_deliveries
        from firsthand.desk.subscriptions import list_subscriptions

        with open_desk(config) as desk:
            found = [(each, said(desk, each.condition)) for each in list_subscriptions(desk)]
            last = last_deliveries(desk, [each.n for each, _ in found])
    if format == Shape.json:
        records = []
        for each, words in found:
            delivery = last.get(each.n)
            outcome = {"last": delivery and delivery.state, "reason": delivery and delivery.reason}
            records.append(_record(each, words) | outcome)
        put(None, json_line(records) + "\n")
        return
    for each, words in found:
        delivery = last.get(each.n)
        last_one = "nothing sent yet" if delivery is None else f"last {delivery.state}"
        why = f" ({delivery.reason})" if delivery and delivery.reason else ""
        what = f"{each.condition.period} digest of {words}" if each.condition.period else words
        named = f"“{each.name}”, " if each.name else ""
        typer.echo(f"{each.n}  {each.state}  {named}{what}  {each.channel}: {each.place}  {last_one}{why}")
    if not found:
        typer.echo("There are none. `firsthand alert add` makes one.")


@app.command("pause")
def pause(number: Number, config: ConfigFile = None) -> None:
    """Send nothing of it until it is resumed."""
    _change(number, "pause", config)


@app.command("resume")
def resume(number: Number, config: ConfigFile = None) -> None:
    """Go on with what happens from now on."""
    _change(number, "resume", config)


@app.command("end")
def end(number: Number, config: ConfigFile = None) -> None:
    """Send no more of it, ever."""
    _change(number, "end", config)


@app.command("test")
def test(number: Number, config: ConfigFile = None) -> None:
    """Send a test to its target."""
    _change(number, "test", config)


def _change(number: int, act: str, config: Path | None) -> None:
    with inputs_checked():
        from firsthand.desk import subscriptions
        from firsthand.desk.deliveries import send_test
        from firsthand.desk.opening import open_desk
        from firsthand.errors import DeliveryError

        with open_desk(config) as desk:
            found = subscriptions.find_subscription(desk, number)
            if act == "pause":
                subscriptions.pause(desk, number)
            elif act == "resume":
                subscriptions.resume(desk, number)
            elif act == "end":
                subscriptions.end(desk, number, datetime.now(UTC))
            else:
                try:
                    send_test(desk, found, datetime.now(UTC))
                except DeliveryError as error:
                    say(f"firsthand: {error}")
                    raise typer.Exit(UNREAD) from error
    done = {"pause": "paused", "resume": "goes on", "end": "ended", "test": "took the test"}
    typer.echo(f"Alert {number}: {done[act]}.")


def _record(each: Subscription, words: str) -> dict[str, object]:
    return {
        "number": each.n,
        "kind": each.kind,
        "state": each.state,
        "name": each.name,
        "condition": words,
        "channel": each.channel,
        "to": each.place,
    }
