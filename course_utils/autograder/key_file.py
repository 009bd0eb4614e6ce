"""Keys as one file of data, for machines that the answers themselves should not be on.

It is gzip'd text of one JSON document a line: first ``{"version": …}``, the course's, then one key a line.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from course_utils.autograder.exercise import Exercise
from course_utils.autograder.key import Key
from course_utils.autograder.plain import dumps
from course_utils.errors import CourseError, reason


def to_bytes(keys: Iterable[Key], version: str) -> bytes:
    """Return the content of a key file, the same to the byte for the same keys.

    Args:
        keys: the keys, in the order in which they are written.
        version: the course's.
    """
    lines = [dumps({"version": version}), *(key.to_json() for key in keys)]
    return gzip.compress("\n".join(lines).encode(), mtime=0)


@dataclass(frozen=True)
class KeyFile:
    """The keys of one file, by the ids of their exercises."""

    path: Path
    keys: Mapping[str, Key]

    @classmethod
    def read(cls, path: Path, version: str) -> "KeyFile":
        """Return what a key file holds.

        Args:
            path: the file.
            version: the course's; keys of another version judge other exercises.

        Raises:
            CourseError: the file cannot be read, is no whole key file, or is of another version.
        """
        try:
            first, *lines = gzip.decompress(path.read_bytes()).decode().split("\n")
            written = json.loads(first)["version"]
            if written != version:
                raise CourseError(
                    f"{path} has keys of version {written} of the course, and this is {version}. "
                    "Install that version, or ask for the keys of this one."
                )
            keys = [Key.from_json(line) for line in lines]
        except FileNotFoundError:
            raise CourseError(f"There is no file {path}. Check the name and the folder.") from None
        except (EOFError, gzip.BadGzipFile, zlib.error, ValueError, RecursionError, KeyError, TypeError) as error:
            raise CourseError(
                f"{path} is no whole file of keys: another kind of file, or damaged. Fetch it again."
            ) from error
        except OSError as error:
            raise CourseError(f"{path} cannot be read: {reason(error)}.") from error
        return cls(path, {key.exercise: key for key in keys})

    def key_of(self, exercise: Exercise) -> Key:
        """Return the key of `exercise`. Raises `CourseError` when the file has none."""
        if exercise.id not in self.keys:
            raise CourseError(f"{self.path} has no key of {exercise.id!r}. It has those of {', '.join(self.keys)}.")
        return self.keys[exercise.id]
