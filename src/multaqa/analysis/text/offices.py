"""The office that a text gives a person, before the name (والي الجهة، السيد ...) or after it (M. X, wali de ...)."""

from collections.abc import Sequence
from dataclasses import dataclass

from multaqa.analysis.text.names import Name, NameReader
from multaqa.analysis.text.person_words import bare_forms, first_names, is_arabic, is_one, person_words
from multaqa.analysis.text.words import LONGEST_QUOTE, QUOTES, Word, end_of_quote, is_unbroken

LONGEST = 28  # words
WALI = frozenset({"والي", "لوالي"})
LONGEST_REGION = 8  # words: والي جهة الرباط سلا القنيطرة
ARTICLES = frozenset(
    {"le", "la", "l", "les", "the", "un", "une", "en", "sa", "qualite", "de", "ex", "ancien", "ancienne"}
)
STOPS = frozenset(".;؛:!?؟()[]\n\t|") | QUOTES.keys() | set(QUOTES.values())
GOES_ON = frozenset({"de", "du", "des", "d", "et", "charge", "chargee", "porte", "president", "presidente", "membre"})
OPEN = frozenset({"de", "du", "des", "d", "l", "la", "le", "les", "et", "en", "a", "au", "aux"})
LEARNED = frozenset({"باحث", "باحثه", "خبير", "خبيره", "متخصص", "متخصصه", "مختص", "مختصه", "اخصائي", "اخصائيه"})
LINKS = frozenset({"", ",", "،", "(", ":", "-", "–", "—", ", ", "، "})


@dataclass(frozen=True)
class Office:
    """Words at to end of a text."""

    at: int
    end: int


class OfficeReader:
    def __init__(self, text: str, words: Sequence[Word], names: NameReader) -> None:
        self.text = text
        self.words = words
        self.names = names

    def after(self, name: Name) -> Office | None:
        """The office right behind a name, or behind a comma, a bracket or a dash."""
        at = name.end
        if at >= len(self.words) or self.names.gap(at).strip() not in LINKS:
            return None
        start = at
        while at < len(self.words) and self.words[at].text in ARTICLES and at - start < 4:
            at += 1
        if at >= len(self.words) or not self._is_office(at):
            return None
        if at > start and not is_unbroken(self.text[self.words[start].start : self.words[at].start], STOPS):
            return None
        end = self.end_of(at)
        if at > start and self._introduces_another(end):
            return None  # Mme A, le wali de la région, M. B
        return Office(at, end)

    def before(self, name_at: int) -> Office | None:
        """The office that ends right before a name and the honorifics in front of it."""
        at = name_at
        while at > 0 and is_one(self.words[at - 1], "honorific", "weak_honorific") and not self._parts(at):
            at -= 1
        gap = self.names.gap(at)
        if at == 0 or gap.strip(' \n»”"') not in {"", ",", "،"} or "\n\n" in gap:
            return None
        head, quoted = None, self._quoted_before(at)
        for place in range(at - 1, max(-1, at - LONGEST), -1):
            if place >= quoted:
                continue
            if place < at - 1 and place + 1 != quoted and self._ends_at(place + 1, office=True):
                break
            if self.ends_role(place) or (place < at - 1 and self._is_honorific(place)):
                break
            if self._is_office(place):
                head = place
                if self._begins_afresh(place):
                    head = self._wali_before(place)
                    break
            elif head is not None and head - place > 3:
                break
        if head is None or self.words[at - 1].text in {"طرف", "قبل"}:
            return None  # الممثلة من طرف السيدة ...
        return Office(head, at)

    def _wali_before(self, at: int) -> int:
        """والي جهة الشرق عامل عمالة وجدة is one man in both offices; the word itself where no wali stands before it."""
        if self.words[at].text.startswith("و") and self.words[at].text[1:] in person_words()["office"]:
            return at  # والي الجهة وعامل الإقليم are two
        for place in range(at - 1, max(-1, at - LONGEST_REGION), -1):
            if self.names.gap(place + 1).strip(" -–‑،") or self._is_honorific(place):
                return at
            if self.words[place].text in WALI:
                return place
        return at

    def _quoted_before(self, at: int) -> int:
        """The first word of a quoted name that ends right before a word: تعاونية "أمل الجبل"، عائشة; or that word."""
        gap = self.names.gap(at).strip(" ,،\n")
        opening = next((sign for sign, closing in QUOTES.items() if closing == gap), "")
        if not opening:
            return at
        end = self.words[at - 1].end
        opened = self.text.rfind(opening, max(0, end - LONGEST_QUOTE), end)
        return next((place for place in range(at - 1, -1, -1) if self.words[place].start < opened), at - 1) + 1

    def end_of(self, at: int) -> int:
        """The word after the last of an office that begins here."""
        end = at + 1
        while end < len(self.words) and end - at < LONGEST:
            if quoted := end_of_quote(self.text, self.words, end):
                return quoted
            if self._ends_at(end, office=False):
                break
            end += 1
        while end > at + 1 and self.words[end - 1].text in {"et", "le", "la", "les", "l", "de", "و", "en"}:
            end -= 1
        return end

    def _ends_at(self, at: int, *, office: bool) -> bool:
        """Whether an office cannot go on from the word before to this one."""
        gap = self.names.gap(at)
        if not is_unbroken(gap, STOPS - {"\n"}) or "\n\n" in gap or (not office and "\n" in gap and len(gap) > 2):
            return True
        if gap.strip() in {"-", "–", "—"} and " " in gap:
            return True
        word = self.words[at]
        if not office and "\n" in gap and self._begins_a_line(at):
            return True
        if ("," in gap or "،" in gap) and not (word.text in GOES_ON or word.text[0] == "و"):
            return True
        if office:
            return False
        return self.ends_role(at) or self._is_honorific(at) or self._another_begins(at)

    def _begins_a_line(self, at: int) -> bool:
        """A capital behind a line that no small word leaves open: a wrapped office goes on in small letters."""
        return self.text[self.words[at].start].isupper() and self.words[at - 1].text not in OPEN

    def _another_begins(self, at: int) -> bool:
        """Et le wali, et Karim Benali; ورئيس, ومحمد."""
        word = self.words[at]
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        if word.text in {"et", "and"} and following is not None:
            if "," in self.names.gap(at) and not self._is_office(at + 1):
                return True
            return following.text in {"le", "la", "l", "les", "m", "mme", "mm"} or following.text in first_names()
        if word.text[0] == "و" and is_arabic(word):
            return word.text[1:] in first_names() or is_one(word, "verb") or self._is_office(at)
        if is_arabic(word) and first_names().get(word.text, False):
            name = self.names.name_at(at, trusted=False)
            return name is not None and name.is_full
        return False

    def _introduces_another(self, end: int) -> bool:
        if end >= len(self.words) or self.names.gap(end).strip() not in {"", ",", "،"}:
            return False
        if is_one(self.words[end], "honorific"):
            return True
        name = self.names.name_at(end, trusted=False)
        return name is not None and name.is_full and name.is_known

    def _is_office(self, at: int) -> bool:
        return any(form in person_words()["office"] for form in bare_forms(self.words[at]))

    def _is_honorific(self, at: int) -> bool:
        """M. but not the M of M'diq."""
        word = self.words[at]
        alone = len(word.text) > 1 or is_arabic(word) or self.text[word.end : word.end + 1] in {".", " "}
        return alone and is_one(word, "honorific", "honorifics")

    def _begins_afresh(self, at: int) -> bool:
        """An article, "and" or a comma before it makes an office the first word of its phrase."""
        if at == 0 or self.names.gap(at).strip():
            return True
        if is_arabic(self.words[at]):
            housed = self.words[at].text.startswith("ال") and is_one(self.words[at - 1], "named_after")
            return self.words[at].text[0] == "و" or not (housed or self._is_office(at - 1))  # مديرة دار الطالبة
        return self.words[at - 1].text in ARTICLES - {"de"} or not self._is_office(at - 1)

    def ends_role(self, at: int) -> bool:
        """A verb, or "est", "who", "and said": behind it somebody acts."""
        word = self.words[at]
        if word.text == "a":
            return self.text[word.start].casefold() == "a"
        if word.text == "par" and at + 1 < len(self.words) and self.words[at + 1].text == "interim":
            return False
        if word.text[0] == "ف" and word.text[1:] in person_words()["verb"]:
            return True  # رئيس الجمعية فقال
        if word.text == "في" and at + 1 < len(self.words):
            studies = any(form in LEARNED for form in bare_forms(self.words[at - 1]))
            return not (studies or self.words[at + 1].text == "وضعيه")
        is_verb = word.text in person_words()["verb"] and word.text not in person_words()["named_after"]  # دار الطالبة
        return word.text in person_words()["end_of_role"] or is_verb

    def _parts(self, at: int) -> bool:
        return not is_unbroken(self.names.gap(at), frozenset(",،;؛:!?؟()\n"))
