"""Parts of the page People and trusts."""
