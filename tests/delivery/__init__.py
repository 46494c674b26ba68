"""Delivery at a country's size: lanes, the breaker, outages, health."""
