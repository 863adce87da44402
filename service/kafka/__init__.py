"""Everything that speaks to Kafka: connections, topics, logs, and the two overridden parts of the stream framework."""
