# expects: 0; the file did not finish: 2 seconds for all cases are used up
while True:
    pass
