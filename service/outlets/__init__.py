"""Who speaks: the publisher family of an outlet, and the agency that an article credits. Pure."""
