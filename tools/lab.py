"""Open JupyterLab while PyTorch and TensorFlow, most of the download, are still being installed: `make lab` does so."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path


def _report(installation: subprocess.Popen) -> None:
    code = installation.wait()
    if code == 0:
        print("PyTorch and TensorFlow are installed. If a notebook has asked for them already, restart its kernel.")
    else:
        print("PyTorch and TensorFlow are not installed yet. The next `make lab` goes on with them.")


def main(target: str) -> int:
    """Install in the background until `target` is made or JupyterLab stops. Return JupyterLab's exit code."""
    print(
        "JupyterLab starts now. PyTorch and TensorFlow, most of the download, are installed meanwhile: notebook 03 is "
        "the first to need one."
    )
    sys.stdout.flush()
    # In a session of its own: Ctrl-C is for JupyterLab, which asks whether it is meant.
    installation = subprocess.Popen(["make", "--silent", target], start_new_session=True)
    reporter = threading.Thread(target=_report, args=[installation])
    reporter.start()
    signal.signal(signal.SIGINT, lambda *_: None)
    code = subprocess.run([Path(sys.executable).with_name("relu-course"), "lab"]).returncode
    if installation.poll() is None:
        with contextlib.suppress(ProcessLookupError):  # it has just ended
            os.killpg(installation.pid, signal.SIGKILL)  # quietly: make would complain
    reporter.join()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
