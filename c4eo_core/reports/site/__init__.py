"""The public view as a static site: plain files that any web server can carry."""
