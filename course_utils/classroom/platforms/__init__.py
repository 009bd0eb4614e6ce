"""Everything about one learning platform in one module: whose a file is, the table of grades, pages that go back.

Another platform is one more module and its line in the tuple.
"""

from course_utils.classroom.platforms.canvas import Canvas
from course_utils.classroom.platforms.moodle import Moodle
from course_utils.classroom.platforms.nbgrader import Nbgrader
from course_utils.classroom.platforms.platform import LearningPlatform, Platform

# The first that knows a name has it: one of Moodle's with numbers in the file's own name looks like one of Canvas'.
PLATFORMS: tuple[Platform, ...] = (Moodle(), Canvas(), Nbgrader())

# Those that take grades and pages back, by what they are called on the command line.
TAKING_BACK: dict[str, LearningPlatform] = {
    platform.name: platform
    for platform in sorted(PLATFORMS, key=lambda platform: platform.title)
    if isinstance(platform, LearningPlatform)
}
