"""Run a command as other processors would: python tests/processors.py make test

OpenBLAS, which computes NumPy's matrix products, has a kernel for each family of processors, and each kernel rounds in
its own way. The command runs under every kernel that this machine can run, with one thread and with two; and once more
while other processes keep all processors busy. It is run to the end for all of these, and what failed is listed last.
"""

import contextlib
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator

# For x86-64 and for ARM, in OpenBLAS' names. A name that this machine or this build of OpenBLAS cannot take falls back.
KERNELS = ("Prescott", "Nehalem", "Sandybridge", "Haswell", "Zen", "SkylakeX", "Cooperlake", "Sapphirerapids")
KERNELS += ("ARMV8", "NEOVERSEN1", "NEOVERSEV1")

TAKEN = """
import numpy, threadpoolctl
print(next(found["architecture"] for found in threadpoolctl.threadpool_info() if found["internal_api"] == "openblas"))
"""


def main(command: list[str]) -> int:
    """Run `command` under each kernel and number of threads, then on a busy machine. Return 1 if a run failed."""
    failed = []
    for kernel in kernels():
        for threads in ("1", "2"):
            print(f"== {kernel}, {threads} threads", flush=True)
            changed = {"OPENBLAS_CORETYPE": kernel, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
            if subprocess.run(command, env=os.environ | changed, check=False).returncode:
                failed.append(f"{kernel}, {threads} threads")
    print("== A busy machine", flush=True)
    with busy_processors():
        if subprocess.run(command, check=False).returncode:
            failed.append("a busy machine")
    print("\n".join(f"FAILED: {run}" for run in failed) or "All runs are green.")
    return bool(failed)


def kernels() -> Iterator[str]:
    """Yield the name of each kernel that this machine can run, and say which names come to the same as another."""
    seen: dict[str, str] = {}
    for name in KERNELS:
        run = [sys.executable, "-c", TAKEN]
        ran = subprocess.run(run, env=os.environ | {"OPENBLAS_CORETYPE": name}, stdout=subprocess.PIPE, check=True)
        taken = ran.stdout.decode().strip()  # Prescott's kernel calls itself Katmai, so names cannot be compared
        if taken in seen:
            print(f"-- {name} is left out: OpenBLAS takes its kernel {taken}, as for {seen[taken]}", flush=True)
            continue
        seen[taken] = name
        yield name


@contextlib.contextmanager
def busy_processors() -> Iterator[None]:
    """Keep all processors busy in the body."""
    spinning = [multiprocessing.Process(target=_spin, daemon=True) for _ in range(os.cpu_count() or 1)]
    for process in spinning:
        process.start()
    try:
        yield
    finally:
        for process in spinning:
            process.terminate()


def _spin() -> None:
    while True:
        pass


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
