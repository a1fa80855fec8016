"""What it takes to grade a class, against what the submissions take by themselves."""
