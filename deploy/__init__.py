"""What runs storyfold elsewhere, and the programs that write the generated part of it."""
