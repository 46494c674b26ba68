"""Kindergartens to choose from: importing them, the contract on paper."""
