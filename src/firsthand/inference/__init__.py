"""Learned models behind protocols, each with one small default."""
