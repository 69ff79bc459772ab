"""What `make bench` measures: speed, memory, size, and quality where real cases are at hand."""
