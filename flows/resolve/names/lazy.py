"""Values worked out when they are first asked for: `functools.cached_property` without its lock.

Up to Python 3.11 that lock costs more than most of the values here do.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 - a decorator
    """A method as a value that an object keeps; two threads may both work it out, and find the same."""

    def __init__(self, method: Callable[..., T]) -> None:
        self._method, self._name, self.__doc__ = method, method.__name__, method.__doc__

    def __get__(self, instance: object, owner: type) -> T:
        value = instance.__dict__[self._name] = self._method(instance)
        return value
