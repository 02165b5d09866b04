"""A file as Decidim exports it."""

import csv
import io
from collections.abc import Sequence

Row = dict[str, str]

ROW = {
    "id": "7",
    "category/id": "3",
    "category/name/de": "Grün",
    "category/name/en": "Green",
    "scope/id": "1",
    "scope/name/de": "Südhang",
    "scope/name/en": "South Slope",
    "participatory_space/id": "2",
    "component/id": "5",
    "title/de": "Bänke am Hang",
    "title/en": "Benches on the slope",
    "body/de": "<p>Drei Bänke.</p><p>Mit <strong>Lehne</strong> &amp; Schatten.</p>",
    "body/en": "<p>Three benches.</p>",
    "state": "accepted",
    "reference": "ST-PROP-2024-03-7",
    "supports": "12",
    "endorsements/user_endorsements": "Ayşe, Bernd",
    "published_at": "2024-03-01 10:12:03 +0100",
    "url": "https://decidim.example/proposals/7",
}


def export(rows: Sequence[Row], delimiter: str = ";") -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + text.getvalue()


def without(row: Row, *parts: str) -> Row:
    return {column: value for column, value in row.items() if not column.startswith(parts)}
