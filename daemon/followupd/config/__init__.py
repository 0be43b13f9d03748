"""Each configuration key told once.

schema.py tells the keys, load.py reads them, example.py prints them, policy.py hands them on to the domain.
"""
