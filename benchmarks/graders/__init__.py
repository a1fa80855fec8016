"""What grading 20 submissions takes, with quizdl and with the graders that courses use today."""
