"""The network: the only place where the laptop speaks with its district."""
