"""Published lists of places: services, schools, small areas, postcodes."""
