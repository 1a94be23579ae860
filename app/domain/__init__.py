"""The law, the journal and the catalogue as plain Python: no I/O, no clock, standard library only."""
