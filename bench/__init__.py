"""How fast Kokommune is: one script a figure, run by bin/bench."""
