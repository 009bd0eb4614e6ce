"""Which versions are installed, by what, and what a learner sees meanwhile."""

import os
import subprocess
import sys
import tomllib
import venv
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tools import install

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NO_EXTRA = {"extra": ""}
ASKED = [Requirement(text) for text in PROJECT["dependencies"]]
ASKED_BY_EXTRAS = [Requirement(text) for texts in PROJECT["optional-dependencies"].values() for text in texts]
LINES = [line for line in (ROOT / install.CONSTRAINTS).read_text().splitlines() if not line.startswith("#")]
PINS = [Requirement(line) for line in LINES]
MACHINES = [
    {
        "sys_platform": system, "platform_machine": machine, "os_name": "nt" if system == "win32" else "posix",
        "python_version": python, "python_full_version": f"{python}.9",
    }
    for system, machine in (
        ("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64"), ("darwin", "x86_64"), ("win32", "AMD64")
    )
    for python in ("3.11", "3.12", "3.13")
]  # fmt: skip
each_machine = pytest.mark.parametrize(
    "machine", MACHINES, ids=lambda m: "-".join((m["sys_platform"], m["platform_machine"], m["python_version"]))
)


def applies(requirement, machine):
    return requirement.marker is None or requirement.marker.evaluate(machine | NO_EXTRA)


def pins_of(machine):
    """Return the pinned version of every package that has one on that machine; {} is this one."""
    found = [(pin.name, str(pin.specifier)) for pin in PINS if applies(pin, machine)]
    assert len(dict(found)) == len(found), "one version of each"
    assert all(text.startswith("==") and "*" not in text for _, text in found)
    return {name: Version(text.removeprefix("==")) for name, text in found}


@each_machine
def test_what_the_course_asks_for_is_pinned_within_its_range_on_every_machine(machine):
    pins = pins_of(machine)
    for requirement in ASKED + ASKED_BY_EXTRAS:
        if applies(requirement, machine):
            assert requirement.specifier.contains(pins[requirement.name], prereleases=True), requirement


def test_no_build_of_one_machine_is_pinned():
    assert not [line for line in LINES if "+" in line]


def brought_along():
    """Yield the name of every package that the course and its extras bring into this environment."""
    waiting, seen = list(ASKED + ASKED_BY_EXTRAS), set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        for extra in ("", *requirement.extras):
            if (name, extra) in seen or not applies(requirement, {}):
                continue
            seen.add((name, extra))
            try:
                texts = metadata.requires(name) or []
            except metadata.PackageNotFoundError:  # of an extra that is not installed here
                continue
            yield name
            needed = map(Requirement, texts)
            waiting += [
                Requirement(str(item).partition(";")[0])
                for item in needed
                if item.marker is None or item.marker.evaluate({"extra": extra})
            ]


def test_what_they_bring_is_installed_in_the_pinned_version():
    pins = pins_of({})
    installed = {name: Version(metadata.version(name)) for name in brought_along()}
    assert {"torch", "jupyter-server", "pluggy"} <= set(installed)
    # 2.13.0+cpu is a build of 2.13.0
    assert {name: Version(version.public) for name, version in installed.items()} == {
        name: pins[name] for name in installed
    }


def test_binder_installs_the_pinned_versions():
    lines = (ROOT / "binder/requirements.txt").read_text().splitlines()
    assert {f"--constraint ../{install.CONSTRAINTS}", "--editable .", f"--extra-index-url {install.TORCH_INDEX}"} <= {
        *lines
    }


def test_the_installer_needs_nothing_that_it_installs():
    subprocess.run([sys.executable, "-S", "-c", "import tools.install, tools.lab"], check=True, cwd=ROOT)


def test_pytorch_and_tensorflow_alone_come_later(monkeypatch):
    monkeypatch.chdir(ROOT)
    later = {str(requirement) for requirement in ASKED} - {str(Requirement(t)) for t in install.first_requirements()}
    assert {Requirement(text).name for text in later} == {"torch", "tensorflow", "tensorflow-cpu"}


def test_uv_is_told_what_pip_is_told():
    settings = install.uv_settings(
        ":env:.find-links='/opt/wheels'\n"
        ":env:.default-timeout='180'\n"
        "global.constraint='/etc/constraints.txt'\n"
        "global.extra-index-url='file:///one file:///two'\n"
        "global.find-links='/elsewhere'\n"
        "global.index-url='https://global/simple?a=b'\n"
        "install.index-url='https://install/simple?a=b'\n"
        "install.trusted-host='\\none\\ntwo'\n"
        "download.no-index='true'\n"
    )
    assert settings == {
        "UV_CONSTRAINT": "/etc/constraints.txt",
        "UV_DEFAULT_INDEX": "https://install/simple?a=b",
        "UV_EXTRA_INDEX_URL": "file:///one file:///two",
        "UV_FIND_LINKS": "/opt/wheels",
        "UV_INSECURE_HOST": "one two",
    }


@pytest.fixture
def environment(tmp_path):
    """A fresh environment with a command named make and one named relu-course, which a test writes."""
    venv.create(tmp_path, symlinks=True)

    def run(*arguments, **commands):
        for name, script in commands.items():
            path = tmp_path / "bin" / name.replace("_", "-")
            path.write_text(f"#!/bin/sh\n{script}\n")
            path.chmod(0o755)
        variables = os.environ | {"PATH": f"{tmp_path}/bin{os.pathsep}{os.environ['PATH']}", "HERE": str(tmp_path)}
        return subprocess.run(
            [tmp_path / "bin/python", "-m", *arguments],
            cwd=ROOT, env=variables, capture_output=True, text=True, timeout=60,
        )  # fmt: skip

    return run


def test_jupyterlab_runs_while_the_rest_is_installed(environment):
    ran = environment(
        "tools.lab", "target",
        make='echo $$ > "$HERE/process"; until [ -e "$HERE/open" ]; do sleep 0.1; done; test "$2" = target',
        # Until the process of `make` is gone, which a slow machine may need a second for.
        relu_course='touch "$HERE/open"; until [ -s "$HERE/process" ]; do sleep 0.1; done; '
        'while kill -0 $(cat "$HERE/process") 2>/dev/null; do sleep 0.1; done; exit 3',
    )  # fmt: skip
    assert ran.returncode == 3, ran.stderr
    assert "JupyterLab starts now" in ran.stdout
    assert "are installed. If" in ran.stdout


def test_an_installation_ends_with_jupyterlab_and_is_gone_on_with(environment, tmp_path):
    ran = environment(
        "tools.lab", "target", make='echo $$ > "$HERE/process"; sleep 1000',
        relu_course='until [ -s "$HERE/process" ]; do sleep 0.1; done',
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "The next `make lab` goes on" in ran.stdout
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "process").read_text()), 0)


def test_after_an_interruption_what_is_half_there_counts_as_not_installed(environment, tmp_path):
    """The environment's own pip is a stand-in that lists the packages it finds, and fails the first time."""
    site = next(tmp_path.glob("lib/python*/site-packages"))
    for name in ("whole", "half", "unlisted"):
        (site / f"{name}-1.dist-info").mkdir()
        (site / f"{name}-1.dist-info/METADATA").write_text(f"Name: {name}\nVersion: 1\n")
        (site / f"{name}.py").touch()
    (site / "whole-1.dist-info/RECORD").write_text("whole.py,,\nwhole-1.dist-info/METADATA,,\n")
    (site / "half-1.dist-info/RECORD").write_text("half.py,,\nhalf_lost.py,,\n")
    (site / "pip").mkdir()
    (site / "pip/__main__.py").write_text(
        "import os, sys\nfrom importlib.metadata import distributions\n"
        "print(sorted(d.name for d in distributions()))\n"
        "if 'install' in sys.argv and not os.path.exists(sys.prefix + '/again'):\n"
        "    open(sys.prefix + '/again', 'w').close()\n    sys.exit(9)\n"
    )
    assert environment("tools.install").returncode == 9
    assert (tmp_path / ".installing").exists()
    ran = environment("tools.install")
    assert ran.returncode == 0, ran.stderr
    assert "['whole']" in ran.stdout
    assert "half" not in ran.stdout
    assert not (tmp_path / ".installing").exists()


def test_pip_has_the_last_word(monkeypatch, tmp_path):
    """No index has this, so that uv fails; then pip does, and its exit code counts."""
    monkeypatch.chdir(ROOT)
    for tool in ("PIP", "UV"):
        monkeypatch.setenv(f"{tool}_NO_INDEX", "1")
    with pytest.raises(subprocess.CalledProcessError) as error:
        install.install("no-such-package-of-ours")
    assert "pip" in error.value.cmd
