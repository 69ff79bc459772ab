"""What a newsroom does with a store: add, follow, run, look up, take down. Joins the stages to what is kept."""
