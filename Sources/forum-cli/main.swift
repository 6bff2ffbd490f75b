print("forum-cli")
