"""The wire: push and pull, steps counted as in docs/sync-protocol.md."""
