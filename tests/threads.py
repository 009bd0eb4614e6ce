"""A new thread, for what must not meet the event loop that Playwright leaves running in the main thread."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def in_a_thread(call, *args):
    """Return what `call` returns, or raise what it raises, in a fresh thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call, *args).result()


def run_async(coroutine):
    """Run a coroutine to its end."""
    return in_a_thread(asyncio.run, coroutine)
