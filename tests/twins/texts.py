"""Hypothesis strategies for text and times that engines like to treat differently."""

from datetime import datetime

from hypothesis import strategies as st

NASTY = (
    '"', "'", "\\", "&", "&amp;", "&#34;", "<b>", "</p>", "<script>alert(1)</script>", "<!--",
    "]]>", "{{ town }}", "{% if %}", "{#", "%(name)s", "%", "$&", "${x}", "`", "_", "/",
    "\n", "\r\n", "\t", " ", "\u00a0", "\u2028", "\u202e", "\ufeff", "\x7f", "\x1c", "\x85",
    "שָׁלוֹם", "مرحبا", "🎈", "👩\u200d👩\u200d👧", "🇩🇪", "北京", "½",
    "Äpfel", "A\u0308pfel", "Straße", "STRASSE", "İstanbul", "ısı", "ﬁ", "ς", "Σ", "ł",
    "*laut*", "[a](https://example.org/?a=1&b='2')", "- eins\n- zwei", "> sagt", "`x`",
    "Donaudampfschifffahrtsgesellschaft" * 3, "0", "1", "False", "None", "undefined",
)  # fmt: skip

letters = st.characters(exclude_categories=("Cs", "Cn"), exclude_characters="\0")
texts = st.lists(st.sampled_from(NASTY) | st.text(letters, max_size=3), max_size=4).map("".join)
"""Text of any length from nothing on; without NUL and lone surrogates, which nobody can store."""
titles = texts.filter(str.strip)


def _iso(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%S}.{time.microsecond // 1000:03d}Z"


times = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)).map(_iso)
zones = st.sampled_from(
    ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
)
