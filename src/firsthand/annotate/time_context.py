"""What "that day" and "a year earlier" start from: the times last spoken of."""

from __future__ import annotations

from collections.abc import Sequence

#: How many times back the text may look. Earnings reports come back to their quarter after five others:
#: two cost .003 of value F1 on TempEval-3 dev, thirty .0005.
MEMORY = 6
#: Recipes of more steps are not built upon: a text that says "two days later" all along would grow them without end.
LONGEST = 6

#: How precise a time is: a smaller rank is more precise.
RANK = {
    **dict.fromkeys(("second", "minute", "hour", "day", "date", "holiday"), 0),
    **dict.fromkeys(("week", "weekend", "fortnight"), 1),
    "month": 2,
    **dict.fromkeys(("quarter", "season", "half"), 3),
    "year": 5,
    "decade": 6,
    "century": 7,
}


def in_context(recipe: str, context: Sequence[str]) -> str:
    """A recipe whose `ref UNIT` is replaced by the time last spoken of that is at least as precise.

    Where there is none it is the day of writing. `ref quarter` is the quarter that the text is about, else the last one
    that is over; `ref year-ago` is that quarter too, else the year of writing: "a year ago" among a quarter's figures
    is the same quarter of the year before.
    """
    first, _, rest = recipe.partition("|")
    if not first.startswith("ref "):
        return recipe
    unit = first.removeprefix("ref ")
    recent = context[-MEMORY:][::-1]
    found: str | None
    if unit in ("quarter", "year-ago"):
        found = next((r for r in recent if _is_quarter(r)), None)
        found = found or {"quarter": "shift -1 quarter|at quarter", "year-ago": "at year"}[unit]
    else:
        found = next((r for r in recent if precision(r) <= RANK[unit] and r.count("|") < LONGEST), "shift 0 day")
    return f"{found}|{rest}" if rest else found


def remembered(recipe: str) -> list[str]:
    """What a time leaves in the context: nothing where it is no date, and no time of day."""
    if recipe.startswith("is "):
        return []
    return ["|".join(step for step in recipe.split("|") if not step.startswith(("part ", "clock ")))]


def _is_quarter(recipe: str) -> bool:
    """Whether it is a quarter that the text reports on, and not one that it compares with."""
    return "shift" not in recipe and (recipe.startswith("quarter ") or "-Q" in recipe)


def precision(recipe: str) -> int:
    """The rank of what a recipe ends in."""
    rank = 0
    for step in recipe.split("|"):
        verb, _, rest = step.partition(" ")
        if verb == "at":
            rank = RANK[rest]
        elif verb == "inside":
            rank = RANK.get(rest.partition(" ")[0], 0)
        elif verb == "on":
            rank = _precision_of(rest)
        elif verb in RANK:
            rank = RANK[verb]
    return rank


def _precision_of(value: str) -> int:
    named = {4: "year", 3: "decade", 2: "century", 7: "quarter" if "-Q" in value or "-H" in value else "month"}
    return RANK[named.get(len(value), "day")]
