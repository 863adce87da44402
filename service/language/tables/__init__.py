"""One file per language, named by its code: adding the file adds the language.

A file holds `LEXICON`, see `service.language.lexicon`; it is imported when the first text of its language comes.
"""
