"""What the services need from the world: Protocols and transfer dataclasses, no code that does I/O."""
