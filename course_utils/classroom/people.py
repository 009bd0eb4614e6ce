"""Who is who: one id of a platform is one student, and a class list says whose a name is."""

from collections.abc import Iterable
from dataclasses import replace

from course_utils.classroom.gradebook import Person
from course_utils.classroom.platforms.platform import Owner
from course_utils.classroom.roster import Listed, Roster, names_fit

NOTHING = "Nothing was handed in."
UNLISTED = "Nobody on the class list goes by this name or id."


class People:
    """The students who have been met so far, and `said`: what a lecturer should know of who they are, in sentences."""

    def __init__(self, known: Iterable[Person] = (), roster: Roster | None = None) -> None:
        """Begin with nobody met.

        Args:
            known: whom the gradebook has; they keep the key that they have there.
            roster: the class list, if there is one.
        """
        self.roster = roster
        self.keys = {person.student: person for person in known}
        self.known = {identity: person for person in self.keys.values() for identity in _identities(person)}
        self.met: dict[str, Person] = {}
        self.said: list[str] = []

    def whose(self, owner: Owner) -> list[Person]:
        """Return whose work it is: one student, or each member of a group on the class list."""
        if self.roster and self.roster.is_group(owner):
            return [self._meet(_listed_person(member)) for member in self.roster.members(owner.name)]
        if owner.may_be_group and not self.roster:
            self.said.append(
                f"{owner.name} may be a group. Its members get its grade if they are told: --roster CLASS.csv, a list "
                "with each student's group."
            )
        person = Person(student=owner.student, name=owner.name, platform=owner.platform, platform_id=owner.platform_id)
        listed = self.roster.find(owner) if self.roster else None
        if self.roster and listed and owner.platform_id and not self.roster.fits(owner, listed):
            problem = (
                f"The id {owner.platform_id} is {listed.name}'s on the class list, and here it goes with the name "
                f"{owner.name}. Nothing was graded: it may be the number of a group, or another class's list."
            )
            # without the id, since no export may give this student's grade to the other
            return [self._meet(replace(person, platform="", platform_id="", problem=problem))]
        if listed:
            earlier = self.keys.get(owner.student)  # of a run without a class list
            of_list = _listed_person(listed)
            person = replace(
                of_list,
                student=owner.student if earlier and earlier.listed in ("", listed.student) else of_list.student,
                platform=of_list.platform or person.platform,
                platform_id=of_list.platform_id or person.platform_id,
            )
        elif self.roster and not owner.anonymous:
            person = replace(person, note=UNLISTED)
        return [self._meet(person)]

    def _meet(self, person: Person) -> Person:
        """Return the student as the gradebook, or an earlier file, knows them."""
        for identity in _identities(person):
            earlier = self.known.get(identity)
            if not earlier:
                continue
            if not names_fit(earlier.name, person.name):
                if person.platform == "moodle":
                    self.said.append(
                        f"Moodle's id {person.platform_id} goes with {earlier.name} and with {person.name}; they are "
                        "kept apart. One of them may be a group: --roster CLASS.csv tells."
                    )
                    continue
                self.said.append(
                    f"The id {person.platform_id} goes with {earlier.name} and with {person.name}; it is one student."
                )
            elif earlier.student in self.met and earlier.name != person.name:
                self.said.append(f"{earlier.name} and {person.name} are one student.")
            person = replace(person, student=earlier.student, name=earlier.name if person.listed else person.name)
            break
        before = self.met.get(person.student)
        if before:
            person = replace(person, note=before.note or person.note, problem=before.problem or person.problem)
        self.met[person.student] = person
        self.known |= dict.fromkeys(_identities(person), person)
        return person

    def meet_absent(self) -> None:
        """Meet those on the class list who have handed in nothing."""
        listed = {person.listed for person in self.met.values()}
        for one in self.roster.students if self.roster else ():
            if one.student not in listed:
                person = self._meet(_listed_person(one))
                self.met[person.student] = replace(person, note=person.note or NOTHING)


def _listed_person(one: Listed) -> Person:
    return Person(
        student=one.student, name=one.name, platform=one.platform, platform_id=one.platform_id, listed=one.student
    )


def _identities(person: Person) -> list[tuple[str, str]]:
    """Return by what a student is known again, the surest first."""
    by_id = [(person.platform, person.platform_id)] if person.platform_id else []
    return by_id + ([("class list", person.listed)] if person.listed else [])
