"""How many jobs: what the machine, a batch job or a container gives. The samples are what Linux writes."""

import math
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.classroom.grading import processors
from course_utils.classroom.grading.processors import (
    JOB_BYTES,
    available_memory,
    default_jobs,
    group_folders,
    jobs_for,
    memory_left,
    processor_limit,
)

GB = 1 << 30
V2_MOUNT = "30 24 0:26 / /sys/fs/cgroup rw,nosuid,nodev shared:4 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot\n"
V1_MOUNTS = (
    "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n"
    "35 31 0:32 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct\n"
    "36 31 0:33 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory\n"
    "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n"
)
V1_GROUPS = "9:name=systemd:/\n4:memory:/slurm/job_7\n2:cpu,cpuacct:/docker/ab\n1:cpuset:/\n0::/\n"
DOCKER_V1 = "700 690 0:32 /docker/ab /sys/fs/cgroup/cpu ro,nosuid master:11 - cgroup cgroup rw,cpu\n"


@pytest.mark.parametrize(
    ("groups", "mounts", "controller", "folders"),
    [
        ("0::/user.slice/a.scope\n", V2_MOUNT, "cpu", ["user.slice/a.scope", "user.slice", "."]),
        ("0::/\n", V2_MOUNT, "memory", ["."]),
        ("0::/../../outside\n", V2_MOUNT, "memory", ["."]),
        (V1_GROUPS, V1_MOUNTS, "cpu", ["cpu,cpuacct/docker/ab", "cpu,cpuacct/docker", "cpu,cpuacct", "unified"]),
        (V1_GROUPS, V1_MOUNTS, "memory", ["memory/slurm/job_7", "memory/slurm", "memory", "unified"]),
        (V1_GROUPS, DOCKER_V1, "cpu", ["cpu"]),
        (V1_GROUPS, DOCKER_V1.replace("/docker/ab", "/docker/other"), "cpu", ["cpu"]),
        ("", V2_MOUNT, "cpu", []),
        ("0::/a\n", "", "cpu", []),
        ("nonsense", "of no form", "cpu", []),
    ],
)
def test_the_groups_that_hold_a_process_are_found_up_to_the_root(groups, mounts, controller, folders):
    assert list(group_folders(groups, mounts, controller)) == [Path("/sys/fs/cgroup", folder) for folder in folders]


@pytest.mark.parametrize(
    ("quota", "limit"),
    [
        ("150000 100000\n", 1.5),
        ("50000 100000\n", 0.5),
        ("max 100000\n", math.inf),
        ("200000\n 100000\n", 2.0),
        ("-1\n 100000\n", math.inf),
        (" ", math.inf),
        ("", math.inf),
        ("7", math.inf),
        ("of no form", math.inf),
    ],
)
def test_a_groups_processors(quota, limit):
    assert processor_limit(quota) == limit


@pytest.mark.parametrize(
    ("limit", "used", "statistics", "left"),
    [
        ("max\n", "5\n", "", math.inf),
        ("", "", "", math.inf),
        ("1000\n", "300\n", "anon 5\nfile 100\n", 700),
        ("1000\n", "300\n", "anon 5\ninactive_file 100\nactive_file 7\n", 800),
        ("1000\n", "300\n", "inactive_file 100\ntotal_inactive_file 200\n", 900),
        ("1000\n", "", "", math.inf),
    ],
)
def test_a_groups_memory(limit, used, statistics, left):
    assert memory_left(limit, used, statistics) == left


def test_the_machines_memory():
    assert available_memory("MemTotal:  9 kB\nMemFree:  1 kB\nMemAvailable:    2048 kB\n") == 2 << 20
    assert available_memory("") == available_memory("MemTotal:  9 kB\n") == 0


def test_what_is_scarcer_says_how_many_and_there_is_always_one():
    assert jobs_for(8, 100 * GB) == 8
    assert jobs_for(1.5, 100 * GB) == 2
    assert jobs_for(64, 4 * JOB_BYTES + 1) == 4
    assert jobs_for(0.1, 0) == jobs_for(1, -5) == 1
    assert jobs_for(3, math.inf) == 3


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine of 16 processors and 64 GB; write the files of its groups."""
    for name, text in (("GROUPS", "0::/a/b\n"), ("MEMORY", f"MemAvailable: {64 << 20} kB\n")):
        (tmp_path / name).write_text(text)
        monkeypatch.setattr(processors, name, tmp_path / name)
    (tmp_path / "mounts").write_text(V2_MOUNT.replace("/sys/fs/cgroup", str(tmp_path)))
    monkeypatch.setattr(processors, "MOUNTS", tmp_path / "mounts")
    monkeypatch.setattr(os, "sched_getaffinity", lambda who: set(range(16)), raising=False)
    (tmp_path / "a/b").mkdir(parents=True)
    return tmp_path


def test_the_default_is_what_the_tightest_group_gives(machine):
    assert default_jobs() == 16
    (machine / "a/b/cpu.max").write_text("max 100000\n")
    (machine / "a/cpu.max").write_text("550000 100000\n")
    assert default_jobs() == 6
    (machine / "a/b/memory.max").write_text(f"{8 * GB}\n")
    (machine / "a/b/memory.current").write_text(f"{3 * GB}\n")
    assert default_jobs() == 3
    (machine / "a/b/memory.stat").write_text(f"anon 1\ninactive_file {GB}\n")
    assert default_jobs() == 4


def test_the_default_of_a_group_of_version_1(machine):
    (machine / "GROUPS").write_text("2:cpu,memory:/a/b\n")
    (machine / "mounts").write_text(f"35 31 0:32 / {machine} rw - cgroup cgroup rw,cpu,memory\n")
    (machine / "a/b/cpu.cfs_quota_us").write_text("300000\n")
    (machine / "a/b/cpu.cfs_period_us").write_text("100000\n")
    assert default_jobs() == 3
    (machine / "a/b/memory.limit_in_bytes").write_text(f"{4 * GB}\n")
    (machine / "a/b/memory.usage_in_bytes").write_text(f"{GB // 2}\n")
    assert default_jobs() == 2


def test_a_system_that_tells_nothing_has_its_processors(machine, monkeypatch):
    for name in ("GROUPS", "MEMORY", "MOUNTS"):
        monkeypatch.setattr(processors, name, machine / "none")
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "sysconf", lambda name: {"SC_PHYS_PAGES": 1 << 20, "SC_PAGE_SIZE": 4096}[name])
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert default_jobs() == 2
    monkeypatch.delattr(os, "sysconf")
    assert default_jobs() == 8


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="a process cannot be bound to a processor here")
def test_a_job_that_may_use_one_processor_is_told_so():
    command = [sys.executable, "-P", "-m", "course_utils.course", "grade", "--help"]
    one = {min(os.sched_getaffinity(0))}
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=lambda: os.sched_setaffinity(0, one))
    assert re.search(r"how many at once \(default: 1,", done.stdout)
