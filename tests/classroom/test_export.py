"""What `relu-course export` writes, read back as spreadsheets, Canvas and Moodle read it."""

import csv
import io
import re
from dataclasses import replace

import pytest

from course_utils.autograder.rendering import printable
from course_utils.classroom.export import export
from course_utils.classroom.gradebook import Gradebook, Override
from course_utils.classroom.platforms import TAKING_BACK
from course_utils.classroom.scores import class_scores
from course_utils.classroom.tables import as_text, read_table
from course_utils.course import COURSE, main
from course_utils.errors import CourseError
from tests.classroom.downloads.canvas import gradebook
from tests.classroom.downloads.moodle import GERMAN
from tests.classroom.downloads.moodle import worksheet as worksheet_of_moodle
from tests.classroom.downloads.pupil import Pupil
from tests.classroom.helpers import SCRATCH, START, canvas, entry, misconception, moodle, untouched

ABSOLUTE = misconception("scratch.relu", "absolute_value").source


@pytest.fixture
def book(tmp_path):
    with Gradebook(COURSE, tmp_path / "grades.db", create=True) as made:
        yield made


def fill(book, *entries):
    for item in entries:
        book.add(item)
    return class_scores(COURSE, book)


def rows(made):
    return list(csv.DictReader(io.StringIO(made.table.to_bytes().decode("utf-8-sig"))))


def write(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_csv_has_a_row_a_student_and_a_column_an_exercise(book):
    wrong = entry("bo", answers={"scratch.relu": ABSOLUTE, "scratch.graph": untouched("scratch.graph")}, late=True)
    scores = fill(book, wrong, entry("ann"), entry("ann", START))
    points = {verdict.exercise: verdict.points for verdict in wrong.verdicts}
    ann, bo = rows(export(scores, "csv"))
    assert [ann["student"], ann["scratch.relu"], ann["00 points"], ann["04 points"], ann["points"]] == [
        "ann", "5", "1", "20", "21",
    ]  # fmt: skip
    assert 0 < points["scratch.relu"] < 5
    assert float(bo["scratch.relu"]) == points["scratch.relu"]
    assert bo["scratch.graph"] == "0"
    assert float(bo["04 points"]) == pytest.approx(20 - (5 - points["scratch.relu"]) - 1)
    assert (bo["start.double"], bo["00 points"]) == ("", "")  # not handed in is not zero
    assert (ann["late"], bo["late"]) == ("", "04")


def test_the_csv_is_the_same_to_the_byte_whatever_the_order_and_the_time(tmp_path):
    entries = [entry("ann"), entry("bo", answers={"scratch.relu": ABSOLUTE}), entry("bo", START)]
    made = []
    for number, order in enumerate((entries, reversed(entries))):
        with Gradebook(COURSE, tmp_path / f"{number}.db", create=True) as book:
            for item in order:
                book.add(replace(item, graded_at=f"2026-01-0{number + 1}", cpu_seconds=number, wall_seconds=number))
            made.append(export(class_scores(COURSE, book), "csv").table.to_bytes())
    assert made[0] == made[1]
    assert made[0].count(b"\n") == 3


def test_what_is_superseded_does_not_count_and_of_two_graded_the_last_does(book):
    old = entry(place="jane/a.ipynb", answers={"scratch.relu": ABSOLUTE}, graded_at="2026-01-01")
    fill(book, replace(old, state="superseded"), entry(place="jane/b.ipynb"))
    (row,) = rows(export(class_scores(COURSE, book), "csv"))
    assert (row["04 points"], row["trouble"]) == ("20", "")
    fill(book, replace(old, graded_at="2026-02-01"))
    (row,) = rows(export(class_scores(COURSE, book), "csv"))
    assert float(row["04 points"]) < 20
    assert row["trouble"].startswith("jane/a.ipynb: It was handed in more than once")


def test_an_unreadable_submission_is_a_row_with_its_reason_and_no_grade(book):
    broken = entry("bo", notebook="", state="unreadable", reason="The file is cut off.")
    made = export(fill(book, entry("ann"), broken), "csv")
    bo = rows(made)[1]
    assert (bo["points"], bo["scratch.relu"], bo["trouble"]) == ("", "", "bo/mine.ipynb: The file is cut off.")
    assert made.remarks == ("bo has no grade. bo/mine.ipynb: The file is cut off.",)


def test_an_override_counts_everywhere_and_shows_its_reason(book):
    fill(book, moodle("Ann", 7, answers={"scratch.relu": ABSOLUTE}))
    book.set_override(Override("Ann_7", "scratch.relu", 4.5, "=shown <b>orally</b>", "2026-01-01"))
    scores = class_scores(COURSE, book)
    (row,) = rows(export(scores, "csv"))
    assert (row["scratch.relu"], row["04 points"], row["points"]) == ("4.5", "19.5", "19.5")
    assert row["overridden"] == "scratch.relu: =shown <b>orally</b>"
    (row,) = rows(export(scores, "moodle"))
    assert row["Grade"] == "19.5"
    assert "&lt;b&gt;orally" in row["Feedback comments"]  # Moodle takes it for HTML


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r\n=1", '=HYPERLINK("x")'])
def test_no_cell_is_taken_for_a_formula(book, start):
    scores = fill(book, moodle(start, 7), entry(f"{start}x", notebook="", state="unreadable", reason="r"))
    for system in ("csv", "moodle"):
        for row in csv.reader(io.StringIO(export(scores, system).table.to_bytes().decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.strip().startswith(tuple("=+-@＝"))]
    assert as_text(start) == f"'{printable(start)}"


@pytest.mark.parametrize("delimiter", [";", "\t", "|", "\n", "\r", ","])
def test_no_cell_is_taken_for_a_formula_where_other_delimiters_are(delimiter):
    made = as_text(f"Eve{delimiter} =HYPERLINK(1)")
    for cell in re.split(r"[;\t|\n\r,]", made):
        assert not cell.strip().startswith("=")


def test_an_ordinary_name_is_left_as_it_is():
    assert as_text("O'Neil-Müller, A.=b") == "O'Neil-Müller, A.=b"


def test_canvas_gets_its_columns_the_points_possible_and_the_ids(book):
    made = export(fill(book, canvas("doejane", 4711, 815, answers={"scratch.relu": ABSOLUTE})), "canvas")
    header, possible, jane = csv.reader(io.StringIO(made.table.to_bytes().decode("utf-8-sig")))
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "04 ReLU from scratch"]
    assert possible[0].strip() == "Points Possible"
    assert possible[-1] == "20"
    assert jane[:2] == ["doejane", "4711"]
    assert 0 < float(jane[-1]) < 20


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Notes,Essay (5),Homework 04: ReLU (77),Final Score",
    ",,,,,,,Manual Posting,",
    "    Points Possible,,,,,,10.00,20.00,(read only)",
    '"Doe, Jane",4711,s1,jd@x.org,A,keeps well,8,,40',
    '"Roe, Rik",4712,s2,rr,A,,7,12.5,62',
    "=cmd(),4713,s3,ee,A,,,11,",
    '"Low, Lia",4714,s4,ll,A,,3,,',
)


def test_the_class_export_of_canvas_keeps_its_columns_and_students(book, tmp_path):
    template = write(tmp_path / "canvas.csv", *CANVAS)
    scores = fill(
        book,
        canvas("doejane", 4711, 1),
        canvas("cmd", 4713, 3, state="unreadable", reason="cut off"),
        canvas("gone", 99, 2),
        entry("ll", answers={"scratch.relu": ABSOLUTE}),
    )
    made = export(scores, "canvas", template)
    before = [line.split(",") for line in CANVAS]
    after = list(csv.reader(io.StringIO(made.table.to_bytes().decode("utf-8-sig"))))
    assert after[0] == before[0]
    assert after[1:3] == before[1:3]
    assert after[3] == ["Doe, Jane", "4711", "s1", "jd@x.org", "A", "keeps well", "8", "20", "40"]
    assert after[4] == ["Roe, Rik", "4712", "s2", "rr", "A", "", "7", "12.5", "62"]  # Canvas' own score stays
    assert after[5] == ["'=cmd()", *before[5][1:]]  # no grade of ours: an empty cell would delete Canvas' own
    assert 0 < float(after[6][7]) < 20  # found by the login
    assert made.remarks[1:] == (f"gone_99 is not in {template} and is left out.",)
    assert made.remarks[0].startswith("cmd_4713 has no grade.")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda text: text.replace("Homework 04: ReLU", "Homework"), "0 assignments .* Essay; Homework"),
        (lambda text: text.replace("Essay (5)", "04 again (5)"), "2 assignments"),
        (lambda text: text.replace("20.00", "100"), "out of 100, the gradebook out of 20"),
        (lambda text: text.replace(",ID,", ",Id,"), "no gradebook of Canvas: it lacks"),
        (lambda text: text.replace("47", "99").replace(",ll,", ",l,"), "none of the students"),
        (lambda text: text + "a,1,,,,,,,,too many\n", "damaged: row 8 has 10 cells"),
        (lambda text: "", "no CSV"),
    ],
)
def test_a_canvas_export_that_does_not_fit_is_refused_with_the_reason(book, tmp_path, change, complaint):
    scores = fill(book, canvas("doejane", 4711, 1))
    template = tmp_path / "canvas.csv"
    template.write_text(change("\n".join(CANVAS) + "\n"))
    with pytest.raises(CourseError, match=complaint):
        export(scores, "canvas", template)


def test_tables_with_semicolons_and_a_byte_order_mark_are_read_and_written_alike(book, tmp_path):
    template = tmp_path / "canvas.csv"
    template.write_bytes(
        b"\xef\xbb\xbfStudent;ID;Section;ReLU from scratch (7)\nPoints Possible;;;20,00\nJane;4711;A;\n"
    )
    made = export(fill(book, canvas("doejane", 4711, 1)), "canvas", template)
    assert made.table.to_bytes().endswith(b"\nJane;4711;A;20\n")


def test_moodle_gets_its_grading_worksheet(book):
    made = export(fill(book, moodle("Jane Doe", 1234567), moodle("Rik Roe", 8)), "moodle")
    assert rows(made)[0] == {
        "Identifier": "Participant 1234567",
        "Full name": "Jane Doe",
        "Grade": "20",
        "Maximum grade": "20",
        "Last modified (grade)": "",  # Moodle refuses a worksheet without this column
        "Feedback comments": "Graded with relu-course.<br>04 ReLU from scratch: 20 of 20 points.",
    }
    assert [remark for remark in made.remarks if "numbers alone" in remark] == list(made.remarks)


def test_a_moodle_worksheet_is_filled_in_and_a_lecturers_comment_is_kept(book, tmp_path):
    template = write(
        tmp_path / "worksheet.csv",
        'Identifier,"Full name",Status,Grade,"Maximum Grade","Last modified (grade)","Feedback comments"',
        'Participant 7,"Jane Doe",Submitted,,20.00,"Monday, 1 June 2026, 10:00 AM",',
        'Participant 8,"Rik Roe",Submitted,3.00,20.00,-,Come and see me',
        'Participant 9,"Not Here",No submission,1.00,20.00,-,',
    )
    scores = fill(book, moodle("Jane Doe", 7), moodle("Rik Roe", 8, answers={"scratch.relu": ABSOLUTE}))
    made = export(scores, "moodle", template)
    jane, rik, other = rows(made)
    assert (jane["Grade"], jane["Last modified (grade)"]) == ("20", "Monday, 1 June 2026, 10:00 AM")
    assert jane["Feedback comments"].startswith("Graded with relu-course.")
    assert rik["Feedback comments"] == "Come and see me"
    assert 3 < float(rik["Grade"]) < 20
    assert (other["Grade"], other["Feedback comments"]) == ("1.00", "")
    assert made.remarks == ("Rik Roe_8 has a comment of yours in Moodle already; it is kept.",)
    again = export(scores, "moodle", write(tmp_path / "again.csv", made.table.to_bytes().decode("utf-8-sig")))
    assert again.table.rows == made.table.rows


def test_moodles_one_grade_is_a_sum_and_that_is_said(book):
    made = export(fill(book, moodle("Jane", 7), moodle("Jane", 7, notebook=START)), "moodle")
    assert rows(made)[0]["Grade"] == "21"
    assert "sum over the notebooks 00 04" in made.remarks[-1]


@pytest.mark.parametrize("system", ["canvas", "moodle"])
def test_students_without_the_platforms_number_are_named_and_left_out(book, system):
    with pytest.raises(CourseError, match="No student of this gradebook has an id"):
        export(fill(book, entry("ann")), system)
    known = {"canvas": canvas("doejane", 7, 1), "moodle": moodle("Jane", 7)}
    made = export(fill(book, known[system]), system)
    assert made.remarks[0] == f"ann has no id of {system.title()} and is left out."


@pytest.mark.parametrize(("weight", "graph", "total"), [(1.0, "1", "20"), (0.5, "0.5", "18"), (0.0, None, "16")])
def test_what_is_the_same_for_everyone_counts_as_the_lecturer_weighs_it(book, weight, graph, total):
    fill(book, entry("ann"))
    scores = class_scores(COURSE, book, weight_of_known=weight)
    (row,) = rows(export(scores, "csv"))
    assert (row.get("scratch.graph"), row["04 points"], row["scratch.relu"]) == (graph, total, "5")
    assert scores.out_of(SCRATCH) == float(total)
    for score in scores.students[0].notebooks[0].scores:
        assert (
            score.verdict.out_of
            == score.exercise.points
            == pytest.approx(sum(item.out_of for item in score.verdict.properties), abs=0.01)
        )


def test_a_weighed_override_counts_as_much_less(book):
    fill(book, entry("ann", answers={"scratch.graph": untouched("scratch.graph")}))
    book.set_override(Override("ann", "scratch.graph", 1.0, "shown", "2026-01-01"))
    (row,) = rows(export(class_scores(COURSE, book, weight_of_known=0.25), "csv"))
    assert (row["scratch.graph"], row["04 points"]) == ("0.25", "17")


@pytest.mark.parametrize("weight", ["-1", "2", "nan", "much"])
def test_a_weight_is_a_number_from_0_to_1(book, tmp_path, capsys, weight):
    fill(book, entry("ann"))
    with pytest.raises(SystemExit) as ended:
        main(["export", str(book.path), "--to", "csv", "--out", str(tmp_path / "x.csv"), "--choices", weight])
    assert ended.value.code == 2
    assert "no number from 0 to 1" in capsys.readouterr().err


def test_the_command_takes_the_weight(book, tmp_path, capsys):
    fill(book, entry("ann"))
    out = tmp_path / "grades.csv"
    assert main(["export", str(book.path), "--to", "csv", "--out", str(out), "--choices", "0"]) == 0
    assert "scratch.graph" not in out.read_text()
    assert main(["report", str(book.path), "--out", str(tmp_path / "report"), "--choices", "0"]) == 0
    assert "of 16" in next((tmp_path / "report").rglob("ann*.html")).read_text()


def test_the_command_writes_once_and_asks_before_it_overwrites(book, tmp_path, capsys):
    fill(book, entry("ann"), entry("ann", START))
    out = tmp_path / "new" / "grades.csv"
    command = ["export", str(book.path), "--to", "csv", "--out", str(out)]
    assert main([*command, "--notebook", "4"]) == 0
    assert "start.double" not in out.read_text()
    assert main(command) == 2
    assert "--force" in capsys.readouterr().err
    assert main([*command, "--force"]) == 0
    assert "start.double" in out.read_text()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--to", "csv", "--out", "x.csv", "--notebook", "05"], "holds no submission of 05_"),
        (["--to", "csv", "--out", "x.csv", "--template", "t.csv"], "--to canvas"),
        (["--to", "canvas", "--out", "x.csv", "--template", "t.csv"], "t.csv cannot be read: No such file"),
        (["--to", "csv", "--out", "."], "is a folder"),
        (["--to", "csv", "--out", "/dev/null/x.csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(book, tmp_path, capsys, monkeypatch, arguments, complaint):
    monkeypatch.chdir(tmp_path)
    fill(book, entry("ann"))
    assert main(["export", str(book.path), *arguments]) == 2
    assert complaint in capsys.readouterr().err
    assert not (tmp_path / "x.csv").exists()


def test_without_a_gradebook_the_command_says_so(tmp_path, capsys):
    assert main(["export", str(tmp_path / "none.db"), "--to", "csv", "--out", str(tmp_path / "x.csv")]) == 2
    assert "There is no gradebook" in capsys.readouterr().err


def test_a_gradebook_of_other_exercises_is_not_mixed_with_these(book):
    good = entry("ann")
    other = replace(good, verdicts=(replace(good.verdicts[0], exercise="scratch.gone"),))
    fill(book, good, replace(other, place="ann/old.ipynb", state="superseded"))  # what does not count does no harm
    with pytest.raises(CourseError, match=r"in which 'scratch\.gone' is another exercise"):
        fill(book, other)


def test_a_table_reads_back_as_it_was_written(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b'a,b\n"x, ""y""\nz",2\n')
    assert read_table(path).rows == (("a", "b"), ('x, "y"\nz', "2"))
    assert read_table(path).to_bytes() == path.read_bytes()


def test_an_empty_gradebook_exports_its_header(book):
    assert export(class_scores(COURSE, book), "csv").table.rows == (
        ("student", "name", "id", "points", "late", "overridden", "trouble"),
    )
    assert SCRATCH not in class_scores(COURSE, book).notebooks


CLASS = (
    Pupil(first="Ina", last="Innocent", number=42, login="ii@x.org"),
    Pupil(first="Ann", last="Rocket", number=43, login="ar@x.org", group="Team Rocket"),
    Pupil(first="Bo", last="Roe", number=44, login="br@x.org", group="Team Rocket"),
    Pupil(first="Solo", last="Sam", number=9, login="ss@x.org"),
)


def worksheet(path, **options):
    path.write_bytes(worksheet_of_moodle(CLASS, **options))
    return path


def grades(made):
    return {row[0]: row[made.table.rows[0].index("Maximum grade") - 1] for row in made.table.rows[1:]}


def test_a_groups_grade_goes_to_its_members_and_to_no_one_with_the_groups_number(book, tmp_path):
    team = moodle("Team Rocket", 42, answers={"scratch.relu": ABSOLUTE})
    scores = fill(book, team, moodle("Solo Sam", 9))
    made = export(scores, "moodle", worksheet(tmp_path / "w.csv", groups=True))
    given = grades(made)
    assert (given["Participant 42"], given["Participant 9"]) == ("", "20")
    assert given["Participant 43"] == given["Participant 44"] != ""
    ina = next(row for row in made.table.rows if row[0] == "Participant 42")
    assert ina[-1] == ""  # and no comment
    assert "Team Rocket_42 is a group, and its grade goes to Ann Rocket, Bo Roe." in made.remarks


def test_a_number_whose_name_does_not_fit_gets_nothing_and_the_way_out_is_said(book, tmp_path):
    scores = fill(book, moodle("Team Rocket", 42), moodle("Solo Sam", 9))
    made = export(scores, "moodle", worksheet(tmp_path / "w.csv"))
    assert grades(made) == {"Participant 42": "", "Participant 43": "", "Participant 44": "", "Participant 9": "20"}
    (remark,) = made.remarks
    assert "has Ina Innocent under the number 42, and the submission is called Team Rocket" in remark
    assert "--roster CLASS.csv" in remark


def test_a_members_own_work_comes_before_the_groups(book, tmp_path):
    scores = fill(book, moodle("Team Rocket", 5, answers={"scratch.relu": ABSOLUTE}), moodle("Bo Roe", 44))
    given = grades(export(scores, "moodle", worksheet(tmp_path / "w.csv", groups=True)))
    assert given["Participant 44"] == "20"
    assert 0 < float(given["Participant 43"]) < 20


def test_two_students_of_one_number_leave_the_row_as_it_was(book, tmp_path):
    scores = fill(book, moodle("Solo Sam", 9), moodle("Sam Solo", 9))
    made = export(scores, "moodle", worksheet(tmp_path / "w.csv"))
    assert grades(made)["Participant 9"] == ""
    assert "Sam Solo_9 and Solo Sam_9 are both Solo Sam, whose row stays as it was." in made.remarks


def test_a_number_of_another_platform_is_nobodys(book, tmp_path):
    scores = fill(book, moodle("Solo Sam", 9), moodle("Bo Roe", 44))
    students = tuple(replace(one, platform="canvas" if "Bo" in one.name else "moodle") for one in scores.students)
    made = export(replace(scores, students=students), "moodle", worksheet(tmp_path / "w.csv"))
    assert (grades(made)["Participant 44"], grades(made)["Participant 9"]) == ("", "20")


def test_a_worksheet_in_another_language_is_told_by_what_is_in_it(book, tmp_path):
    path = worksheet(tmp_path / "w.csv", header=GERMAN, word="Teilnehmer/in", comma=True, groups=True)
    made = export(fill(book, moodle("Team Rocket", 42), moodle("Solo Sam", 9)), "moodle", path)
    header, *body = made.table.rows
    assert [row[header.index("Bewertung")] for row in body] == ["", "20", "20", "20"]
    assert [row[header.index("Feedback als Kommentar")] != "" for row in body] == [False, True, True, True]


def test_an_anonymous_worksheet_goes_by_the_number(book, tmp_path):
    made = export(fill(book, moodle("Participant", 9)), "moodle", worksheet(tmp_path / "w.csv", hidden=True))
    assert grades(made)["Participant 9"] == "20"


def test_without_a_worksheet_a_name_that_may_be_a_groups_gets_no_grade_and_no_page(book):
    scores = fill(book, moodle("Team Rocket", 42), moodle("Solo Sam", 9))
    made = export(scores, "moodle")
    assert [row["Identifier"] for row in rows(made)] == ["Participant 9"]
    assert "Team Rocket_42 may be a group" in made.remarks[0]
    assert [bool(TAKING_BACK["moodle"].feedback_name(one)) for one in scores.students] == [True, False]


def test_a_group_of_canvas_is_not_taken_for_the_member_whose_number_it_has(book, tmp_path):
    template = write(tmp_path / "canvas.csv", *CANVAS)
    made = export(fill(book, canvas("teamrocket", 4712, 1), canvas("doejane", 4711, 2)), "canvas", template)
    assert [row[7] for row in made.table.rows[3:5]] == ["20", "12.5"]
    assert any("Roe, Rik under the number 4712" in remark for remark in made.remarks)


def test_what_canvas_does_not_take_stays_as_it_is_and_is_said(book, tmp_path):
    lines = [line.replace("12.5", "EX").replace(",A,keeps well,8,,", ",A,keeps well,8,N/A,") for line in CANVAS]
    scores = fill(book, canvas("doejane", 4711, 1), canvas("roerik", 4712, 2), canvas("lowlia", 4714, 3))
    made = export(scores, "canvas", write(tmp_path / "canvas.csv", *lines))
    assert [row[7] for row in made.table.rows[3:]] == ["N/A", "EX", "11", "20"]
    assert [remark.split(" ")[0] for remark in made.remarks] == ["Canvas", "Canvas"]


def test_the_gradebook_that_canvas_exports_is_filled_in(book, tmp_path):
    path = tmp_path / "canvas.csv"
    for options in ({}, {"delimiter": ";", "mark": True}, {"hidden": True}):
        path.write_bytes(gradebook(CLASS, **options))
        made = export(fill(book, canvas("samsolo", 9, 1)), "canvas", path)
        assert made.table.rows[-1][5] == "20"


@pytest.mark.parametrize("anonymous", [False, True])
def test_a_page_goes_back_under_the_name_of_the_upload_wherever_it_lay(book, anonymous):
    name = "LATE_anon_aB3dE_101_04.ipynb" if anonymous else "roe_LATE_9_101_hw.zip/deep/04.ipynb"
    place = f"download/{name}"
    who = {"name": "anon_aB3dE"} if anonymous else {"name": "roe", "platform_id": "9"}
    (student,) = fill(book, entry("s", place=place, **who)).students
    expected = "LATE_anon_aB3dE_101_feedback.html" if anonymous else "roe_LATE_9_101_feedback.html"
    assert TAKING_BACK["canvas"].feedback_name(student) == expected


def test_the_csv_begins_with_the_mark_that_excel_wants_and_platforms_tables_do_not(book):
    scores = fill(book, moodle("José", 7))
    assert export(scores, "csv").table.to_bytes().startswith(b"\xef\xbb\xbfstudent,")
    assert export(scores, "moodle").table.to_bytes().startswith(b"Identifier,")


def test_a_template_in_windows_letters_is_read_and_that_is_said(book, tmp_path):
    path = tmp_path / "w.csv"
    path.write_bytes(
        "Identifier;Full name;Grade;Maximum grade;Last modified (grade)\nParticipant 7;José;;20,00;-\n".encode("cp1252")
    )
    made = export(fill(book, moodle("José", 7)), "moodle", path)
    assert made.table.to_bytes().decode().endswith("Participant 7;José;20;20,00;-\n")
    assert "read as Windows-1252" in made.remarks[0]
