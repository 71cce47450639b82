"""Which standard post of the packs each post is made from."""
