"""Newest releases from their publishers. The only room that sends anything out, and only the command line
enters it: the app's pages and answers never import it.
"""
