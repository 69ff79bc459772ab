"""How much of what a careful reader sees is found: figures from 0 to 1, higher is better.

The measures are those that the field uses: exact spans a role of a quotation (PolNeAR), relaxed and strict spans and
values of times (TempEval-3), the overlap of words of a page's body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from tests.quality import gold

Record = dict[str, Any]
Counts = Counter[str]

#: What stands at the edges of a quotation and belongs to no part of it.
_EDGE = " \t\n\"'“”‘’«»,.;:"
_QUOTED = re.compile("[\"“”‘’]")
KINDS = {"p": "person", "o": "organization", "l": "place"}


def measure(readings: Iterable[Record], layers: Iterable[str] = tuple(gold.LAYERS)) -> dict[str, float]:
    """All figures of these layers, from what `firsthand read` prints for their records."""
    found = {r["id"]: r for r in readings}
    measures = {
        "lines": measure_lines,
        "credits": measure_credits,
        "quotations": measure_quotations,
        "mentions": measure_mentions,
        "times": measure_times,
        "claims": measure_claims,
        "pages": measure_pages,
    }
    return {name: value for layer in layers for name, value in measures[layer](found).items()}


def f1(hits: float, found: float, wanted: float) -> float:
    """The harmonic mean of precision and recall; 0 where nothing is found or wanted."""
    return 2 * hits / (found + wanted) if found + wanted else 0.0


def fold(text: str | None) -> str:
    """The words alone, in lower case, without an article before them."""
    return " ".join(re.findall(r"\w+", re.sub(r"^(?:the|an?) ", "", (text or "").lower())))


def spans(ranges: Iterable[Mapping[str, int]]) -> list[gold.Range]:
    return [(r["start"], r["end"]) for r in ranges]


def trimmed(text: str, ranges: Iterable[gold.Range]) -> tuple[gold.Range, ...]:
    """Ranges without the marks, commas and spaces at their ends; those that are nothing else are gone."""
    kept = []
    for start, end in ranges:
        words = text[start:end]
        start += len(words) - len(words.lstrip(_EDGE))
        end -= len(words) - len(words.rstrip(_EDGE))
        if start < end:
            kept.append((start, end))
    return tuple(sorted(kept))


def covered(ranges: Iterable[gold.Range]) -> set[int]:
    return {i for start, end in ranges for i in range(start, end)}


def labelled(layer: str) -> list[gold.Text]:
    return [t for t in (*gold.texts(), *gold.times()) if layer in t.labelled]


def measure_lines(found: Mapping[str, Record]) -> dict[str, float]:
    n: Counts = Counter()
    for text in labelled("roles"):
        roles = {b["start"]: b["role"] for b in found[text.id]["blocks"]}
        for start, _, role in text.roles:
            got = roles.get(start)
            n.update(lines=1, right=got == role)
            kind = "telling" if role in gold.TELLING else "furniture"
            n.update({kind: 1, f"{kind} right": (got in gold.TELLING) == (kind == "telling")})
    return {
        "lines: role": n["right"] / n["lines"],
        "lines: furniture kept out": n["furniture right"] / n["furniture"],
        "lines: text kept in": n["telling right"] / n["telling"],
    }


def measure_credits(found: Mapping[str, Record]) -> dict[str, float]:
    n: Counts = Counter()
    for text, credits in gold.credited():
        want, have = set(credits), set(found[text.id]["credits"]) if text.id in found else set()
        n.update(want=len(want), have=len(have), hits=len(want & have))
    return {"credits: F1": f1(n["hits"], n["have"], n["want"])}


def measure_quotations(found: Mapping[str, Record]) -> dict[str, float]:
    roles: dict[str, Counts] = {name: Counter() for name in ("source", "cue", "content")}
    n: Counts = Counter()
    for text in labelled("quotations"):
        got = found[text.id]["quotations"]
        for name, count in roles.items():
            want = Counter(filter(None, (trimmed(text.text, getattr(q, name)) for q in text.quotations)))
            have = Counter(filter(None, (trimmed(text.text, spans(q[name])) for q in got)))
            count.update(hits=(want & have).total(), want=want.total(), have=have.total())
        _count_sourced(text, got, n)
        _count_speakers(text, got, n)
        contents = {trimmed(text.text, spans(q["content"])) for q in got if q["speaker"]}
        for mark in text.marked("x"):
            n.update(negatives=1, rightly_none=trimmed(text.text, [mark.range]) not in contents)
    return {
        **{f"quotations: {name}, exact F1": f1(c["hits"], c["have"], c["want"]) for name, c in roles.items()},
        "quotations: quoted with source, F1": f1(n["sourced"], n["sources had"], n["sources wanted"]),
        "quotations: speaker named right": n["speaker right"] / n["speakers"],
        "quotations: of speakers named, right": n["speaker right"] / max(1, n["named"]),
        "quotations: scare quotes and titles left alone": n["rightly_none"] / n["negatives"],
    }


def _count_sourced(text: gold.Text, got: list[Record], n: Counts) -> None:
    """Words in quotation marks with whose they are: half the words and some of the source must be right."""
    want = [
        q
        for q in text.quotations
        if q.source and any(_QUOTED.search(text.text[max(0, a - 1) : b + 1]) for a, b in q.content)
    ]
    left = [
        (covered(spans(q["content"])), covered(spans(q["source"])))
        for q in got
        if q["kind"] in ("direct", "mixed") and q["source"]
    ]
    n.update({"sources wanted": len(want), "sources had": len(left)})
    for q in want:
        content, source = covered(q.content), covered(q.source)
        pair = next(
            (p for p in left if 2 * len(content & p[0]) >= min(len(content), len(p[0])) and source & p[1]), None
        )
        if pair:
            n["sourced"] += 1
            left.remove(pair)


def _count_speakers(text: gold.Text, got: list[Record], n: Counts) -> None:
    for q in text.quotations:
        content = covered(q.content)
        near = [g for g in got if 2 * len(content & covered(spans(g["content"]))) >= len(content)]
        names = [g["speaker"] for g in near if g["speaker"]]
        n.update(
            {"speakers": 1, "named": bool(names), "speaker right": any(_is_one_of(x, q.speaker) for x in names)}
        )


def measure_mentions(found: Mapping[str, Record]) -> dict[str, float]:
    n: Counts = Counter()
    for text in labelled("mentions"):
        telling = [(s, e) for s, e, role in text.roles if role in gold.TELLING]
        inside = covered(telling)
        want = {(m.start, m.end): m for m in text.marked("pol") if m.start in inside}
        got = {
            (m["start"], m["end"]): m
            for m in found[text.id]["mentions"]
            if m["kind"] in KINDS.values() and m["start"] in inside
        }
        shared = want.keys() & got.keys()
        hits = [k for k in shared if KINDS[want[k].code] == got[k]["kind"]]
        n.update(want=len(want), have=len(got), shared=len(shared), hits=len(hits))
        for k in shared:
            name = want[k].value or text.text[k[0] : k[1]]
            n.update(entity=_is_one_of(got[k]["entity"], name))
    return {
        "mentions: span and kind, F1": f1(n["hits"], n["have"], n["want"]),
        "mentions: fullest name": n["entity"] / n["shared"] if n["shared"] else 0.0,
    }


def measure_times(found: Mapping[str, Record]) -> dict[str, float]:
    n: Counts = Counter()
    for text in labelled("times"):
        inside = covered((s, e) for s, e, role in text.roles if role in gold.TELLING)
        want = [(m.start, m.end, m.value) for m in text.marked("t") if m.start in inside]
        reading = found.get(text.id, {"times": []})
        got = [(t["start"], t["end"], t["value"]) for t in reading["times"] if t["start"] in inside]
        n.update(want=len(want), have=len(got), strict=len({w[:2] for w in want} & {g[:2] for g in got}))
        for start, end, value in got:
            over = next((w for w in want if w[0] < end and start < w[1]), None)
            if over:
                want.remove(over)
                n.update(relaxed=1, value=value in over[2].split(" / "))
    return {
        **{f"times: {k}, F1": f1(n[k], n["have"], n["want"]) for k in ("relaxed", "strict", "value")},
        "times: settled by the story": _settled(found),
    }


def _settled(found: Mapping[str, Record]) -> float:
    """Share of the times in articles of a story, one of them undated, that have their day in the end."""
    n: Counts = Counter()
    for text in gold.story():
        values = {(t["start"], t["end"]): t["value"] for t in found[text.id]["times"]}
        n.update(right=sum(values.get(m.range) == m.value for m in text.marked("t")), all=len(text.marked("t")))
    return n["right"] / n["all"]


def measure_claims(found: Mapping[str, Record]) -> dict[str, float]:
    n: Counts = Counter()
    for text, wanted in gold.claims():
        got = found.get(text.id, {"claims": []})["claims"]
        for want in wanted:
            best = max(got, key=lambda c: _likeness(want, c), default=None)
            n.update(claims=1)
            if best is None or _likeness(want, best) < 0.5:
                n.update({f"{slot} all": 1 for slot in want.slots})
                n.update({"negated all": 1, "asserted all": 1})
                continue
            n.update(found=1)
            _count_slots(want, best, n)
    return {
        "claims: found": n["found"] / n["claims"],
        **{
            f"claims: {name}": n[slot] / n[f"{slot} all"]
            for slot, name in (
                ("predicate", "verb"),
                ("agent", "who"),
                ("patient", "to whom"),
                ("asserted", "asserted by"),
                ("negated", "negation"),
                ("certainty", "certainty"),
                ("figure", "figure"),
            )
        },
    }


def _likeness(want: gold.Asserted, claim: Record) -> float:
    a, b = set(range(want.start, want.end)), set(range(claim["start"], claim["end"]))
    return len(a & b) / len(a | b)


def _count_slots(want: gold.Asserted, claim: Record, n: Counts) -> None:
    n.update({"negated all": 1, "negated": claim["negated"] == want.negated})
    n.update({"asserted all": 1, "asserted": _same_name(want.slots.get("by", ""), claim["asserted_by"])})
    for slot in ("predicate", "agent", "patient", "certainty"):
        if slot in want.slots:
            n.update({f"{slot} all": 1, slot: _same_name(want.slots[slot], claim[slot])})
    if "figure" in want.slots:
        qualifier, value = want.slots["figure"].rsplit(" ", 1)
        right = any((f["qualifier"], f["value"]) == (qualifier, float(value)) for f in claim["figures"])
        n.update({"figure all": 1, "figure": right})


def _is_one_of(got: str, want: str) -> bool:
    """Whether it is the name that is wanted, or one of several with " / " between them."""
    return fold(got) in [fold(each) for each in want.split(" / ")]


def _same_name(want: str, got: str | None) -> bool:
    """The same word or name, or a name of which one form is the last word of the other's."""
    if _is_one_of(got or "", want):
        return True
    a, b = fold(want).split(), fold(got).split()
    return bool(a and b) and a[-1] == b[-1]


def measure_pages(found: Mapping[str, Record]) -> dict[str, float]:
    n: Counts = Counter()
    body = []
    for page in gold.pages():
        got = found.get(page.id)
        body.append(_body_overlap(page, got))
        for name in ("headline", "published", "byline", "publisher", "url", "section", "access"):
            if name in page.expected:
                n.update({f"{name} all": 1, name: got is not None and _field(got, name) == _wanted(page, name)})
        _count_blocks(page, got, n)
    return {
        "pages: body, F1": sum(body) / len(body),
        **{
            f"pages: {name}": n[name] / n[f"{name} all"]
            for name in ("headline", "published", "byline", "publisher", "url", "section", "access", "caption", "link")
        },
        "pages: posts": n["posts"] / n["posts all"],
    }


def _body_overlap(page: gold.Page, got: Record | None) -> float:
    want = Counter(fold(" ".join(page.labelled["body"])).split())
    have = Counter(fold(_words_as(got, ("subheading", "body"))).split()) if got else Counter()
    return f1((want & have).total(), have.total(), want.total())


def _words_as(got: Record, roles: tuple[str, ...]) -> str:
    return " ".join(got["text"][b["start"] : b["end"]] for b in got["blocks"] if b["role"] in roles)


def _wanted(page: gold.Page, name: str) -> str:
    value = page.expected[name]
    if name == "published":
        return _moment(value)
    return value if name == "url" else fold(value)


def _moment(written: str | None) -> str:
    """A day as it is; a time as the moment it means."""
    if not written or len(written) <= 10:
        return written or ""
    return datetime.fromisoformat(written).astimezone(UTC).isoformat()


def _field(got: Record, name: str) -> str:
    if name == "published":
        return _moment(got["published_at"])
    if name == "byline":
        return fold(" ".join(got["byline"]))
    if name == "publisher":
        return fold(got["publisher"]["name"]) if got["publisher"] else ""
    return (got.get(name) or "") if name == "url" else fold(got.get(name))


def _count_blocks(page: gold.Page, got: Record | None, n: Counts) -> None:
    """Captions apart from the body, links with where they lead, posts of a live blog."""
    captions = [fold(c) for c in page.labelled.get("caption", ())]
    shown = [fold(got["text"][b["start"] : b["end"]]) for b in got["blocks"] if b["role"] == "caption"] if got else []
    n.update({"caption all": len(captions), "caption": sum(c in shown for c in captions)})
    anchors = [fold(a) for a in page.labelled.get("link", ())]
    led = {fold(got["text"][x["start"] : x["end"]]) for x in got.get("links", ())} if got else set()
    n.update({"link all": len(anchors), "link": sum(a in led for a in anchors)})
    if "posts" in page.expected:
        posts = len(got.get("posts", ())) if got else 0
        n.update({"posts all": 1, "posts": posts == int(page.expected["posts"])})
