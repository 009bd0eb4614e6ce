"""Who is who: a student of a class list, and whether two names can be one person's."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Letters that Unicode does not take apart into a plain letter and a mark.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# What stands inside a word and is left out as often as not: O'Neil, ONeil.
INSIDE_WORDS = re.compile(r"['’ʼʻ`´.]")
SIGNS = ("Mc", "Mn")
GROUP_WORDS = (
    "group", "team", "gruppe", "groupe", "grupo", "gruppo", "groep", "grupp", "grupa", "equipo", "equipe", "squadra",
)  # fmt: skip
SHORTEST_PART = 3  # of a name without spaces, in which a shorter one stands by chance


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One student of a class list.

    `student` is unique in the class. `platform_id` is the number by which `platform` knows the student, both "" in a
    list of another origin. `ids` are the others: login, number of the school, e-mail and the part before its @.
    """

    student: str
    name: str
    platform: str = ""
    platform_id: str = ""
    ids: frozenset[str] = frozenset()
    email: str = ""
    groups: tuple[str, ...] = ()
    section: str = ""


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name without case, accents and punctuation."""
    plain = INSIDE_WORDS.sub("", unicodedata.normalize("NFKD", name).casefold().translate(PLAIN))
    kept = (letter for letter in plain if not unicodedata.combining(letter))
    # a vowel sign of an Indian script is no letter by itself, and ends no word
    return tuple(
        "".join(letter if letter.isalnum() or unicodedata.category(letter) in SIGNS else " " for letter in kept).split()
    )


def squeezed(name: str) -> str:
    """Return the letters and digits of a name alone, as it stands in a file name."""
    return "".join(words(name))


def same_name(one: str, other: str) -> bool:
    """Return whether two names are the same but for case, accents, punctuation, order and middle names.

    Args:
        one: a name, in which words may be run together.
        other: another.
    """
    ours, theirs = words(one), words(other)
    if not ours or not theirs:
        return False
    for spelled in (str, _without_umlauts):
        mine, yours = {spelled(word) for word in ours}, {spelled(word) for word in theirs}
        if mine == yours or (min(len(mine), len(yours)) > 1 and (mine < yours or yours < mine)):
            return True
        if _run_together(spelled("".join(ours)), yours) or _run_together(spelled("".join(theirs)), mine):
            return True
    return False


def names_fit(one: str, other: str) -> bool:
    """Return whether two names can be one person's: they are the same, or share a word longer than an initial.

    A nickname and a name by marriage leave one word as it was. A name without letters fits every other.

    Args:
        one: a name, in which words may be run together.
        other: another.
    """
    ours, theirs = words(one), words(other)
    if not ours or not theirs or same_name(one, other):
        return True
    shared = set(map(_without_umlauts, ours)) & set(map(_without_umlauts, theirs))
    if any(len(word) > 1 or not word.isascii() for word in shared):
        return True
    return _shares_an_end(ours, theirs) or _shares_an_end(theirs, ours)


def _without_umlauts(word: str) -> str:
    """Return a word in which Mueller is spelled as Müller is, whose dots have gone already."""
    return re.sub("([aou])e", r"\1", word)


def _run_together(joined: str, parts: set[str]) -> bool:
    """Return whether a text has all the words of a name, in any order, and nothing else."""
    return sorted(joined) == sorted("".join(parts)) and all(part in joined for part in parts)


def _shares_an_end(joined: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Return whether a name that was run together begins or ends with a word of another."""
    long_enough = [part for part in parts if len(part) >= SHORTEST_PART or not part.isascii()]
    return len(joined) == 1 and any(joined[0].startswith(part) or joined[0].endswith(part) for part in long_enough)


def may_be_a_group(name: str, run_together: bool = False) -> bool:
    """Return whether a name looks like a group's rather than a person's: it has a digit, or a word such as Team.

    Args:
        name: as it stands in a download.
        run_together: its words may be.
    """
    ours = words(name)
    starts = run_together and squeezed(name).startswith(GROUP_WORDS)
    return starts or any(word in GROUP_WORDS or re.search(r"\d", word) for word in ours)


def other_ids(texts: Iterable[str]) -> frozenset[str]:
    """Return the ids among some cells, with the part of an e-mail before its @."""
    given = {text.strip() for text in texts} - {""}
    return frozenset(given | {text.partition("@")[0] for text in given if "@" in text} - {""})
