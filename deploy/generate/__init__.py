"""`python -m deploy.generate` writes every generated file of deploy/ and docs/; a test fails when one is old."""
