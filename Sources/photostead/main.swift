print("photostead")
