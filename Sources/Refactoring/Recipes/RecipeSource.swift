/// Where a recipe comes from, which decides what it may do.
package enum RecipeSource: Hashable, Sendable {
  /// It is part of the program.
  case builtIn

  /// A file in the user's own folder of recipes, by its path.
  case user(String)

  /// A file that the command line named.
  case named(String)

  /// A file that another recipe refers to, and which lies beside it.
  case beside(String)

  /// Whether it may name programs to run: those who wrote it are the user, or the user has named this very file.
  ///
  /// A file that merely lies in the repository may not: a change could bring it.
  package var mayRunPrograms: Bool {
    switch self {
    case .builtIn, .named, .user: true
    case .beside: false
    }
  }

  /// What messages call it.
  package var text: String {
    switch self {
    case .builtIn: "built in"
    case .user(let path), .named(let path), .beside(let path): path
    }
  }

  /// The folder of its file; nil for what is built in.
  var folder: String? {
    switch self {
    case .builtIn: nil
    case .user(let path), .named(let path), .beside(let path):
      path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
  }
}
