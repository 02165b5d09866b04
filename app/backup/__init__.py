"""A copy of a town while it is being served, and a town made from such a copy."""
