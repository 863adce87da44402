"""The three agents, the delivery that they share, and what watches over them."""
