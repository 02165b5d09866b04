"""Flask's command line, with the database's errors in words."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import database_words
from flask.cli import main

if __name__ == "__main__":
    try:
        sys.argv[0] = "bin/flask"
        main()
    except database_words.ERRORS as error:
        sys.exit(f"bin/flask: {database_words.sentence(error)}")
