/// A word of a file or of the command line, for a message.
func quoted(_ text: String) -> String { String(reflecting: text) }
