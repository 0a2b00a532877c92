"""The hub: rules, ledger, accounts, pages and the two doors (broker and web)."""
