"""`firsthand user` and `firsthand key`: who may do what over the pages and the interfaces."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli.options import Format
from firsthand.cli.output import inputs_checked, json_line, say
from firsthand.cli.places import ConfigFile
from firsthand.cli.removing import Shape

if TYPE_CHECKING:
    from firsthand.desk.accounts import Account
    from firsthand.desk.keys import Key

users = typer.Typer(no_args_is_help=True, help="Accounts for the pages: add, list, role, password, disable, enable.")
keys = typer.Typer(no_args_is_help=True, help="Keys for programs: add, list, revoke.")


class Role(StrEnum):
    """What an account may do."""

    reader = "reader"
    editor = "editor"
    admin = "admin"


class Scope(StrEnum):
    """What a key may do."""

    read = "read"
    edit = "edit"
    admin = "admin"


Name = Annotated[str, typer.Argument(metavar="NAME", help="Of the account.")]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from the first line of standard input.")
]


@users.command("add")
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What it may do.")] = Role.reader,
    mail: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Where its owner is reached.")] = None,
    password_stdin: FromStdin = False,
    config: ConfigFile = None,
) -> None:
    """Make an account. The password is asked for, and never an argument: others could read it there."""
    with inputs_checked():
        from firsthand.desk.accounts import make_account
        from firsthand.desk.audit import COMMAND_LINE, Actor
        from firsthand.desk.opening import open_desk

        password = _password(password_stdin)
        with open_desk(config) as desk:
            made = make_account(desk, name, role.value, password, Actor(COMMAND_LINE), _now(), mail=mail)
    typer.echo(f"{made.name} may sign in as {made.role}.")


@users.command("list")
def list_users(config: ConfigFile = None, format: Shape = None) -> None:
    """List the accounts."""
    with inputs_checked():
        from firsthand.desk.accounts import list_accounts
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk:
            found = list_accounts(desk)
    none = "There is no account yet. `firsthand user add NAME --role admin` makes the first."
    _put(format, [_user_record(a) for a in found], [_user_line(a) for a in found] or [none])


@users.command("role")
def role(
    name: Name, role: Annotated[Role, typer.Argument(help="What it may do.")], config: ConfigFile = None
) -> None:
    """Give an account another role. It holds from its next request on."""
    with inputs_checked():
        from firsthand.desk.accounts import set_role
        from firsthand.desk.audit import COMMAND_LINE, Actor
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk:
            set_role(desk, name, role.value, Actor(COMMAND_LINE), _now())
    typer.echo(f"{name} is {role.value} now.")


@users.command("password")
def password(name: Name, password_stdin: FromStdin = False, config: ConfigFile = None) -> None:
    """Give an account another password. All its sessions end."""
    with inputs_checked():
        from firsthand.desk.accounts import set_password
        from firsthand.desk.audit import COMMAND_LINE, Actor
        from firsthand.desk.opening import open_desk

        new = _password(password_stdin)
        with open_desk(config) as desk:
            set_password(desk, name, new, Actor(COMMAND_LINE), _now())
    typer.echo(f"{name} has another password. Its sessions have ended.")


@users.command("disable")
def disable(name: Name, config: ConfigFile = None) -> None:
    """Have an account open nothing: its sessions end, its keys are revoked."""
    with inputs_checked():
        from firsthand.desk.accounts import disable as turn_off
        from firsthand.desk.audit import COMMAND_LINE, Actor
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk:
            turn_off(desk, name, Actor(COMMAND_LINE), _now())
    typer.echo(f"{name} is disabled.")


@users.command("enable")
def enable(name: Name, config: ConfigFile = None) -> None:
    """Let a disabled account sign in again. Its keys stay revoked."""
    with inputs_checked():
        from firsthand.desk.accounts import enable as turn_on
        from firsthand.desk.audit import COMMAND_LINE, Actor
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk:
            turn_on(desk, name, Actor(COMMAND_LINE), _now())
    typer.echo(f"{name} may sign in again.")


@keys.command("add")
def add_key(
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="Whose key it is.")],
    name: Annotated[str, typer.Option("--name", metavar="TEXT", help="What it is for.")],
    scope: Annotated[Scope, typer.Option(help="What it may do; edit brings read along, admin both.")] = Scope.read,
    days: Annotated[int, typer.Option(min=0, max=3650, metavar="N", help="Until it ends; 0 is never.")] = 90,
    config: ConfigFile = None,
) -> None:
    """Make a key and print it. It is shown this once."""
    with inputs_checked():
        from firsthand.desk.audit import COMMAND_LINE, Actor
        from firsthand.desk.keys import make_key
        from firsthand.desk.opening import open_desk

        until = _now() + timedelta(days=days) if days else None
        with open_desk(config) as desk:
            made, listed = make_key(desk, account, name, [scope.value], Actor(COMMAND_LINE), _now(), until=until)
    typer.echo(made)
    say(f"firsthand: Keep it safe: it is shown this once. `firsthand key revoke {listed.id}` ends it.")


@keys.command("list")
def list_all(
    account: Annotated[str | None, typer.Option(metavar="NAME", help="Only those of one account.")] = None,
    config: ConfigFile = None,
    format: Shape = None,
) -> None:
    """List the keys, without what opens anything."""
    with inputs_checked():
        from firsthand.desk.keys import list_keys
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk:
            found = list_keys(desk, account)
    _put(format, [_key_record(k) for k in found], [_key_line(k) for k in found] or ["There is no key."])


@keys.command("revoke")
def revoke(
    id: Annotated[str, typer.Argument(metavar="ID", help="As `firsthand key list` has it.")],
    config: ConfigFile = None,
) -> None:
    """End a key."""
    with inputs_checked():
        from firsthand.desk.audit import COMMAND_LINE, Actor
        from firsthand.desk.keys import revoke_key
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk:
            revoke_key(desk, id, Actor(COMMAND_LINE), _now())
    typer.echo(f"{id} is revoked.")


def _password(from_stdin: bool) -> str:
    """From standard input, or asked for twice at a terminal. Raises typer.BadParameter where there is neither."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not _at_terminal():
        raise typer.BadParameter("there is no terminal to ask at: use --password-stdin", param_hint="password")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _at_terminal() -> bool:
    return sys.stdin.isatty()


def _put(format: Format | None, records: list[dict[str, object]], lines: Iterable[str]) -> None:
    from firsthand.publish.wording import harmless

    if format == Format.json:
        lines = [json_line(records)]
    elif format == Format.jsonl:
        lines = map(json_line, records)
    for line in lines:
        typer.echo(harmless(line))


def _user_record(account: Account) -> dict[str, object]:
    return {
        "name": account.name,
        "role": account.role,
        "mail": account.mail,
        "created_at": _moment(account.created_at),
        "seen_at": _moment(account.seen_at),
        "disabled_at": _moment(account.disabled_at),
    }


def _user_line(account: Account) -> str:
    seen = f"last seen {_moment(account.seen_at)}" if account.seen_at else "never seen"
    state = f"disabled {_moment(account.disabled_at)}" if account.disabled else seen
    return f"{account.name}  {account.role}  {account.mail or '-'}  {state}"


def _key_record(key: Key) -> dict[str, object]:
    return {
        "id": key.id,
        "account": key.account,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "created_at": _moment(key.created_at),
        "used_at": _moment(key.used_at),
        "until": _moment(key.until),
        "revoked_at": _moment(key.revoked_at),
    }


def _key_line(key: Key) -> str:
    state = f"until {_moment(key.until)}" if key.until else "until it is revoked"
    if not key.good(_now()):
        state = f"revoked {_moment(key.revoked_at)}" if key.revoked_at else f"ended {_moment(key.until)}"
    used = f"last used {_moment(key.used_at)}" if key.used_at else "never used"
    return f"{key.id}  {key.account}  {'+'.join(sorted(key.scopes))}  {state}  {used}  {' '.join(key.name.split())}"


def _moment(at: datetime | None) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def _now() -> datetime:
    return datetime.now(UTC)
