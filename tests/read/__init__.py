"""The read side as a browser and a foreign MCP suite meet it: over a socket, with the sample feed in the file."""
