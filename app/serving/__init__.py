"""What gunicorn runs: how a process takes connections, and which of them is at work."""
