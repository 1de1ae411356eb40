"""The `vestnik` command."""
