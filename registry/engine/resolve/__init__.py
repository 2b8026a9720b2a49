"""What a person typed -> what it means: a substance, a form of one, a class, a list, an act."""
