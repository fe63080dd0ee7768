internal import SourceCode
package import SourceText
package import Verification

/// Finds what the user named: a folder, a file, a module, a type, a function, or the lines of a change.
package struct SelectionStage: Sendable {
  private let layout: ProjectLayout
  private let content: @Sendable (RelativePath) throws -> [UInt8]

  /// - Parameters:
  ///   - layout: the project.
  ///   - content: reads a source file.
  package init(_ layout: ProjectLayout, content: @escaping @Sendable (RelativePath) throws -> [UInt8]) {
    self.layout = layout
    self.content = content
  }

  /// The modules that tests can be written for.
  private var modules: [ProjectLayout.Module] { layout.modules.filter { !$0.isTest && !$0.sources.isEmpty } }

  /// Finds the module, and the part of it, for one word.
  ///
  /// - Parameter word: a path below the project, the name of a module, `Type`, `Type.function` or `function`.
  /// - Throws: `TestGenerationError` with code `.noTarget`, which says what there is.
  package func select(_ word: String) throws -> Selection {
    if let module = modules.first(where: { $0.name == word }) {
      return Selection(module: module, files: whole(module.sources), words: "module \(word)")
    }
    let trimmed = word.hasSuffix("/") ? String(word.dropLast()) : word
    if trimmed == "." || trimmed.isEmpty { return try only() }
    if let path = try? RelativePath(trimmed.hasPrefix("./") ? String(trimmed.dropFirst(2)) : trimmed),
      let selection = try select(path: path)
    {
      return selection
    }
    return try select(symbol: word)
  }

  /// Finds the selected lines of a change.
  ///
  /// - Parameter change: the lines that a change added or altered, by file.
  /// - Returns: one selection for each module that the change touches, sorted by name.
  /// - Throws: `TestGenerationError` with code `.noTarget` when it touches none.
  package func select(changed change: [RelativePath: [LineRange]]) throws -> [Selection] {
    let selections = modules.compactMap { module -> Selection? in
      let files = change.filter { module.sources.contains($0.key) && !$0.value.isEmpty }
      guard !files.isEmpty else { return nil }
      return Selection(module: module, files: files.mapValues { $0 }, words: "what changed in \(module.name)")
    }
    guard !selections.isEmpty else {
      throw TestGenerationError(.noTarget, "the change touches no source of a module that tests could be written for")
    }
    return selections.sorted { $0.module.name < $1.module.name }
  }

  /// Works on one selection after the other; whatever is wrong with one of several, the others are worked on.
  ///
  /// - Parameter work: is done for each, in their order.
  /// - Returns: what came of them, at least one, and for each that is left out the reason.
  /// - Throws: `CancellationError`; what the first one throws when all do.
  static func each<Result>(
    of selections: [Selection], _ work: (Selection) async throws -> Result
  ) async throws -> (results: [Result], leftOut: [(words: String, error: any Error)]) {
    var results: [Result] = []
    var leftOut: [(words: String, error: any Error)] = []
    for selection in selections {
      do {
        results.append(try await work(selection))
      } catch {
        if error is CancellationError { throw error }
        try Task.checkCancellation()
        leftOut.append((selection.words, error))
      }
    }
    if let first = leftOut.first, results.isEmpty { throw first.error }
    return (results, leftOut)
  }

  /// The only module, where nothing was named.
  private func only() throws -> Selection {
    guard let module = modules.first, modules.count == 1 else {
      throw TestGenerationError(.noTarget, "name what to write tests for: \(known)")
    }
    return Selection(module: module, files: whole(module.sources), words: "module \(module.name)")
  }

  private func select(path: RelativePath) throws -> Selection? {
    let text = path.description
    for module in modules {
      if module.sources.contains(path) {
        return Selection(module: module, files: [path: nil], words: "file \(text)")
      }
    }
    let below = modules.filter { module in
      module.path?.string == text || module.sources.contains { $0.description.hasPrefix(text + "/") }
    }
    guard let module = below.first else {
      if layout.modules.contains(where: { $0.isTest && ($0.path == path || $0.sources.contains(path)) }) {
        throw TestGenerationError(.noTarget, "\(text) holds tests; name the sources to write tests for: \(known)")
      }
      return nil
    }
    guard below.count == 1 else {
      throw TestGenerationError(
        .noTarget, "\(text) holds several modules (\(below.map(\.name).sorted().joined(separator: ", "))); name one")
    }
    let sources = module.sources.filter { module.path?.string == text || $0.description.hasPrefix(text + "/") }
    return Selection(
      module: module, files: whole(sources),
      words: sources.count == module.sources.count ? "module \(module.name)" : "folder \(text)")
  }

  private func select(symbol word: String) throws -> Selection {
    var found: [String: [RelativePath: [LineRange]]] = [:]
    for module in modules {
      for path in module.sources {
        guard let bytes = try? content(path), let language = Language(path: path, content: bytes) else { continue }
        for symbol in SymbolExtraction(of: bytes, in: language).definitions where Self.isNamed(symbol, word) {
          found[module.name, default: [:]][path, default: []].append(symbol.lines)
        }
      }
    }
    guard let module = modules.first(where: { found[$0.name] != nil }), let files = found[module.name] else {
      throw TestGenerationError(
        .noTarget, "there is no path, module, type or function \(String(reflecting: word)) here: \(known)")
    }
    guard found.count == 1 else {
      throw TestGenerationError(
        .noTarget,
        "\(word) is declared in several modules (\(found.keys.sorted().joined(separator: ", "))); name a path")
    }
    return Selection(module: module, files: files.mapValues { $0.sorted() }, words: word)
  }

  /// A type is found with its extensions, a function with its type's name or without.
  private static func isNamed(_ symbol: Symbol, _ word: String) -> Bool {
    let plain = String(word.prefix { $0 != "(" })
    let full = symbol.container.map { "\($0).\(symbol.name)" } ?? symbol.name
    guard symbol.kind != .module, symbol.kind != .enumerationCase else { return false }
    return full == plain || symbol.name == plain || full.hasSuffix(".\(plain)")
  }

  private func whole(_ sources: [RelativePath]) -> [RelativePath: [LineRange]?] {
    Dictionary(uniqueKeysWithValues: sources.map { ($0, nil) })
  }

  private var known: String {
    modules.isEmpty
      ? "the project has no module with sources"
      : "there are \(modules.map(\.name).sorted().prefix(20).joined(separator: ", "))"
  }
}
