"""From what a producer sent to the article alone: `intake.parse`, then `Cleaner.clean`, in processes of `pool.Pool`."""

from service.cleaning.article import Cleaned, Cleaner, Note, revised
from service.cleaning.intake import Parsed, parse

__all__ = ["Cleaned", "Cleaner", "Note", "Parsed", "parse", "revised"]
