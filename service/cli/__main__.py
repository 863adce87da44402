"""`python -m service.cli` is `storyfold`."""

from service.cli import main

main()
