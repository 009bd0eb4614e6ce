"""One thread for small matrices, because several only wait for one another, above all on a busy machine."""

from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any

import threadpoolctl


@lru_cache(maxsize=1)
def _controller() -> Any:
    return threadpoolctl.ThreadpoolController()


def one_thread() -> AbstractContextManager[Any]:
    """Limit NumPy's matrix products to one thread in the body.

    The order of the sums, and with it the rounding, is then the same however many processors there are.
    """
    return _controller().limit(limits=1, user_api="blas")
