"""Records that a schema registry's serializer wrote: some bytes that name a schema, then the JSON.

Confluent's serializers write a zero byte and a schema id of four bytes (Apicurio's older ones of eight), AWS Glue's a
three, a byte for the compression and a UUID. The schema is not asked for: the intake checks every field itself.
"""

_LENGTHS = {0: (5, 9), 3: (18,)}
"""Bytes before the value by its first byte."""
_JSON_BEGINS = b"{[ \t\r\n"


def unframed(value: bytes | None) -> bytes | None:
    """The value without the bytes of a registry in front of it; any other value as it is."""
    if value and value[0] in _LENGTHS:
        for length in _LENGTHS[value[0]]:
            if value[length : length + 1] and value[length] in _JSON_BEGINS:
                return value[length:]
    return value
