"""What the form of a folded word tells without any lexicon: nouns of Arabic deeds, French adjectives."""

import re

# تدبير, إدراج, افتتاح, استقبال, انخراط, مراقبة: the nouns of derived verbs.
ARABIC_DEED = r"ت\w\wي\wه?|ا\w\wا\w|ا\wت\wا\w|است\w\wا\w|ان\w\wا\w|م\wا\w\wه"
FRENCH_ADJECTIVE = re.compile(
    r"\w{2,}(?:al|ale|aux|ales|iques?|ifs?|ives?|els?|elles?|aires?|ains?|aines?|iens?|iennes?|oises?|ables?|ibles?"
    r"|eurs?|euses?|iers?|ieres?|oles?|ighes?|ees?|ines?)"
)
FRENCH_LINKS = frozenset({"de", "du", "des", "d", "la", "le", "l", "les", "aux", "au", "pour"})
