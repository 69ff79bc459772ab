"""What readers see: pages, terminals, Markdown and the records of the public contract."""
