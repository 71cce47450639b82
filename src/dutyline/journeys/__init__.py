"""Where two modules meet; one file a journey."""
