"""Tablets in public: who they are, what they may, what strangers leave on them."""
