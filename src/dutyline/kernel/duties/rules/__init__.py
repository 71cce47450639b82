"""The chain's arithmetic: pure, without database or clock, the same in whatever order it is fed."""
