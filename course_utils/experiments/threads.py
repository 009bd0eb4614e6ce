"""One thread for small matrices: more only wait for one another, above all on a machine that is busy."""

from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any

import threadpoolctl


@lru_cache(maxsize=1)
def _controller() -> Any:
    return threadpoolctl.ThreadpoolController()


def one_thread() -> AbstractContextManager[Any]:
    """Let NumPy's matrix products take one thread in the body.

    The order of the sums, and with it the rounding, is then the same however many processors there are.
    """
    return _controller().limit(limits=1, user_api="blas")
