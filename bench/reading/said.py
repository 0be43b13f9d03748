"""Words compared as people would: without case, signs, blanks, or a signature that one side kept."""

from __future__ import annotations

import re
import unicodedata

#: How the first line of a tail that is a signature looks.
SIGN_OFF = re.compile(
    r"^\W*(--\s*$|best|kind|warm|many thanks|thanks|thank you|thx|regards|cheers|sincerely|br\b|bye|greetings|yours|"
    r"cordialement|bien|merci|saludos|gracias|atentamente|mit freundlichen|viele gr|mfg|lg\b|grüße|grazie|cordiali|"
    r"saluti|met vriendelijke|groeten|obrigad|atenciosamente|med venlig|mvh|hilsen|pozdraw|get outlook|sent from|"
    r"____|—|-\s?[A-Z]\w+\s*$|[A-Z][\w.\-]+( [A-Z][\w.\-]*){0,3}[,.]?$)",
    re.IGNORECASE,
)
#: Lines from the end in which a signature may begin.
TAIL = 14


def words(text: object) -> str:
    """Words alone, lower case, a blank between them."""
    return re.sub(r"\W+", " ", str(text or "").lower()).strip()


def letters(text: object) -> str:
    """Letters and digits alone, lower case."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", str(text or "")).lower())


def endings(text: str | None) -> set[str]:
    """The letters of a text, and of the same text without each tail that looks like a signature."""
    lines = [line.strip() for line in (text or "").split("\n") if line.strip()]
    found = {letters(text)}
    for at in range(max(1, len(lines) - TAIL), len(lines)):
        if len(lines[at]) < 80 and SIGN_OFF.match(lines[at]):
            found.add(letters("\n".join(lines[:at])))
    return found
