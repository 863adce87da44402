"""From what a producer sent to the article alone: `intake.parse`, then `Cleaner.clean`, in processes of `pool.Pool`."""

from service.cleaning.article import Cleaned, Cleaner, revised
from service.cleaning.intake import Parsed, parse
from service.cleaning.notes import Note

__all__ = ["Cleaned", "Cleaner", "Note", "Parsed", "parse", "revised"]
