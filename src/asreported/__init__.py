"""Political news reports into records that can be checked."""
