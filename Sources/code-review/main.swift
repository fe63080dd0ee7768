print("code-review")
