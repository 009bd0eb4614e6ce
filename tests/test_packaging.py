"""What is installed, what is imported, what is in the wheel."""

import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
CONDA_NAMES = {"matplotlib-base": "matplotlib", "pytorch-cpu": "torch"}
LEFT_TO_PIP = {"tensorflow", "tensorflow-cpu", "landlock", "pyseccomp"}  # environment.yml says why
VERSIONS = [Version(f"{major}.{minor}.{micro}") for major in range(30) for minor in range(40) for micro in (0, 1)]


def conda_dependencies():
    entries = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    pip = next(entry["pip"] for entry in entries if isinstance(entry, dict))
    requirements = [Requirement(entry) for entry in entries if isinstance(entry, str) and entry != "pip"]
    return {CONDA_NAMES.get(r.name, r.name): r.specifier for r in requirements}, pip


def test_environment_yml_and_pyproject_name_the_same_packages():
    conda, pip = conda_dependencies()
    assert pip == ["--editable ."]
    mine = {Requirement(text).name for text in PROJECT["dependencies"]}
    assert set(conda) - {"python"} == mine - LEFT_TO_PIP


def test_their_versions_are_compatible():
    conda, _ = conda_dependencies()
    assert conda["python"] == SpecifierSet(PROJECT["requires-python"])
    for requirement in map(Requirement, PROJECT["dependencies"]):
        if requirement.name not in LEFT_TO_PIP:
            theirs = {version for version in VERSIONS if version in conda[requirement.name]}
            ours = {version for version in VERSIONS if version in requirement.specifier}
            assert theirs, requirement
            assert theirs <= ours, f"conda may install a {requirement.name} that pip would replace"


@pytest.mark.parametrize(
    ("system", "machine", "count"),
    [
        ("linux", "x86_64", 1),
        ("linux", "aarch64", 1),
        ("darwin", "arm64", 1),
        ("darwin", "x86_64", 0),
        ("win32", "AMD64", 1),
    ],
)
def test_each_machine_gets_one_tensorflow_or_none(system, machine, count):
    found = [
        requirement
        for requirement in map(Requirement, PROJECT["dependencies"])
        if requirement.name.startswith("tensorflow")
        and requirement.marker.evaluate({"sys_platform": system, "platform_machine": machine})
    ]
    assert len(found) == count


def test_importing_the_course_and_its_exercises_loads_nothing_heavy():
    code = (
        "import sys, course_utils; from course_utils.course import COURSE; list(COURSE);"
        "heavy = {'torch', 'tensorflow', 'keras', 'matplotlib', 'scipy', 'IPython', 'pandas'} & set(sys.modules);"
        "answers = [m for m in sys.modules if m.startswith('course_utils.answers')];"
        "assert not heavy and not answers, (heavy, answers)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=60)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next(out.glob("*.whl"))


def test_the_wheel_holds_the_notebooks_and_the_licenses(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        assert f"course_utils/_notebooks/{path.name}" in names
    assert "course_utils/cli.py" in names
    assert sum(name.endswith("LICENSE") for name in names) >= 2
    assert not [name for name in names if name.startswith("tests")]


def test_the_command_works_from_an_installed_wheel(wheel, tmp_path):
    """Its dependencies are borrowed from the environment that runs the tests; the course itself is not."""
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", wheel], check=True, timeout=120)
    site = next((tmp_path / "venv" / "lib").glob("python*/site-packages"))
    borrowed = [entry for entry in sys.path if entry.endswith("site-packages")]
    (site / "borrowed.pth").write_text("\n".join(borrowed))
    code = (
        "import course_utils, sys; from pathlib import Path; from course_utils import workspace;"
        "from course_utils.course import COURSE, main;"
        f"assert Path(course_utils.__file__).is_relative_to({str(site)!r}), course_utils.__file__;"
        "print([u.sentence() for u in workspace.prepare(COURSE, Path('work'))]);"
        "sys.exit(main(['check', 'work/00_start_here.ipynb']))"
    )
    done = subprocess.run([python, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1, done.stderr  # not passed: nothing is attempted yet
    assert "Still open: Double a number" in done.stdout
    assert (tmp_path / "work" / "04_relu_from_scratch.ipynb").exists()
