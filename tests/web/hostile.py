"""Invented articles that attack whoever shows them, in every field that an outlet fills in.

What would be made of an attack, were it taken for markup, carries the name `hostile`: an element, an attribute, a
flag of the window. None of these may be anywhere in a page.
"""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

FLAG = "window.__hostile=1"
#: Breaks out of text, of attributes in either quote, of scripts, of comments, of CDATA, of templates.
ATTACKS = {
    "script": f"<script>{FLAG}</script>",
    "end-of-script": f"</script><script>{FLAG}</script>",
    "double": f'"><img hostile src=x onerror="{FLAG}">',
    "single": f"'><img hostile src=x onerror='{FLAG}'>",
    "attribute": f'" hostile onmouseover="{FLAG}" autofocus onfocus="{FLAG}" x="',
    "title": f"</title><hostile-element></hostile-element><textarea></textarea><script>{FLAG}</script>",
    "svg": f'<svg hostile onload="{FLAG}"><a xlink:href="javascript:{FLAG}"><text>x</text></a></svg>',
    "math": f'<math hostile><mtext><mglyph><style></math><img src=x onerror="{FLAG}">',
    "cdata": f"]]><hostile-element/><![CDATA[ --><!-- <script>{FLAG}</script>",
    "template": "{{7*7}} {% for x in y %} ${7*7} #{7*7} <%= 7*7 %> {{ request.app.state.house.secret }}",
    "style": "<style hostile>*{display:none}</style><link rel=stylesheet href=//evil.example/x><base href=//e.example>",
    "frame": f'<iframe hostile srcdoc="<script>parent.{FLAG}</script>"></iframe><object data="data:text/html,x">',
    "form": '</form><form hostile action="//evil.example/"><input name=csrf></form><meta http-equiv=refresh content=0>',
    "bidi": "\u202e\u2066flesruoy tsurt\u202d\u2069 \u200f\u200e\u061c gnp.exe",
    "unseen": "Mara\u200b\u200c\u200d\u2060\ufeff\u00ad Veld\ue000\U000e0041\U000e0042",
    "zalgo": "".join(letter + "\u0335\u0300\u0301\u0315\u031b\u0489" * 3 for letter in "Halm"),
    "emoji": "👩‍👩‍👧‍👦🏴‍☠️ 🇻🇪 ﷽ 𒐫 ꧅",
    "controls": "a\x01b\x0bc\x0cd\x1be\x7ff\x80g\x9bh\x85i\u2028j\u2029k\ufffe\uffffl\x00m",
    "mail": "x\r\nBcc: all@evil.example\r\n\r\nhello",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "markdown": f"[x](javascript:{FLAG}) ![x](https://evil.example/x.png) `x` <https://evil.example>",
}  # fmt: skip
#: Addresses that must never become a link, or only as what they are.
URLS = (
    f"javascript:{FLAG}//",
    f"JaVaScRiPt\t:{FLAG}",
    f"data:text/html,<script>{FLAG}</script>",
    f"vbscript:{FLAG}",
    f'https://outlet.example/"><img hostile src=x onerror="{FLAG}">',
    f"https://outlet.example/?q='><script>{FLAG}</script>#{{{{7*7}}}}",
    "https://user:secret@outlet.example:99999/",
    "//evil.example/x",
    "https://outlet.example/%00%0d%0aSet-Cookie:%20hostile=1",
)  # fmt: skip
#: Ids that would leave their place in an address or an attribute.
IDS = ("a/b", "../../etc/passwd", 'q"uo\'te', "per%25cent%2F", "what?x=1#y", "<i hostile>", "ü 😀 n", "versions")
#: A word and a line that no page is wide enough for.
LONG_WORD = "donau" * 1_000
LONG_LINE = "ferry " * 10_000

_EVENT = "The dam at Karvel broke on Friday evening and {n} people were killed, police in Karvel said."
_REST = (
    "The water board of Karvel denied that the dam had cracks. Mara Veld, its director, resigned on Saturday.\n\n"
    "The dam was built in 1961 and repaired in 1998, the ministry of water said."
)


def articles() -> list[dict[str, Any]]:
    """Articles as lines of JSON. Most report one happening, so that one story shows them all."""
    made = []
    for number, (name, attack) in enumerate(ATTACKS.items()):
        text = (
            f"{attack}\n\n{_EVENT.format(n=3 + number % 4)}\n\n“{attack} is what I saw,” said Mara Veld {attack}.\n\n"
            f"{_REST}\n\nPeople in {attack} told {attack} Agency that 40 houses stood under water."
        )
        made.append(
            {
                "id": IDS[number] if number < len(IDS) else f"hostile-{name}",
                "url": URLS[number % len(URLS)],
                "publisher": f"{attack} Post",
                "published": f"2026-03-2{1 + number % 5}T08:00:00+01:00",
                "title": f"{attack} dam at Karvel breaks",
                "text": text,
            }
        )
    quotes = "\n\n".join(
        f"“The water came over wall {n} of the dam {ATTACKS['double']},” said Mara Veld{n}, an engineer."
        for n in range(120)
    )
    for name, body in (("word", f"{LONG_WORD}\n\n{LONG_WORD}"), ("line", LONG_LINE), ("quotes", quotes)):
        text = f"{_EVENT.format(n=5)} {body}\n\n“{LONG_WORD[:400]},” said Mara Veld.\n\n{_REST}"
        title = f"Dam at Karvel breaks {LONG_WORD[:300]}"
        given = {"publisher": LONG_WORD[:200], "published": "2026-03-22", "title": title, "text": text}
        made.append({"id": f"hostile-{name}", **given})
    return made


def page_of_an_outlet(attack: str) -> str:
    """The same as an outlet's own page: what is text there, and what its head says of it."""
    said = html.escape(attack.replace("\x00", ""), quote=True)
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": attack, "author": {"name": attack}}
    escaped = json.dumps(data).replace("<", "\\u003c")
    return f"""<!DOCTYPE html><html lang="{said}"><head><title>{said} dam breaks</title>
<meta name="author" content="{said}"><meta property="og:site_name" content="{said} News">
<meta property="og:title" content="{said} dam breaks">
<meta property="article:published_time" content="2026-03-22T09:00:00Z">
<link rel="canonical" href="javascript:{FLAG}"><script type="application/ld+json">{escaped}</script></head>
<body><article><h1>{said} dam breaks</h1><p class="byline">By {said}</p><p>{_EVENT.format(n=6)}</p>
<p onclick="{FLAG}">“{said} is what I heard,” said Mara Veld {said}.</p><script>{FLAG}</script>
<p>{_REST}</p><svg hostile onload="{FLAG}"><script>{FLAG}</script></svg><img hostile src=x onerror="{FLAG}">
<iframe hostile src="https://evil.example/"></iframe><p>Forty houses stood under water near {said}, the police said.</p>
</article></body></html>"""


def write(folder: Path) -> list[str]:
    """Files that `firsthand add` takes."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = folder / "hostile.jsonl"
    lines.write_text("".join(json.dumps(each) + "\n" for each in articles()), encoding="utf-8")
    files = [str(lines)]
    for name in ("script", "double", "attribute", "title", "bidi", "template"):
        file = folder / f"{name}.html"
        file.write_text(page_of_an_outlet(ATTACKS[name]), encoding="utf-8")
        files.append(str(file))
    return files
