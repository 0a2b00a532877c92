"""The forms of the one-stop rules (TT 03/2025/TT-VPCP, Annex I) as PDF."""
