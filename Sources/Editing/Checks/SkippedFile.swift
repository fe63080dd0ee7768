package import SourceText

/// A file that is not edited, and why.
package struct SkippedFile: Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// It has an access control list or extended attributes, which would be lost.
    case attributes

    case binary

    /// Another name in the same folder differs only by letter case or by how accents are written.
    case caseClash

    /// It is not what the operation was made for.
    case conflict

    /// Git keeps something else than what lies in the folder (`filter=`), as for Git LFS.
    case filtered

    /// It says itself, or `.gitattributes` says, that a program wrote it.
    case generated

    /// It has other names, under which its content would stay as it was.
    case hardLink

    case huge

    /// The user did not allow edits there.
    case notAllowed

    /// A folder, a pipe, a device.
    case notRegular

    case notUTF8

    /// The path does not lead to a place below the folder.
    case outside

    /// What steers builds, hooks or agents, and is not changed unattended.
    case protected

    case symbolicLink

    /// It was brought in from elsewhere.
    case vendored

    /// The result has more faults than what was there.
    case worse
  }

  package let path: RelativePath
  package let kind: Kind

  /// Why, as the end of a sentence that begins with the path.
  package let reason: String

  package init(_ path: RelativePath, _ kind: Kind, _ reason: String) {
    self.path = path
    self.kind = kind
    self.reason = reason
  }

  package var description: String { "\(quoted(path.string)) is left alone: \(reason)" }
}

extension SkippedFile.Kind {
  var code: EditingError.Code {
    switch self {
    case .conflict: .conflict
    case .outside: .outside
    case .worse: .worse
    default: .unsafe
    }
  }
}
