"""What accounts and keys may do: three roles, each with all that the one below it has."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

Role = Literal["reader", "editor", "admin"]
Scope = Literal["read", "edit", "admin"]

#: From the least to the most.
ROLES: tuple[Role, ...] = get_args(Role)
SCOPES: tuple[Scope, ...] = get_args(Scope)
#: The scope that a key needs for what a role may.
SCOPE_OF: dict[Role, Scope] = dict(zip(ROLES, SCOPES, strict=True))


def reaches(role: Role | None, wanted: Role) -> bool:
    """Whether who has `role` may do what is for `wanted`. None is nobody, who may nothing."""
    return role is not None and ROLES.index(role) >= ROLES.index(wanted)


def scopes_of(role: Role) -> frozenset[Scope]:
    """All scopes that a key of an account with this role can have."""
    return frozenset(SCOPES[: ROLES.index(role) + 1])


def with_lesser(scopes: Collection[Scope]) -> frozenset[Scope]:
    """Scopes with those that they stand on: who may edit may read."""
    most = max((SCOPES.index(s) for s in scopes), default=-1)
    return frozenset(SCOPES[: most + 1])
