"""Where a place stands: against itself, its neighbours, its region and England."""
