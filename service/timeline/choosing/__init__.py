"""Which of the events of a story are told, and how far the story is about each."""
