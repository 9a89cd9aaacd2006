"""When a newer idea tempts: advice with every condition and its number; looking back on where time went; taste."""
