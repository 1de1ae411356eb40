"""The site: which output files there are, and what stands in each."""
