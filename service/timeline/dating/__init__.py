"""Dating: what each source says about the day of an event, and what follows from all of them."""
