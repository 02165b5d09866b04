"""How much of what goes on for long is run: `bin/test --long` asks for all of it."""

import os

LONG = os.environ.get("KOKOMMUNE_LONG") == "1"
