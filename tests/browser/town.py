"""Things of the seed town that the tests speak of."""

from app.seeds import seed_id

GARDEN = f"/projects/{seed_id('project', 'garten')}"
GARDEN_TITLE = "Nachbarschaftsgarten hinter der Feuerwehr"
MILL_TITLE = "Das letzte Mühlrad macht Strom"
BARRELS = f"/proposals/{seed_id('proposal', 'regentonnen')}"
HILL = f"/neighbourhoods/{seed_id('neighbourhood', 'sonnenhang')}"
HILL_NAME = "Siedlung Sonnenhang"
NOWHERE = "/projects/0192aaaa-0000-7000-8000-000000000000"
