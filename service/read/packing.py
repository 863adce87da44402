"""Records as they are kept in the file: the very bytes of the topic, compressed."""

from cramjam import zstd

_LEVEL = 1


def pack(value: bytes) -> bytes:
    """The bytes of a record, compressed (zstd)."""
    return bytes(zstd.compress(value, level=_LEVEL))


def unpack(packed: bytes) -> bytes:
    """The bytes of the record, exactly as they stood in the topic."""
    return bytes(zstd.decompress(packed))
