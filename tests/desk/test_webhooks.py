from __future__ import annotations

import base64
import hmac
import json
import re
import socket
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

import pytest

from firsthand.config import AlertConfig
from firsthand.desk.webhooks import Message, check_hook, make_secret, send_webhook, signature
from firsthand.errors import DeliveryError, InputError
from tests.collect.hostile_web import ADDRESS, CERTIFICATE, NETWORK, TLS_NAME, hostile_web
from tests.desk.hook_server import hook_server

NOW = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
BODY = json.dumps({"type": "alert", "data": {"title": "Fähre"}}, ensure_ascii=False).encode()
SECRET = make_secret()
OPEN = AlertConfig(allow_networks=(NETWORK,))


def message(to: str, secret: str = SECRET) -> Message:
    return Message(to, secret, "msg_7_3", BODY, NOW)


def trusted() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=CERTIFICATE)


async def to_loopback(host: str, port: int) -> Sequence[str]:
    return [ADDRESS]


def refused(to: str, settings: AlertConfig = AlertConfig(), **how: object) -> DeliveryError:  # noqa: B008
    with pytest.raises(DeliveryError) as caught:
        send_webhook(message(to), settings, **how)  # type: ignore[arg-type]
    assert caught.value.reason[-1] == "."
    return caught.value


def test_a_message_comes_signed() -> None:
    with hook_server() as hooks:
        send_webhook(message(hooks.url("/hook?room=4")), OPEN)
    ((path, headers, body),) = hooks.got
    assert (path, body) == ("/hook?room=4", BODY)
    assert headers["content-type"] == "application/json"
    assert headers["webhook-id"] == "msg_7_3"
    assert int(headers["webhook-timestamp"]) == int(NOW.timestamp())
    # checked as a receiver would, by the specification
    key = base64.b64decode(SECRET.split("_", 1)[1])
    signed = ".".join([headers["webhook-id"], headers["webhook-timestamp"], body.decode()])
    made = hmac.digest(key, signed.encode(), "sha256")
    assert headers["webhook-signature"] == "v1," + base64.b64encode(made).decode()


def test_the_check_in_the_guide_takes_what_is_sent_and_nothing_else() -> None:
    guide = Path(__file__).parents[2] / "docs" / "how-to" / "get-alerts-and-digests.md"
    (code,) = re.findall(r"^```python\n(.*?)^```$", guide.read_text("utf-8"), flags=re.M | re.S)
    known: dict[str, object] = {}
    exec(code, known)
    is_genuine = known["is_genuine"]
    assert callable(is_genuine)
    with hook_server() as hooks:
        send_webhook(message(hooks.url()), OPEN)
    ((_, headers, body),) = hooks.got
    assert is_genuine(SECRET, headers, body)
    assert not is_genuine(SECRET, headers, body + b" ")
    assert not is_genuine(make_secret(), headers, body)
    assert not is_genuine(SECRET, headers | {"webhook-timestamp": "1"}, body)


def test_the_signature_is_the_one_of_the_specification() -> None:
    # The worked example of Standard Webhooks.
    made = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_each_secret_is_another_and_long_enough() -> None:
    secrets = {make_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert all(s.startswith("whsec_") and 24 <= len(base64.b64decode(s[6:])) <= 64 for s in secrets)


INSIDE = [
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://0x7f.1/",
    "https://0x7f000001/",
    "https://０１７７.0.0.1/",
    "https://127.0.0.1./",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fe80::1]/",
    "https://[fd00:ec2::254]/",
    "https://10.1.2.3/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.100.100.200/",
    "https://0.0.0.0/",
    "https://255.255.255.255/",
]


@pytest.mark.parametrize("url", INSIDE)
def test_a_private_address_is_refused_in_every_notation(url: str) -> None:
    with pytest.raises(InputError, match="not reached from here"):
        check_hook(url, AlertConfig())
    error = refused(url)
    assert error.final and "not reached from here" in error.reason


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://hooks.example/", "file:///etc/passwd", "javascript:alert(1)", "hooks.example", "", "https://"),
        *("https://name:word@hooks.example/", "https://hooks.example:25/", "https://hooks.example:22/"),
        *("http://hooks.example/", "https://hooks.example/" + "x" * 3000, "unix:///var/run/docker.sock"),
        "https://hooks.example%00.example/",
    ],
)
def test_what_is_no_address_of_a_webhook_is_refused(url: str) -> None:
    with pytest.raises(InputError) as caught:
        check_hook(url, AlertConfig())
    assert caught.value.reason[-1] == "."


def test_a_name_that_leads_inside_is_refused() -> None:
    with hook_server(tls=True) as hooks:
        error = refused(hooks.url(scheme="https", host=TLS_NAME), resolve=to_loopback, tls=trusted())
        assert not hooks.got
    assert error.final and "which is not reached from here" in error.reason


def test_a_name_of_which_one_answer_is_private_is_refused() -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["93.184.216.34", ADDRESS]

    assert refused(f"https://{TLS_NAME}/", resolve=resolve).final


def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to() -> None:
    answers = cycle([[ADDRESS], ["127.0.0.1"]])
    asked = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    with hook_server(tls=True) as hooks:
        send_webhook(message(hooks.url(scheme="https", host=TLS_NAME)), OPEN, resolve=resolve, tls=trusted())
        assert len(hooks.got) == 1
    assert asked == [TLS_NAME]


def test_a_certificate_of_nobody_is_refused() -> None:
    with hook_server(tls=True) as hooks:
        error = refused(hooks.url(scheme="https", host=TLS_NAME), OPEN, resolve=to_loopback)
        assert not hooks.got
    assert "certificate" in error.reason and not error.final


def test_without_encryption_nothing_leaves_the_networks_that_are_allowed() -> None:
    async def outside(host: str, port: int) -> Sequence[str]:
        return ["93.184.216.34"]

    error = refused("http://hooks.example/", OPEN, resolve=outside)
    assert error.final and "https" in error.reason


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with hook_server() as target, hook_server() as hooks:
        hooks.status, hooks.headers = status, {"location": target.url()}
        error = refused(hooks.url(), OPEN)
        assert not target.got
    assert "redirects" in error.reason


def test_what_the_answer_means() -> None:
    with hook_server() as hooks:
        hooks.status = 410
        gone = refused(hooks.url(), OPEN)
        hooks.status, hooks.headers = 429, {"retry-after": "120"}
        busy = refused(hooks.url(), OPEN)
        hooks.status, hooks.headers = 500, {}
        broken = refused(hooks.url(), OPEN)
        hooks.status = 204
        send_webhook(message(hooks.url()), OPEN)
    assert (gone.final, busy.final, broken.final) == (True, False, False)
    assert (busy.retry_after, broken.retry_after) == (120, None)


def test_a_body_is_not_read_however_long_it_is() -> None:
    with hook_server() as hooks:
        hooks.body, hooks.headers = b"x" * 10, {"content-length": str(10**12)}
        send_webhook(message(hooks.url()), OPEN)


def test_a_server_that_says_nothing_is_given_up_in_time() -> None:
    with hostile_web() as web:
        error = refused(
            f"http://{ADDRESS}:{web.silent_port}/", AlertConfig(allow_networks=(NETWORK,), deadline=0.3)
        )
    assert "0.3 s" in error.reason and not error.final


def test_nobody_listens() -> None:
    with socket.create_server((ADDRESS, 0)) as listening:
        port = listening.getsockname()[1]
    assert not refused(f"http://{ADDRESS}:{port}/", OPEN).final
