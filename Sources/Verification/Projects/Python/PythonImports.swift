package import SourceText

/// Under which names the files of a Python project are imported, and from which folders.
package struct PythonImports: Hashable, Sendable {
  private let packages: Set<String>

  /// - Parameter files: the project's files.
  package init(_ files: some Sequence<RelativePath>) {
    packages = Set(
      files.filter { $0.name == "__init__.py" }.map { $0.components.dropLast().joined(separator: "/") })
  }

  /// How a file is imported.
  ///
  /// A package is a folder with `__init__.py`; the folder around the outermost one is where Python has to look. A file outside of
  /// packages is named from the project's folder, or from `src` or `lib`.
  ///
  /// - Returns: the folder, nil for the project's own, and the name; nil for what has no name that Python could say.
  package func module(of file: RelativePath) -> (root: RelativePath?, name: String)? {
    guard file.fileExtension == "py" else { return nil }
    var folders = file.components.dropLast().map(String.init)
    let base = String(file.name.dropLast(3))
    var parts = base == "__init__" ? [] : [base]
    while !folders.isEmpty, packages.contains(folders.joined(separator: "/")) {
      parts.insert(folders.removeLast(), at: 0)
    }
    if parts.count <= 1, base != "__init__" {
      // Folders without `__init__.py` are packages too, where Python looks into the one that they lie in.
      while let last = folders.last, folders.count > 1 || !["src", "lib"].contains(last), Self.isName(last) {
        parts.insert(folders.removeLast(), at: 0)
      }
    }
    guard !parts.isEmpty, parts.allSatisfy(Self.isName) else { return nil }
    return (folders.isEmpty ? nil : try? RelativePath(folders.joined(separator: "/")), parts.joined(separator: "."))
  }

  /// The folders in which Python has to look for the files, each once, sorted.
  package func roots(of files: some Sequence<RelativePath>) -> [RelativePath?] {
    var roots: Set<RelativePath?> = []
    for file in files { if let module = module(of: file) { roots.insert(module.root) } }
    return roots.sorted { ($0?.string ?? "") < ($1?.string ?? "") }
  }

  private static func isName(_ text: String) -> Bool {
    text.first.map { $0.isLetter || $0 == "_" } ?? false && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
