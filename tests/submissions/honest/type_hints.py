# uses: type hints that are never evaluated, generics, protocols and numpy.typing
# quizdl: honest/dense
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar, final, overload

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from nowhere import Nothing

Array: TypeAlias = npt.NDArray[np.float64]
T = TypeVar("T", bound=Any)


class Layer(Protocol):
    def __call__(self, x: Array, w: Array, b: Array) -> tuple[Array, Cache[Array]]: ...


@final
class Cache(Generic[T]):
    def __init__(self, *kept: T) -> None:
        self.kept: tuple[T, ...] = kept


@overload
def transposed(array: Array) -> Array: ...
@overload
def transposed(array: Nothing) -> Nothing: ...
def transposed(array: Any) -> Any:
    return array.T


def dense_forward(x: Array, w: Array, b: Array) -> tuple[Array, Cache[Array]]:
    y: Array = x @ w + b
    return y, Cache(x, w)


def dense_backward(dy: Array, cache: Cache[Nothing]) -> tuple[Array, Array, Array]:
    x, w = cache.kept
    total: Callable[..., Any] = np.sum
    return dy @ transposed(w), transposed(x) @ dy, total(dy, axis=0)


layer: Layer = dense_forward
