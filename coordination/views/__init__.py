"""The pages of the desk, one module per noun."""
