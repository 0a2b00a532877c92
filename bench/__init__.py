"""What Motcua costs, measured on this machine: each figure beside its limit or baseline of the same run."""
