package import JSON

extension Recipe {
  /// One step of a recipe, as it is written; texts may hold placeholders.
  package struct Step: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
      /// A rewriter for Swift by its name, with what it is told.
      case swift(rule: String, arguments: [String: String])

      case rename(Rename)

      case extract(Extract)

      /// Rules of ast-grep, as they are.
      case astGrep([JSONValue])

      case replace(Replace)

      /// A program and its arguments.
      case run([String])

      /// Another recipe, with what it is told.
      case recipe(String, arguments: [String: String])
    }

    package struct Rename: Hashable, Sendable {
      /// `Type.member(label:)`, or `path:line:column`.
      package enum Subject: Hashable, Sendable {
        case symbol(String)
        case place(String)
      }

      package var subject: Subject
      package var newName: String

      /// Whether places of the old name that nobody can account for are left as they are, instead of refusing.
      package var leavesUnexplained: Bool
    }

    package struct Extract: Hashable, Sendable {
      /// What is taken out, as a text of one or more whole lines, or by its lines.
      package enum Range: Hashable, Sendable {
        /// `12` or `12-20`.
        case lines(String)
        case text(String)
      }

      package enum Kind: String, Hashable, Sendable, CaseIterable {
        case method
        case expression
      }

      package var file: String
      package var range: Range
      package var name: String
      package var kind: Kind
    }

    package struct Replace: Hashable, Sendable {
      /// A text, or a regular expression (RE2).
      package var search: String
      package var isPattern: Bool
      package var replacement: String
      package var matchesWords: Bool
      package var ignoresCase: Bool
    }

    package var action: Action

    /// Patterns of the paths that it is for; all when empty.
    package var files: [String]

    /// Patterns of paths that it leaves alone.
    package var except: [String]

    /// Whether all files change in one step, or each in its own; the action's way when nil.
    package var isTogether: Bool?

    /// Where it stands, `FILE:LINE`.
    package var place: String
  }
}
