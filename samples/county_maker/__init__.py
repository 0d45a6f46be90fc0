"""Makes the sample organisation: a fictional county bureau and eighteen months of its workbooks."""
