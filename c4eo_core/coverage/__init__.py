"""Who can reach what: children, services and distance. Pure arrays: no files, no database, no clock."""
