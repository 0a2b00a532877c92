"""The center's configuration: one TOML text in, typed shapes or a list of named mistakes out."""
