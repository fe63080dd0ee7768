/// Why a change was not made.
package struct EditingError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// The path leaves the folder, goes over a link, or cannot be resolved.
    case outside

    /// The file is not what the edit was made for.
    case conflict

    /// The edits contradict each other or do not fit the file.
    case invalid

    /// The file is of a kind that is never edited.
    case unsafe

    /// What would result does not parse, and what was there did.
    case worse

    /// The system refused to read or write.
    case inputOutput

    /// Another run is at work in the same place.
    case busy
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
