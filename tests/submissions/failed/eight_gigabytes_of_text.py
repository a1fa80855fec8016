# expects: 0; the file asks for more memory than the 2048 MB allowed (line 2: `table = "x" * 2**33`)
table = "x" * 2**33
