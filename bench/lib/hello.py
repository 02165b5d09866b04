"""The least that a Flask application can do: what others are measured against."""

from flask import Flask

app = Flask(__name__)


@app.route("/", methods=["GET", "POST"])
def hello() -> str:
    """Say so."""
    return "hello"
