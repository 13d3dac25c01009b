"""The steps from an older form of the records to today's, in order."""
