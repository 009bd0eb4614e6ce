"""How many submissions to run at once: the processors, and the memory, that this process may use.

A container, a batch job and a class server each give a process a part of the machine. What they give is read where
Linux says so: the affinity, the control groups, both versions, and each group above the own one.
"""

import math
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

# What one job takes: 0.8 GB were measured with PyTorch and TensorFlow loaded, 0.1 GB for the process that judges; the
# rest is for the code that is run.
JOB_BYTES = 3 << 29

GROUPS, MOUNTS, MEMORY = Path("/proc/self/cgroup"), Path("/proc/self/mountinfo"), Path("/proc/meminfo")
GROUP = re.compile(r"^\d+:(?P<controllers>[^:]*):(?P<path>.*)$", re.MULTILINE)
MOUNT = re.compile(
    r"^\d+ \d+ \S+ (?P<root>\S+) (?P<place>\S+) .*- (?P<kind>cgroup2?) \S+ (?P<options>\S+)$", re.MULTILINE
)
DROPPABLE = re.compile(r"^(?P<whole>total_)?inactive_file (?P<bytes>\d+)$", re.MULTILINE)


def default_jobs() -> int:
    """Return how many submissions to run at once, if nobody says so. At least 1."""
    processors = float(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    memory = available_memory(_read(MEMORY)) or _physical_memory()
    groups, mounts = _read(GROUPS), _read(MOUNTS)
    for group in group_folders(groups, mounts, "cpu"):
        quota = _read(group / "cpu.max") or " ".join(
            _read(group / f"cpu.cfs_{name}_us") for name in ("quota", "period")
        )
        processors = min(processors, processor_limit(quota))
    for group in group_folders(groups, mounts, "memory"):
        limit = _read(group / "memory.max") or _read(group / "memory.limit_in_bytes")
        used = _read(group / "memory.current") or _read(group / "memory.usage_in_bytes")
        memory = min(memory, memory_left(limit, used, _read(group / "memory.stat")))
    return jobs_for(processors, memory)


def jobs_for(processors: float, memory: float) -> int:
    """Return how many jobs fit, at least 1.

    Args:
        processors: that may be used; a part of one counts as one, since a job often waits.
        memory: bytes that can be had.
    """
    return max(1, math.floor(min(math.ceil(processors), memory / JOB_BYTES)))


def _read(path: Path) -> str:
    """Return the content of a file, "" where there is none: each system has some of them."""
    with suppress(OSError, UnicodeError):
        return path.read_text()
    return ""


def _physical_memory() -> float:
    """Return the bytes of this machine, infinity where nobody says."""
    with suppress(AttributeError, ValueError, OSError):  # Windows knows no sysconf
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return math.inf


def available_memory(meminfo: str) -> int:
    """Return the bytes that a program can have without swapping, by the text of /proc/meminfo; 0 if it does not say."""
    found = re.search(r"^MemAvailable:\s+(\d+) kB", meminfo, re.MULTILINE)
    return int(found[1]) << 10 if found else 0


def group_folders(groups: str, mounts: str, controller: str) -> Iterator[Path]:
    """Yield the folders of the control groups that hold this process, from the own one up.

    Args:
        groups: the text of /proc/self/cgroup: lines as "4:memory:/a/b", and "0::/a/b" for version 2.
        mounts: the text of /proc/self/mountinfo, which says where the groups can be seen.
        controller: "cpu" or "memory".
    """
    own = {name: line["path"] for line in GROUP.finditer(groups) for name in line["controllers"].split(",")}
    for mount in MOUNT.finditer(mounts):
        named = "" if mount["kind"] == "cgroup2" else controller
        if named not in own or (named and named not in mount["options"].split(",")):
            continue
        path, root = PurePosixPath(own[named]), mount["root"]
        # a container sees its own group as the root, and may name it by the path that it has outside
        below = path.relative_to(root) if path.is_relative_to(root) and ".." not in path.parts else PurePosixPath()
        yield from (Path(mount["place"], group) for group in (below, *below.parents))


def processor_limit(quota: str) -> float:
    """Return the processors that a control group grants, infinity if it sets no limit.

    Args:
        quota: microseconds in each period, and the period: "150000 100000", the text of cpu.max. In version 1 they
            stand in two files. "max" and -1 are no limit.
    """
    given, period = [int(number) if number.isdigit() else 0 for number in (*quota.split(), "", "")][:2]
    return given / period if given and period else math.inf


def memory_left(limit: str, used: str, statistics: str) -> float:
    """Return the bytes that a control group has left, infinity if it sets no limit.

    Args:
        limit: the text of memory.max, or of memory.limit_in_bytes in version 1.
        used: of memory.current, or of memory.usage_in_bytes.
        statistics: of memory.stat. What of the files that were read lately can be dropped does not count as used.
    """
    bound, taken = limit.strip(), used.strip()
    if not (bound.isdigit() and taken.isdigit()):
        return math.inf
    droppable = {found["whole"]: int(found["bytes"]) for found in DROPPABLE.finditer(statistics)}
    # version 1 counts the groups below in a line of its own
    return int(bound) - int(taken) + droppable.get("total_", droppable.get(None, 0))
