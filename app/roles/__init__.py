"""Roles: the command line, and what administrators see of them."""
