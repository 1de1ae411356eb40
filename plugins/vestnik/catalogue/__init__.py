"""What is known of every source, and what changed since."""
