"""What happens then: an update becomes a use case and a screen."""
