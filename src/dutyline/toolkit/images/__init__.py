"""Accept photos and attached documents from strangers, and make them harmless."""
