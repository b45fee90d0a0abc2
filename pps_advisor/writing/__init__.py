"""Floor 4: assessment in, document out. Pure: no clock, no network, no reading of cases."""
