"""The facts about articles that cleaning counts."""

from enum import StrEnum


class Note(StrEnum):
    """A fact about an article that is counted, not fatal: a closed list."""

    UNKNOWN_FIELD = "unknown-field"
    LANGUAGE_INVALID = "language-invalid"
    LANGUAGE_DISAGREES = "language-disagrees"
    LANGUAGE_UNDETERMINED = "language-undetermined"
    DATE_REFUSED = "date-refused"
    DATE_MISSING = "date-missing"
    URL_REFUSED = "url-refused"
    GARBLED = "encoding-garbled"
    SUSPECT = "clean-suspect"
    ORIGIN_WHOLE = "origin-whole"
    ORIGIN_PART = "origin-part"
    BODY_FROM_JSON_LD = "body-from-json-ld"
    BODY_FROM_OVERLOAD = "body-from-overload-extractor"
    BODY_FROM_PRODUCER = "body-from-producer"
    BODY_FROM_DESCRIPTION = "body-from-description"
