"""The seed town: a small, made-up place with a story, told in `story/*.toml`."""

from .story import seed_id

__all__ = ["seed_id"]
