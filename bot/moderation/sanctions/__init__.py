"""Sanctions on people: imposed, announced, taken back, ended by time or by hand."""
