"""Events in the columns of data that users have already: POLECAT, ICEWS, Phoenix, GDELT."""
