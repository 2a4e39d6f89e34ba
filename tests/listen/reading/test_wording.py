import re

import pytest
from django.utils.translation import override

from multaqa.analysis.text.documents import UnreadableDocument, wording
from multaqa.listen.reading.wording import REFUSALS, REMARKS, TERMS, refusal_in_words, remark_in_words


@pytest.mark.parametrize(
    ("ours", "theirs"), [(REMARKS, wording.REMARKS), (REFUSALS, wording.REFUSALS), (TERMS, wording.TERMS)]
)
def test_sentences_are_those_of_the_reader_of_documents(ours, theirs):
    assert {code: str(sentence) for code, sentence in ours.items()} == dict(theirs)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_sentence_is_said_in_the_readers_language_with_its_values(language):
    with override(language):
        silent = [code for code in wording.REMARKS if not is_said(remark_in_words, code, wording.REMARKS[code])]
        silent += [code for code in wording.REFUSALS if not is_said(refused, code, wording.REFUSALS[code])]
    assert silent == []


def refused(code, values):
    return refusal_in_words(UnreadableDocument(code, **values))


def is_said(say, code, sentence):
    values = dict.fromkeys(re.findall(r"%\((\w+)\)s", sentence), "71x")
    said = say(code, values)
    return said != sentence % values and said.count("71x") >= len(values)


def test_a_value_of_the_file_cannot_break_the_line():
    said = remark_in_words("hidden_sheet", {"name": "a\u202eb\n" + "c" * 200})
    assert (said.isprintable(), len(said) < 160) == (True, True)
