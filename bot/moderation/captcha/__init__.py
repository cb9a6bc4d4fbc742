"""Newcomers press a button before they may write."""
