print("ponte")
