"""The JSON endpoints, described for programs (OpenAPI 3.1): `/openapi.json`."""

from .description import description

__all__ = ["description"]
