"""What things are: indicators, areas, periods, notes, origins. No files, no arithmetic on figures."""
