print("forum-bench")
