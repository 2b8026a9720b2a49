"""What is written: the files of the registry, and the values that they hold."""
