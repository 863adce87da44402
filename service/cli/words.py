"""Text that may be shown on a terminal."""


def printable(text: str) -> str:
    """The text on one line; control characters, which could steer a terminal, are left out."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())
