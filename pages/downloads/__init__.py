"""Files that leave by an address, each behind the guard its contents need."""
