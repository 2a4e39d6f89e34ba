"""What stands around a name of a place, and makes it a word, a person, a street or a road instead."""

import re

from multaqa.analysis.text.gazetteer import THE_REGION
from multaqa.analysis.text.place_words import Cue, place_words
from multaqa.analysis.text.words import is_unbroken, prefixes_of, without, words_of

ARABIC = re.compile(r"[\u0600-\u06ff]")
STOPS = frozenset(".!?؟;؛…|\t")


class Surroundings:
    """A text's words, with what has been read of them so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)
        self.cues: dict[int, Cue] = {}
        self.last_end = 0  # the word after the last place

    def is_of_a_person_or_street(self, at: int, prefix: str) -> bool:
        if at == 0 or prefix:
            return False
        lexicon, before = place_words(), self.words[at - 1]
        if not is_unbroken(self.text[before.end : self.words[at].start], STOPS | set(",،:()\n-–—")):
            return False
        if before.text in lexicon["first_name"] or before.text in lexicon["honorific"]:
            return True
        if before.text in {"de", "d", "du"} and at > 1:
            before = self.words[at - 2]
        return any(without(prefix, before.text) in lexicon["street"] for prefix in prefixes_of(before.text))

    def looks_like_a_name(self, at: int, count: int, prefix: str) -> bool:
        """False for a word of the language, unless what stands around it makes it a name."""
        source = self.text[self.words[at].start : self.words[at + count - 1].end]
        spelling = without(prefix, self.words[at].text)
        if spelling in place_words()["son"]:
            return self._stands_as_a_name(at, prefix)  # محمد بن احمد is a man
        if count > 1 or ARABIC.search(source):
            return count > 1 or self._is_no_arabic_word(at, prefix, spelling)
        if spelling in place_words()["like_noun"]:
            return False
        if spelling in place_words()["like_adjective"]:
            return source[:1].isupper() and self._stands_as_a_name(at, prefix)
        return True

    def _is_no_arabic_word(self, at: int, prefix: str, spelling: str) -> bool:
        """An adjective agrees with the noun before it: المراكز الجديدة names no town, بالجديدة does."""
        if spelling in place_words()["like_noun"]:
            return self._follows_a_place(at)
        if spelling not in place_words()["like_adjective"]:
            return True
        return self._stands_as_a_name(at, prefix)

    def _stands_as_a_name(self, at: int, prefix: str) -> bool:
        if prefix and prefix[-1] in "بل":
            return True
        if self._follows_a_place(at) or self._opens_a_dateline(at):
            return True
        if at == 0 or prefix:
            return False
        before = self.words[at - 1]
        if not is_unbroken(self.text[before.end : self.words[at].start], STOPS | set(",،:()\n")):
            return False
        lexicon = place_words()
        known = lexicon["preposition"].keys() | lexicon["host"].keys()
        return any(without(clitic, before.text) in known for clitic in prefixes_of(before.text))

    def _follows_a_place(self, at: int) -> bool:
        """Next in a list of places."""
        if not 0 < self.last_end <= at <= self.last_end + 2:
            return False
        words = self.words[self.last_end : at]
        gap = self.text[self.words[self.last_end - 1].end : self.words[at].start]
        joined = bool(words) or any(sign in gap for sign in ",،-–/") or self.words[at].text.startswith("و")
        return joined and all(word.text in place_words()["list"] for word in words) and is_unbroken(gap, STOPS)

    def _opens_a_dateline(self, at: int) -> bool:
        """Rabat – ..., العيون: ... at the beginning of a line."""
        word = self.words[at]
        before = self.text[: word.start].rstrip(' \t"«(*#')[-1:] if word.start < 200 else self.text[word.start - 1]
        after = self.text[word.end : word.end + 3].lstrip()
        return before in {"", "\n"} and after[:1] in {":", "-", "–", "—", "/", ",", "،"}

    def is_a_way_between(self, at: int) -> bool:
        """A road or line from one town to another: autoroute Fès-Meknès."""
        ways, connectors = place_words()["road"], place_words()["connector"]
        for before in range(at - 1, max(-1, at - 4), -1):
            word = self.words[before].text
            if before in self.cues:
                return False
            if any(without(prefix, word) in ways for prefix in prefixes_of(word)):
                return True
            if word not in connectors and before < at - 2:
                return False
        return False

    def is_a_side(self, at: int, count: int) -> bool:
        """الجهة الشرقية للمدينة is the eastern side of something."""
        spelling = " ".join(word.text for word in self.words[at : at + count])
        if THE_REGION not in spelling + " " or at + count >= len(self.words):
            return False
        after = self.words[at + count].text
        return after == "من" or after.startswith("لل")

    def has_article_and_capital(self, at: int) -> bool:
        """L'Oriental, and neither le Moyen-Orient nor a carpet."""
        if at == 0 or not self.text[self.words[at].start].isupper():
            return False
        lexicon = place_words()
        return self.words[at - 1].text == "l" and (at < 2 or self.words[at - 2].text not in lexicon["elsewhere"])
