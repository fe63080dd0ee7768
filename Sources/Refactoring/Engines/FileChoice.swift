package import SourceText

/// Which files of a scope an engine is for.
package struct FileChoice: Hashable, Sendable {
  /// Patterns of paths; all when empty.
  package var wanted: [GlobPattern]

  package var except: [GlobPattern]

  package init(_ wanted: [GlobPattern] = [], except: [GlobPattern] = []) {
    self.wanted = wanted
    self.except = except
  }

  package func contains(_ path: RelativePath) -> Bool {
    (wanted.isEmpty || wanted.contains { $0.matches(path) }) && !except.contains { $0.matches(path) }
  }
}
