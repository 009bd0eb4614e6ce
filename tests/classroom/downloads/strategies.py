"""Classes to draw: with the names that people have, and some that nobody should."""

from hypothesis import strategies as st

from tests.classroom.downloads.pupil import Pupil

NAMES = st.one_of(
    st.sampled_from(
        (
            "Jane", "O'Neil", "Anne-Marie", "van der Berg", "de_la_Cruz", "小明", "王", "Иванов", "José", "Müller",
            "Łukasz", "राम", "محمد", "12", "X Æ A-12", "Jr.", "a_3_b", "<script>", "&amp; Co", "LATE", "text",
        )
    ),
    st.text(st.characters(categories=("L", "Nd", "Zs"), include_characters="_-'."), min_size=1, max_size=12),
    st.just("Wolfe" + "schlegelstein" * 12),
)  # fmt: skip
FILES = st.sampled_from(
    (
        "04.ipynb", "04_relu_from_scratch.ipynb", "draft-9.ipynb", "draft-1.ipynb", "my work.ipynb", "data.csv",
        "815_04.ipynb", "a_assignsubmission_file_b.ipynb", "text.html", "link.html", "hw.zip", "noending", "LATE.ipynb",
    )
)  # fmt: skip
GROUPS = st.sampled_from(("", "Team Rocket", "Gruppe A", "Les Élèves"))


def pupils(max_size=6, groups=False):
    """Return a strategy of classes in which numbers and logins are unique."""

    def built(rows):
        return tuple(
            Pupil(
                first=first,
                last=last,
                number=number,
                login=f"user{number}@x.org",
                files=tuple((file, f"{number} {file}".encode()) for file in files),
                late=late,
                group=group,
                attempt=attempt,
                text=text,
            )
            for first, last, number, files, late, group, attempt, text in rows
        )

    row = st.tuples(
        NAMES,
        NAMES,
        st.integers(1, 10**7),
        st.lists(FILES, min_size=1, max_size=3, unique=True),
        st.booleans(),
        GROUPS if groups else st.just(""),
        st.integers(1, 3),
        st.sampled_from(("", "<p>typed in</p>")),
    )
    return st.lists(row, min_size=1, max_size=max_size, unique_by=lambda one: one[2]).map(built)
