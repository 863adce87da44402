"""`python -m service` is `storyfold`."""

from service.cli import main

main()
