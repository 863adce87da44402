"""`python -m service` is `storyfold`."""

from service.cli import main

if __name__ == "__main__":  # the processes of the cleaning pool import this module too, under another name
    main()
