internal import SourceCode
package import SourceText

/// Reports public declarations that a change removes while other code still uses them.
package struct APIRemoved: ChangeRule {
  package static let description = RuleDescription(
    id: "api-removed", title: "Removed declaration is still used",
    rationale: """
      A function, type or constant that goes while a call of it stays breaks the build, or, in a language without one, \
      the first run that comes by. A name proves little by itself, so a finding needs that nothing of that name is \
      declared in the new state any more, and a use that can mean nothing else: in the same file, in an import that \
      says the declaring file or folder, or behind the file's or package's name.
      """,
    category: .correctness, severity: .high, confidence: 0.8)

  /// How much of a repository the search for uses may read.
  package struct Limits: Hashable, Sendable {
    package var names = 100
    package var files = 5000
    /// Of one file.
    package var fileBytes = 1 << 20
    /// Of all files.
    package var bytes = 64 << 20
    package var time = Duration.seconds(2)

    package init() {}
  }

  private let limits: Limits

  package init(limits: Limits = Limits()) { self.limits = limits }

  package func findings(in change: WholeChange, omissions: inout [Omission]) async throws -> [Finding] {
    let removals = Self.removals(in: change.files)
    guard !removals.isEmpty else { return [] }
    guard removals.count <= limits.names,
      let search = try await search(for: removals.map(\.declaration), in: change.head)
    else {
      omissions.append(
        Omission(
          path: nil,
          reason: "too much to search for uses of the removed declarations, so that api-removed was not checked"))
      return []
    }
    return zip(removals, search.references).compactMap { removal, references in
      guard let references, let first = references.first else { return nil }
      let others = references.count > 1 ? " and \(references.count - 1) more" : ""
      return Self.description.finding(
        at: removal.file.location(removal.line), quote: removal.file.quote(removal.line),
        title: "`\(removal.declaration.name)` is removed and still used",
        explanation: """
          Nothing declares `\(removal.declaration.name)` any more, but \(first.path) uses it in line \(first.line)\
          \(others).
          """,
        suggestion: "Keep it, or change what uses it.")
    }
  }

  /// The uses of names in a state; nil when a limit cuts the search short, since what was not read may declare them.
  private func search(
    for names: [DanglingReferences.Removed], in tree: any SourceTree
  ) async throws -> DanglingReferences? {
    let languages = Set(names.map(\.language))
    let files = try await tree.files.filter { file in
      guard file.mode == .regular || file.mode == .executable, let language = Language(path: file.path) else {
        return false
      }
      return languages.contains(language)
    }
    guard files.count <= limits.files else { return nil }
    let end = ContinuousClock.now.advanced(by: limits.time)
    var search = DanglingReferences(names)
    var read = 0
    for file in files {
      try Task.checkCancellation()
      let role = FileRole(path: file.path)
      guard !role.isExample, let language = Language(path: file.path) else { continue }
      guard let bytes = try await tree.content(of: file, limit: limits.fileBytes) else { return nil }
      read += bytes.count
      guard read <= limits.bytes, ContinuousClock.now < end else { return nil }
      search.look(into: bytes, at: file.path, language)
    }
    return search
  }

  private struct Removal {
    let file: ChangedFile
    let line: ChangedFile.Line
    let declaration: DanglingReferences.Removed
  }

  /// What the change removes and, as far as its own lines show, neither declares nor brings in elsewhere.
  private static func removals(in files: [ChangedFile]) -> [Removal] {
    guard !files.contains(where: { isManifest($0.change.path.name.lowercased()) }) else { return [] }
    var removals: [Removal] = []
    var seen: Set<String> = []
    for file in files where !file.role.isTest && !file.role.isExample && !file.role.isGenerated {
      guard let language = file.language else { continue }
      for line in file.lines where line.kind == .removed && !line.isMinified {
        guard let found = TopLevelDeclaration(in: file.code, line.range, language) else { continue }
        let name = String(decoding: file.code[found.name], as: UTF8.self)
        guard seen.insert(name).inserted else { continue }
        removals.append(
          Removal(
            file: file, line: line,
            declaration: DanglingReferences.Removed(
              name: name, isType: found.isType, language: language, path: file.change.path)))
      }
    }
    guard !removals.isEmpty else { return [] }
    let kept = namesBroughtIn(by: files, languages: Set(removals.map(\.declaration.language)))
    guard let kept else { return [] }
    return removals.filter { !kept.contains($0.declaration.name) }
  }

  /// The names that added lines declare or import; nil when an added import does not say what it brings.
  private static func namesBroughtIn(by files: [ChangedFile], languages: Set<Language>) -> Set<String>? {
    var names: Set<String> = []
    for file in files {
      guard let language = file.language, languages.contains(language) else { continue }
      for line in file.lines where line.kind == .added && !line.isMinified {
        let text = file.trimmed(line.range)
        let isImport = LexedSource.beginsImport(file.code, line.range)
        if isImport, unnamedImports.contains(language) || file.code[text].contains(UInt8(ascii: "*")) { return nil }
        if isImport || isListItem(file.code[text]) {
          names.formUnion(
            CodeNames.ranges(in: file.bytes, text).map { String(decoding: file.bytes[$0], as: UTF8.self) })
        } else if let found = TopLevelDeclaration(in: file.code, line.range, language) {
          names.insert(String(decoding: file.code[found.name], as: UTF8.self))
        }
      }
    }
    return names
  }

  /// Whether a line may be part of an import of several lines: `name,` or `name as other,`.
  private static func isListItem(_ code: ArraySlice<UInt8>) -> Bool {
    code.allSatisfy { isNameByte($0) || isBlank($0) || $0 == UInt8(ascii: ",") }
  }

  /// Languages whose imports bring in whole files or modules.
  private static let unnamedImports: Set<Language> = [.c, .cSharp, .dart, .elixir, .ruby, .shell, .swift]

  /// Whether a file says which packages a project uses, or how it is built.
  private static func isManifest(_ name: String) -> Bool {
    manifests.contains(name)
      || [".csproj", ".gemspec", ".gradle", ".gradle.kts", ".cmake", ".vcxproj", ".podspec"].contains(
        where: name.hasSuffix)
      || (name.hasPrefix("requirements") && name.hasSuffix(".txt"))
  }

  private static let manifests: Set<String> = [
    "build.sbt", "cargo.toml", "cmakelists.txt", "composer.json", "gemfile", "go.mod", "meson.build", "mix.exs",
    "package.json", "package.swift", "pom.xml", "pubspec.yaml", "pyproject.toml", "setup.cfg", "setup.py",
  ]
}
