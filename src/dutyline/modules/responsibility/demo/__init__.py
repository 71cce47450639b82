"""The part of the demo's story the responsibility system tells."""
