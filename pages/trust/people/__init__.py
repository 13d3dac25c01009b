"""Accounts, trusts and packs."""
