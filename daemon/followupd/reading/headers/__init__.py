"""Headers as mail clients print them inside a body: labels, people, dates, attribution lines."""
