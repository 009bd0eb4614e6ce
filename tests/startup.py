"""What a command imports, which is most of what it takes to start."""

import subprocess
import sys

# Each takes as long to import as NumPy or longer. jsonschema comes with nbformat.
SLOW = {"nbformat", "jsonschema", "torch", "tensorflow", "keras", "matplotlib", "scipy", "IPython"}

PROBE = """
import sys
from course_utils.course import main
try:
    code = main(sys.argv[1:])
except SystemExit as end:
    code = end.code
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


def modules_after(*arguments):
    """Return what is imported once relu-course has run with `arguments` in a process of its own."""
    command = [sys.executable, "-P", "-c", PROBE, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())
