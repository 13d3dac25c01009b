"""Charts as finished Vega-Lite specifications, built from answers. Constant form, changing data."""
