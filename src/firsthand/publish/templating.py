"""What every page shares: the templates' environment, and a style sheet that the page's own policy lets through."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from firsthand.publish import wording

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def make_environment(*packages: str) -> Environment:
    """An environment that escapes what it prints and refuses what it does not know, with the words of all pages.

    Templates are those of the packages named, then those of this one.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=ChoiceLoader([PackageLoader(name, "templates") for name in (*packages, "firsthand.publish")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        harmless=wording.harmless,
        line=wording.one_line,
        when=wording.when,
        url=wording.safe_url,
        lang=wording.language_tag,
    )
    environment.globals.update(counted=wording.counted, wording=wording)
    return environment


def style_fields(style: str) -> dict[str, Markup | str]:
    """`style` as it stands and `style_hash`, by which the content security policy knows it.

    The sheet is our own files and ids made of letters and digits: nothing from outside may be in it.
    """
    from markupsafe import Markup

    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {"style": Markup(style), "style_hash": digest}
