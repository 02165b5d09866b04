"""The town's own face: what may be set, how it looks, the commands that set it."""
