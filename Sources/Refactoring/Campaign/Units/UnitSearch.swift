internal import Editing
internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Finds the units of a query, each once, in the order of their names.
package struct UnitSearch {
  private let query: UnitQuery
  private let root: RootFolder

  /// Repositories of folders that were asked for already; a value of nil is known to be none.
  private var repositories: [String: UnitRepository?] = [:]
  private var found: [String: CampaignUnit] = [:]

  /// What was passed over, a sentence each.
  package private(set) var omissions: [String] = []

  /// Units of a campaign at the most.
  package static let mostUnits = 1_000_000

  /// Folders that hold what programs made, not what people wrote.
  private static let passedFolders: Set = ["node_modules", "DerivedData", "__pycache__", "Pods", "Carthage"]

  /// - Throws: `RefactoringError` when the query's folder cannot be opened.
  package init(_ query: UnitQuery) throws(RefactoringError) {
    self.query = query
    do throws(EditingError) {
      root = try RootFolder(query.folder)
    } catch {
      throw RefactoringError(.recipe, "the units cannot be looked for: \(error)")
    }
  }

  /// The units; a listed path that does not exist is an error, since nobody lists what need not be there.
  ///
  /// - Throws: `RefactoringError`, also when there are none.
  package mutating func units() throws(RefactoringError) -> [CampaignUnit] {
    for list in query.lists {
      let text = try CampaignFile.text(of: absolute(list), limit: 64 << 20)
      for line in text.split(whereSeparator: \.isNewline) {
        let path = line.drop { $0 == " " || $0 == "\t" }
        if !path.isEmpty, !path.hasPrefix("#") { try add(listed: String(path), from: list) }
      }
    }
    for path in query.paths { try add(listed: path, from: nil) }
    if !query.included.isEmpty { try search() }
    guard !found.isEmpty else {
      throw RefactoringError(
        .precondition,
        "the campaign has no units: no \(query.kind.rawValue) below \(String(reflecting: root.path)) fits the patterns")
    }
    return found.values.sorted { $0.identity.utf8.lexicographicallyPrecedes($1.identity.utf8) }
  }

  private mutating func add(listed path: String, from list: String?) throws(RefactoringError) {
    let place = list.map { " in \(String(reflecting: $0))" } ?? ""
    guard !path.utf8.contains(0), let real = Self.resolved(absolute(path)) else {
      throw RefactoringError(
        .precondition,
        "the unit \(String(reflecting: path))\(place) does not exist below \(String(reflecting: root.path))"
      )
    }
    guard Self.isFolder(real) == (query.kind != .file) else {
      throw RefactoringError(
        .precondition,
        "the unit \(String(reflecting: path))\(place) is \(query.kind == .file ? "a folder" : "a file"), and the campaign's "
          + "kind is \(query.kind.rawValue)")
    }
    if query.kind == .repository, !UnitRepository.isRepository(real) {
      throw RefactoringError(
        .precondition, "the unit \(String(reflecting: path))\(place) is no repository: it holds no .git; clone it first"
      )
    }
    let name: String
    if real == root.path {
      name = "."
    } else {
      name = real.hasPrefix(root.path + "/") ? String(real.dropFirst(root.path.utf8.count + 1)) : real
    }
    if let relative = try? RelativePath(name), isExcluded(relative, isFolder: query.kind != .file) { return }
    try add(name: name, path: real)
  }

  private mutating func add(name: String, path: String) throws(RefactoringError) {
    guard found.count < Self.mostUnits else {
      throw RefactoringError(.recipe, "the campaign has more than \(Self.mostUnits) units; narrow its patterns")
    }
    let folder = query.kind == .file ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : path
    let repository = repository(around: folder)
    let unit = CampaignUnit(
      kind: query.kind, name: name, path: path, repository: repository?.path, store: repository?.store,
      isLinked: repository?.isLinked ?? false)
    found[unit.identity] = unit
  }

  /// Goes through the folders, each before those in it; links are not followed.
  private mutating func search() throws(RefactoringError) {
    if query.kind != .file { try consider(nil) }
    if query.kind == .repository, UnitRepository.isRepository(root.path) { return }
    var pending: [(folder: RelativePath?, depth: Int)] = [(nil, 1)]
    while let (folder, depth) = pending.popLast() {
      let listing: FolderListing
      do throws(EditingError) {
        listing = try root.listing(below: folder, limits: FolderListing.Limits(depth: 1))
      } catch {
        omissions.append("\(error)")
        continue
      }
      omissions += listing.omissions
      for entry in listing.entries.reversed() {
        switch entry.kind {
        case .folder:
          if query.kind != .file { try consider(entry.path) }
          guard !entry.path.name.hasPrefix("."), !Self.passedFolders.contains(entry.path.name),
            !isExcluded(entry.path, isFolder: true),
            // What lies in a repository belongs to it.
            query.kind != .repository || !UnitRepository.isRepository("\(root.path)/\(entry.path)")
          else { continue }
          if depth < query.depth {
            pending.append((entry.path, depth + 1))
          } else {
            omissions.append("\(entry.path) is deeper than \(query.depth) folders and was not searched")
          }
        case .file where query.kind == .file:
          guard isIncluded(entry.path, isFolder: false), !isExcluded(entry.path, isFolder: false) else { continue }
          try add(name: entry.path.string, path: "\(root.path)/\(entry.path)")
        case .file, .special, .symbolicLink: break
        }
      }
    }
  }

  /// Takes a folder if it is what is looked for.
  ///
  /// - Parameter folder: nil for the one that the search began with.
  private mutating func consider(_ folder: RelativePath?) throws(RefactoringError) {
    let path = folder.map { "\(root.path)/\($0)" } ?? root.path
    switch query.kind {
    case .repository: guard UnitRepository.isRepository(path) else { return }
    case .package:
      guard ["Package.swift", "pyproject.toml", "setup.py"].contains(where: { access("\(path)/\($0)", F_OK) == 0 })
      else {
        return
      }
    case .directory: if folder == nil || folder?.name.hasPrefix(".") == true { return }
    case .file: return
    }
    // The folder itself has no path below itself that a pattern could be held against, but `**` means it too.
    let isWanted = folder.map { isIncluded($0, isFolder: true) && !isExcluded($0, isFolder: true) }
    if isWanted ?? query.included.contains(where: { ["**", "*"].contains($0.string) }) {
      try add(name: folder?.string ?? ".", path: path)
    }
  }

  private func isIncluded(_ path: RelativePath, isFolder: Bool) -> Bool {
    query.included.contains { $0.string == "**" || $0.matchesWhole(path, isFolder: isFolder) }
  }

  private func isExcluded(_ path: RelativePath, isFolder: Bool) -> Bool {
    query.excluded.contains { $0.matches(path) || isFolder && $0.matchesWhole(path, isFolder: true) }
  }

  private func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(root.path)/\(path)" }

  /// The nearest folder above that is a repository, or the folder itself.
  private mutating func repository(around folder: String) -> UnitRepository? {
    if let known = repositories[folder] { return known }
    let result: UnitRepository?
    if let found = UnitRepository(at: folder) {
      result = found
    } else if let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
      result = repository(around: String(folder[..<slash]))
    } else {
      result = nil
    }
    repositories[folder] = .some(result)
    return result
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
