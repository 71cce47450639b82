"""The responsibility system: post cards, who carries which clause."""
