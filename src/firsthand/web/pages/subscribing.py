"""Digests by mail, for any reader; alerts, for editors.

The links in mails open a page with a button: programs that open all links of a mail before it is read confirm nothing
and end nothing. What ends it at one click (RFC 8058) is the same address, sent to by POST.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from firsthand.desk.audit import note
from firsthand.desk.conditions import PERIODS, Condition, make_condition, said
from firsthand.desk.deliveries import send_test
from firsthand.desk.outbox import last_deliveries
from firsthand.desk.subscriptions import (
    CONFIRM_DAYS,
    ENDED_DAYS,
    Channel,
    Subscription,
    Wish,
    confirm,
    end,
    find_by_token,
    find_subscription,
    list_subscriptions,
    pause,
    resume,
    subscribe,
)
from firsthand.errors import DeliveryError, InputError
from firsthand.web.house import house_of
from firsthand.web.rendering import page
from firsthand.web.viewer import Viewer, checked_form, editor, notices_held, reader, text_in, with_form

router = APIRouter(include_in_schema=False)

#: What an alert may wait for, as the form has it.
WAITS_FOR = {
    "query": "an article that a search finds",
    "story": "any change to one story",
    "origins": "a story reaching so many independent origins",
    "disagreement": "a new disagreement",
    "denial": "somebody denying something",
    "correction": "a publisher correcting an article",
}
#: Fields of the form for an alert, which a link to it may fill in.
FIELDS = ("kind", "query", "story", "actor", "publisher", "count", "channel", "target", "name")
#: What was done, by the code that the address of the page after it has.
DONE = {
    "made": "The alert is made.",
    "asked": "A mail is on its way to that address. The alert begins when its link is followed.",
    "pause": "The alert is paused.",
    "resume": "The alert goes on.",
    "end": "The alert is ended.",
    "test": "A test was sent, and taken.",
}

Form = Annotated[FormData, Depends(checked_form)]
Editor = Annotated[Viewer, Depends(editor)]


@router.get("/digest")
def digest_form(
    request: Request, reads: Annotated[Viewer, Depends(reader)], who: Annotated[Viewer, Depends(with_form)]
) -> Response:
    """The form for a digest by mail."""
    return _digest_form(request, query=request.query_params.get("q", "")[:1_000])


@router.post("/digest", dependencies=[Depends(notices_held)])
def ask_digest(request: Request, who: Annotated[Viewer, Depends(reader)], form: Form) -> Response:
    """Ask for a digest: the answer is the same whether the address has one already, or has had mails enough."""
    house = house_of(request)
    address, period, query = (text_in(form, name) for name in ("address", "period", "query"))
    try:
        if not house.desk.config.mail.host:
            raise InputError("digest", "No mails are sent from here.")
        wanted = make_condition("anything", query=query, period=period)
        subscribe(house.desk, Wish("digest", wanted, "mail", address, account=who.name), house.now())
    except InputError as error:
        return _digest_form(request, 422, address=address, period=period, query=query, wrong=error.reason)
    return _done(
        request,
        "Look into your mail",
        f"If this address may get it, a mail with a link is on its way. The digest begins when you follow the link "
        f"and confirm it, within {CONFIRM_DAYS} days. If none comes, look among the unwanted mails, or ask again in an "
        f"hour.",
    )


@router.get("/digest/confirm/{token}")
def confirm_form(request: Request, token: str) -> Response:
    """The button that confirms. Looking at it does nothing."""
    found = _found(request, token)
    if found.state != "waiting":
        return _confirmed(request, found)
    what = _what(request, found)
    return _done(
        request,
        "Confirm",
        f"You get {what} by mail as soon as you confirm it.",
        act=f"/digest/confirm/{token}",
        button="Yes, send it to me",
    )


@router.post("/digest/confirm/{token}")
def confirm_it(request: Request, token: str) -> Response:
    """Have it begin."""
    house = house_of(request)
    try:
        return _confirmed(request, confirm(house.desk, token, house.now()))
    except InputError as error:
        return _done(request, "It cannot be confirmed", error.reason, 410)


@router.get("/digest/unsubscribe/{token}")
def end_form(request: Request, token: str) -> Response:
    """The button that ends it. Looking at it does nothing."""
    found = _found(request, token)
    if found.state == "ended":
        return _ended(request)
    return _done(
        request,
        "Unsubscribe",
        f"You get {_what(request, found)} by mail.",
        act=f"/digest/unsubscribe/{token}",
        button="Stop these mails",
    )


@router.post("/digest/unsubscribe/{token}")
def end_it(request: Request, token: str) -> Response:
    """End it: by the button, or by a mail program in one step. Whoever has the link needs nothing else."""
    house = house_of(request)
    end(house.desk, _found(request, token).n, house.now())
    return _ended(request)


@router.get("/alerts")
def alerts(request: Request, who: Editor, done: str = "") -> Response:
    """One's own alerts, or for an admin all, with what became of their last deliveries."""
    given = {name: request.query_params.get(name, "")[:2_000] for name in FIELDS}
    return _alerts(request, who, given, said_=DONE.get(done, ""))


@router.post("/alerts", dependencies=[Depends(notices_held)])
def make_alert(request: Request, who: Editor, form: Form) -> Response:
    """A new alert. The secret of a webhook stands on this answer alone, and is not redirected: it is shown once."""
    house = house_of(request)
    given = {name: text_in(form, name) for name in FIELDS}
    try:
        wish = Wish(
            "alert", _condition(given), _channel(request, who, given), given["target"], given["name"], who.name
        )
        made = subscribe(house.desk, wish, house.now())
    except InputError as error:
        return _alerts(request, who, given, 422, wrong=error.reason)
    if made is None:
        wrong = "That address has this alert already, or has been asked enough: once an hour, and three at a time."
        return _alerts(request, who, given, 422, wrong=wrong)
    _note(request, who, "make alert", made)
    if made.secret is not None:
        return _alerts(request, who, {}, 201, said_=DONE["made"], made=made)
    return RedirectResponse(f"/alerts?done={'asked' if made.state == 'waiting' else 'made'}", 303)


@router.post("/alerts/{n}")
def change_alert(request: Request, n: int, who: Editor, form: Form) -> Response:
    """Pause, resume or end an alert of one's own, or send a test to it."""
    house, act = house_of(request), text_in(form, "act")
    found = find_subscription(house.desk, n, None if who.may("admin") else who.name)
    if act == "pause":
        pause(house.desk, n)
    elif act == "resume":
        resume(house.desk, n)
    elif act == "end":
        end(house.desk, n, house.now())
    elif act == "test":
        notices_held(request, who)
        try:
            send_test(house.desk, found, house.now())
        except (DeliveryError, InputError) as error:
            return _alerts(request, who, {}, 502, wrong=f"The test did not get through. {error.reason}")
    else:
        raise HTTPException(400, "There is no such act.")
    _note(request, who, f"{act} alert", found)
    return RedirectResponse(f"/alerts?done={act}", 303)


def _condition(given: dict[str, str]) -> Condition:
    """What is waited for, of the fields that the kind has a use for. Raises InputError."""
    kind, number = given["kind"], given["count"]
    if kind == "origins" and number and not (number.isascii() and number.isdigit() and len(number) < 5):
        raise InputError("count", "Write the number of origins in digits.")
    if kind not in WAITS_FOR:
        raise InputError("kind", "Choose what the alert waits for.")
    return make_condition(
        kind,
        query=given["query"],
        story=given["story"],
        actor=given["actor"],
        publisher=given["publisher"],
        count=int(number) if kind == "origins" and number else 0,
    )


def _channel(request: Request, who: Viewer, given: dict[str, str]) -> Channel:
    """Raises InputError for one that this viewer may not use."""
    for channel in _channels(request, who):
        if channel == given["channel"]:
            return channel
    raise InputError("channel", "Choose where the alert goes to.")


def _channels(request: Request, who: Viewer) -> list[Channel]:
    """Apprise makes connections of its own: it is for admins, where it is switched on."""
    config = house_of(request).desk.config
    found: list[Channel] = ["mail"] if config.mail.host else []
    found.append("webhook")
    if config.alerts.apprise and who.may("admin"):
        found.append("apprise")
    return found


def _alerts(
    request: Request,
    who: Viewer,
    given: dict[str, str],
    status: int = 200,
    *,
    said_: str = "",
    wrong: str = "",
    made: Subscription | None = None,
) -> Response:
    desk = house_of(request).desk
    everyone = who.may("admin")
    listed = list_subscriptions(desk, account=None if everyone else who.name, kind="alert")
    response = page(
        request,
        "alerts.html.j2",
        status,
        said=said_,
        wrong=wrong,
        made=made,
        alerts=[(each, said(desk, each.condition)) for each in listed],
        last=last_deliveries(desk, [each.n for each in listed]),
        everyone=everyone,
        given={name: given.get(name, "") for name in FIELDS},
        kinds=WAITS_FOR,
        channels=_channels(request, who),
    )
    return _private(response)


def _digest_form(request: Request, status: int = 200, **given: str) -> Response:
    desk = house_of(request).desk
    fields = {"address": "", "period": "daily", "query": "", "wrong": ""} | given
    ready = bool(desk.config.mail.host)
    return _private(page(request, "digest_form.html.j2", status, ready=ready, periods=PERIODS, **fields))


def _found(request: Request, token: str) -> Subscription:
    """Raises HTTPException 404."""
    found = find_by_token(house_of(request).desk, token[:200])
    if found is None:
        raise HTTPException(404, "This link is not known. It may be cut off: copy all of it from the mail.")
    return found


def _what(request: Request, found: Subscription) -> str:
    what = said(house_of(request).desk, found.condition)
    return f"a {found.condition.period} digest of {what}" if found.condition.period else f"an alert on {what}"


def _confirmed(request: Request, found: Subscription) -> Response:
    if found.state == "ended":
        return _done(request, "It was ended", "What this link stood for was ended. Ask again if you want it.", 410)
    words = f"From now on you get {_what(request, found)} by mail. Each of them has a link that ends it."
    return _done(request, "Confirmed", words)


def _ended(request: Request) -> Response:
    words = f"No more of these mails are sent. The address is forgotten in {ENDED_DAYS} days."
    return _done(request, "You are unsubscribed", words)


def _done(
    request: Request, title: str, words: str, status: int = 200, *, act: str = "", button: str = ""
) -> Response:
    return _private(page(request, "digest_done.html.j2", status, title=title, words=words, act=act, button=button))


def _private(response: Response) -> Response:
    """Not for caches, and not for search engines: the address may be somebody's own."""
    response.headers["cache-control"] = "no-store"
    response.headers["x-robots-tag"] = "noindex"
    return response


def _note(request: Request, who: Viewer, act: str, found: Subscription) -> None:
    house = house_of(request)
    note(house.desk, str(who.name), act, f"alert {found.n}, {found.channel}", None, who.address, house.now())
