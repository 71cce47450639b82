"""What a change of a clause, a pack, a post or a unit touches, before and after."""
