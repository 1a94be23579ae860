"""The district's server: judges entries, gives them their order, keeps them and hands them on."""
