"""A feed of fictional articles for the demo: stories, copies, leftovers, conflicts, a revision, bad records."""

from pathlib import Path

PATH = Path(__file__).with_name("feed.jsonl")
