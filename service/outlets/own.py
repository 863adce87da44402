"""An outlet's own words in a text that it credits to an agency: a sentence that names the outlet, or "this newspaper".

Nothing else tells own sentences from the agency's: what only one outlet prints may have been cut elsewhere. So what is
not said so is the agency's, and the count of sources stays on the low side.
"""

import re
from functools import lru_cache

from service.outlets import forms
from service.outlets.families import host_of, plain, registrable

_LETTERS_LEAST = 7
"""A name of fewer letters may be an ordinary word ("Time", "Stern")."""


def speaks(text: str, outlet: str) -> bool:
    """Whether the outlet speaks of itself in a sentence or a text."""
    if forms.MYSELF.search(text):
        return True
    name = _name(outlet)
    return name is not None and any(found[0][0] == found[0][0].upper() for found in name.finditer(text))


@lru_cache(maxsize=4096)
def _name(outlet: str) -> re.Pattern[str] | None:
    """The outlet's name however its words are parted; of a domain its label."""
    host = host_of(outlet)
    letters = plain(registrable(host).split(".")[0] if host else outlet).replace(" ", "")
    if len(letters) < _LETTERS_LEAST:
        return None
    spelled = r"[\W_]?".join(map(re.escape, letters))
    return re.compile(rf"(?<!\w){spelled}(?!\w)", re.I)
