"""Where a name of a person begins and ends, in Arabic, which has no capitals, and in Latin letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from multaqa.analysis.text.person_words import COMPLETIONS, first_names, is_arabic, is_one, person_words
from multaqa.analysis.text.words import Word, is_inside_a_name, is_unbroken, prefixes_of, without

COMPOUNDS = {
    "ام": frozenset({"كلثوم", "كلتوم", "الخير", "هاني", "العيد", "الفضل", "البنين", "هانيه", "المومنين"}),
    "ما": frozenset({"العينين"}),
}
MOST_PARTS = 4
MOST_WORDS = 8  # with particles
MOST_GIVEN = 3
STOPS = frozenset('.,،;؛:!?؟()[]«»"“”/|\n\t')
FAMILIES = re.compile("(?:بن|بل|بو|او|ايت)\\w{3,}")  # بنعلي, بلقاسم, أوحدو
TITLES_IN_NAMES = frozenset({"مولاي", "سيدي", "لاله", "للا", "سيد", "moulay", "sidi", "lalla"})
BINDS = frozenset({"ايت", "بن", "ابن", "اد", "نيت", "بو", "ابو", "عبد"})  # a name follows, whatever else it means
ELIDED = frozenset({"d", "l", "n", "qu", "c", "s", "j"})
SHORTEST_IMPERFECT = 5  # letters: يؤكد, ستعمل may follow a surname; فاعل names are shorter or known


@dataclass(frozen=True)
class Name:
    """Words at to end of a text, behind a clitic."""

    at: int
    end: int
    prefix: str
    is_full: bool  # a first name and a surname
    is_known: bool  # begins with a first name that is nothing else
    has_first_name: bool  # begins with a first name, even one that is a word too (أمل)


class NameReader:
    def __init__(self, text: str, words: Sequence[Word], inside_places: frozenset[int]) -> None:
        self.text = text
        self.words = words
        self.inside_places = inside_places  # words of territories

    def name_at(self, at: int, *, trusted: bool) -> Name | None:
        """The name that begins at a word. trusted: an honorific stands before it, so that any word may be one."""
        if at >= len(self.words):
            return None
        return self._arabic(at, trusted) if is_arabic(self.words[at]) else self._latin(at, trusted)

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.words[at - 1].end : self.words[at].start] if 0 < at < len(self.words) else "\n\n"

    # Latin letters

    def _latin(self, at: int, trusted: bool) -> Name | None:
        if self._is_excellency(at):
            return None
        end, parts, last = at, 0, at
        while end < min(len(self.words), at + MOST_WORDS) and parts < MOST_PARTS and (end == at or self._joins(end)):
            if self._is_particle(end):
                end += 1
                continue
            glued = end > at and self.gap(end) in {"-", "'", "’", "‑"} and not self._is_elided(end - 1)
            if not (glued or self._may_be_a_name(end)):
                break
            parts += 0 if glued and parts and not self._is_particle(end - 1) else 1
            end += 1
            last = end
        if last == at or self.words[last - 1].end - self.words[at].start < 2:
            return None
        known = first_names().get(self.words[at].text, False)
        if not (trusted or self.text[self.words[at].start].isupper()):
            return None
        return Name(at, last, "", parts > 1, known, self.words[at].text in first_names())

    def _is_excellency(self, at: int) -> bool:
        """The letters of S.E. and S.E.M. are nobody's initials."""
        here = [word.text for word in self.words[max(0, at - 1) : at + 2]]
        return here[:2] == ["s", "e"] or here[-2:] == ["s", "e"] or here[-2:] == ["e", "m"]

    def _is_elided(self, at: int) -> bool:
        """D'après Karima names Karima; D'Angelo and M'hamed are names."""
        return self.words[at].text in ELIDED and not self.text[self.words[at + 1].start].isupper()

    def _joins(self, at: int) -> bool:
        gap = self.gap(at)
        before = self.words[at - 1]
        if len(before.text) == 1 and gap in {". ", "."} and self.text[before.start].isupper():
            return True  # A. Benali
        if "\n" in gap:  # a line that is broken because it is full, and no list
            line = self.text.rfind("\n", 0, before.end) + 1
            return gap.strip(" ") in {"\n", "\r\n"} and before.end - line > 50
        return is_inside_a_name(gap) and "/" not in gap and gap not in {" - ", " – ", " — "}

    def _is_particle(self, at: int) -> bool:
        """El, ben, Aït before a word that may be a name."""
        if self.words[at].text not in person_words()["particle"] or at + 1 >= len(self.words):
            return False
        if self._is_elided(at):
            return False
        following = at + 2 if self.words[at + 1].text in person_words()["particle"] else at + 1  # de los, Aït El
        return following < len(self.words) and all(
            self._joins(place) and (place < following or self._may_be_a_name(place)) for place in (at + 1, following)
        )

    def _may_be_a_name(self, at: int) -> bool:
        word = self.words[at]
        if is_arabic(word) or word.text[0].isdigit() or not self.text[word.start].isupper():
            return False
        roles = person_words()
        if word.text in first_names():
            return True
        return not any(word.text in roles[role] for role in ("no_name", "office", "honorific", "honorifics"))

    # Arabic letters

    def _arabic(self, at: int, trusted: bool) -> Name | None:
        for prefix in prefixes_of(self.words[at].text):
            found = self._given_names(at, prefix)
            if found is not None:
                end, given, known = found
                if not (self._follows(end) and self.words[end].text.startswith("و") and not trusted):
                    end, has_surname = self._surname(end, trusted)
                else:
                    has_surname = False  # وهبي behind an honorific alone: elsewhere it is "and"
                known = known or (has_surname and (self._is_a_family(at, end) or self._is_a_nisba_of(at, end)))
                return Name(at, end, prefix, given > 1 or has_surname, known, True)
        return self._unknown_arabic(at) if trusted else None

    def _given_names(self, at: int, prefix: str) -> tuple[int, int, bool] | None:
        """The word after the first names, how many they are, and whether one of them is nothing else."""
        end, given, known, titled = at, 0, False, False
        while end < len(self.words) and given < MOST_GIVEN and (end == at or self._follows(end)):
            word = without(prefix, self.words[end].text) if end == at else self.words[end].text
            if self._is_compound(word, end + 1):
                end, given, known = end + 2, given + 1, True
            elif word in TITLES_IN_NAMES and not titled:
                end, titled = end + 1, True
            elif word in COMPLETIONS and given:
                end, known = end + 1, True
            elif word in first_names() and not self._is_upon(end):
                end, given, known = end + 1, given + 1, known or first_names()[word]
            else:
                break
        return (end, given, known) if given else None

    def _is_upon(self, at: int) -> bool:
        """على is no علي, though both fold alike."""
        word = self.words[at]
        return word.text == "علي" and self.text[word.start : word.end].endswith("لى")

    def _is_compound(self, word: str, following: int) -> bool:
        """عبد الله, أم كلثوم, ماء العينين."""
        if following >= len(self.words) or not self._follows(following):
            return False
        return word == "عبد" or self.words[following].text in COMPOUNDS.get(word, ())

    def _closes(self, at: int) -> bool:
        """Whether a word is the last before a sign, an office or a verb, and so of the name: محمد كمال بناني،"""
        if self.words[at].text.endswith(("ا", "ات")) and self.words[at].text not in first_names():
            return False  # حضوريا
        return not self._follows(at + 1) or is_one(self.words[at + 1], "office", "verb", "honorific")

    def _surname(self, at: int, trusted: bool) -> tuple[int, bool]:
        """The word after a surname that begins here, and whether there is one: بن علي, آيت موسى, العلوي المدغري."""
        end, found = at, False
        while (
            end - at < MOST_WORDS
            and self._follows(end)
            and self.words[end].text in person_words()["particle"]
            and (self._may_follow(end + 1) or self._is_bound(end + 1))
        ):
            end, found = end + 2, True
            last = self.words[end - 1].text  # بن عبد الله, آيت الحاج علي
            if last in person_words()["particle"] and (self._may_follow(end) or (last == "عبد" and self._follows(end))):
                end += 1
        if not found and (self._may_follow(end) or (trusted and self._is_an_office_as_surname(at, end))):
            end, found = end + 1, True
        if found and self._may_follow(end) and (self._is_nisba(end) or (trusted and self._closes(end))):
            end += 1
        return end, found

    def _unknown_arabic(self, at: int) -> Name | None:
        """Behind an honorific: a surname alone, or a first name that we do not know and a surname."""
        if self.words[at].text in person_words()["particle"] and self._may_follow(at + 1):
            return Name(at, self._surname(at, True)[0], "", False, False, False)
        if not self._may_be_arabic(at):
            return None
        if not self._looks_like_a_verb(at + 1) and self._surname(at + 1, True)[1]:
            return Name(at, self._surname(at + 1, True)[0], "", True, False, False)
        return Name(at, at + 1, "", False, False, False)

    def _is_an_office_as_surname(self, at: int, end: int) -> bool:
        """السيد خالد سفير، is no ambassador of anything: an office alone before a sign, behind a first name."""
        if at != end or not self._follows(end) or self._follows(end + 1) or end + 1 >= len(self.words):
            return False
        return self.words[end].text in person_words()["office"] and self.words[end - 1].text in first_names()

    def _may_follow(self, at: int) -> bool:
        return self._follows(at) and self._may_be_arabic(at)

    def _follows(self, at: int) -> bool:
        """Whether nothing parts a word from the one before it."""
        if not 0 < at < len(self.words):
            return False
        gap = self.gap(at)
        if "\n" in gap:
            return self._joins(at)
        return is_unbroken(gap, STOPS) and gap not in {" - ", " – ", " — "}

    def _may_be_arabic(self, at: int) -> bool:
        word = self.words[at]
        if not is_arabic(word) or len(word.text) < 2 or at in self.inside_places or self._is_upon(at):
            return False
        if word.text in first_names():
            return True
        roles = person_words()
        if any(
            word.text in roles[role] for role in ("no_name", "office", "verb", "honorific", "honorifics", "named_after")
        ):
            return False
        if word.text.startswith(("بال", "لل", "وال", "فال", "كال")) or (word.text[-1] == "ه" and word.text[:2] == "ال"):
            return False
        others = ("office", "verb", "no_name", "named_after", "honorific", "honorifics")
        return not (word.text[0] == "و" and (word.text[1:] in first_names() or is_one(word, *others)))

    def _is_bound(self, at: int) -> bool:
        """آيت القاضي is a family and no judge."""
        return self._follows(at) and is_arabic(self.words[at]) and self.words[at - 1].text in BINDS

    def _is_a_family(self, at: int, end: int) -> bool:
        """Surnames that are nothing else, which make a name of a first name that is a word too: هدى بنيحيى."""
        words = [word.text for word in self.words[at + 1 : end]]
        return any(FAMILIES.fullmatch(word) and word not in person_words()["no_family"] for word in words)

    def _is_a_nisba_of(self, at: int, end: int) -> bool:
        """كريم العلوي is a man: an adjective with an article would ask one of its noun."""
        return end == at + 2 and not self.words[at].text.startswith("ال") and self._is_nisba(at + 1)

    def _is_nisba(self, at: int) -> bool:
        word = self.words[at].text
        return word.startswith("ال") and word.endswith("ي") and len(word) > 4

    def _looks_like_a_verb(self, at: int) -> bool:
        word = self.words[at].text if at < len(self.words) else ""
        imperfect = word.startswith(("ي", "سي", "ست")) and len(word) >= SHORTEST_IMPERFECT
        known = word in first_names() or word in person_words()["particle"]
        return not known and (word.endswith("ت") or imperfect)
