"""Due diligence in the demo's story."""
