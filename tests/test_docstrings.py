"""A public function of more than one argument says what it takes and returns, in sections that tools can read.

ruff holds the arguments that a section names to the signature (D417, DOC102). Here we hold that there is a section.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "course_utils"
# Answers are what learners type, and the name of a test is its sentence.
LEFT_OUT = ("answers", "testing")
AS_ANOTHER_SAYS = re.compile(r"\b[Aa]s `[\w.]+` (does|returns|says)\b")


def public_functions(node: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for child in node.body:
        if isinstance(child, ast.ClassDef) and not child.name.startswith("_"):
            yield from public_functions(child)
        elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)) and not child.name.startswith("_"):
            yield child


def missing_sections(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Return the sections that the docstring lacks. A summary that says what is returned stands for Returns."""
    given = function.args
    names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg) if one]
    text = ast.get_docstring(function) or ""
    if not text or len(set(names) - {"self", "cls"}) < 2 or AS_ANOTHER_SAYS.search(text):
        return []  # ruff finds a docstring that is not there
    returns_nothing = function.returns is None or ast.unparse(function.returns) in ("None", "Never")
    says_what = re.search(r"\A.*\b([Rr]eturn|[Yy]ield)\b|^(Returns|Yields):$", text, re.MULTILINE)
    lacks = [] if re.search(r"^Args:$", text, re.MULTILINE) else ["Args"]
    return lacks if returns_nothing or says_what else [*lacks, "Returns"]


def parsed(source: str) -> ast.FunctionDef:
    (function,) = public_functions(ast.parse(source))
    assert isinstance(function, ast.FunctionDef)
    return function


def test_public_functions_of_several_arguments_have_the_sections():
    modules = [path for path in FOLDER.rglob("*.py") if path.relative_to(FOLDER).parts[0] not in LEFT_OUT]
    assert len(modules) > 50
    lacking = [
        f"{path.relative_to(FOLDER)}:{function.lineno} {function.name}: {', '.join(sections)}"
        for path in sorted(modules)
        for function in public_functions(ast.parse(path.read_text(encoding="utf-8")))
        if (sections := missing_sections(function))
    ]
    assert not lacking, "\n".join(lacking)


def test_a_function_without_sections_is_found():
    assert missing_sections(parsed('def f(a, b) -> int:\n    """Do it."""')) == ["Args", "Returns"]
    assert missing_sections(parsed('def f(a, *, b) -> int:\n    """Return it."""')) == ["Args"]
    assert missing_sections(parsed('def f(a, b) -> None:\n    """Do it."""')) == ["Args"]
    assert missing_sections(parsed('def f(a) -> int:\n    """Do it."""')) == []
    assert missing_sections(parsed('def f(a, b) -> int:\n    """Do it, as `g` does."""')) == []
    assert missing_sections(parsed('def f(a, b) -> int:\n    """Return it.\n\n    Args:\n        a: A."""')) == []
