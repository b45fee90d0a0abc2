"""The decorator of the model's classes: frozen attrs classes that are cheap to define.

attrs compiles a representation and a comparison for every class; with fifty classes that is a
tenth of the time of `pps-advisor assess`. These classes share one of each.
"""

from __future__ import annotations

from typing import TypeVar, dataclass_transform

import attrs

C = TypeVar("C")


def _names(value: object) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(type(value)))  # type: ignore[arg-type]


def _equal(self: object, other: object) -> bool:
    return type(self) is type(other) and all(
        getattr(self, name) == getattr(other, name) for name in _names(self)
    )


def _hash(self: object) -> int:
    return hash((type(self), *(getattr(self, name) for name in _names(self))))


def _represent(self: object) -> str:
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in _names(self))
    return f"{type(self).__name__}({fields})"


@dataclass_transform(frozen_default=True, field_specifiers=(attrs.field,))
def frozen(cls: type[C]) -> type[C]:
    """Make a frozen attrs class with slots that compares by its values."""
    for name, method in (("__eq__", _equal), ("__hash__", _hash), ("__repr__", _represent)):
        setattr(cls, name, method)
    return attrs.frozen(cls, repr=False, eq=False)


def evolve(value: C, /, **changes: object) -> C:
    """A copy of a frozen value with some fields changed."""
    return attrs.evolve(value, **changes)  # type: ignore[misc]
