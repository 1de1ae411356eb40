"""Publishing: two release trees, one symbolic link, a way back, what the server gets, erasing."""
