"""The read side: the compacted topics folded into SQLite, and a page, an API, feeds and MCP tools over it.

One more consumer of `timelines` and `articles.resolved`. It writes nothing to Kafka and holds nothing that cannot be
deleted: without its file it reads the topics again. Its packages are the optional extra `serve`.
"""
