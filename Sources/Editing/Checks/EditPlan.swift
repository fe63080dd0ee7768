internal import SourceText

/// Operations brought together by path, free of contradictions; what is in the folder is not looked at.
struct EditPlan {
  /// What happens to what is at a path before.
  struct Source {
    var base: ContentHash
    var replacements: [FileOperation.Replacement] = []
    var removal: Removal?
  }

  enum Removal: Equatable {
    case deleted
    case moved(to: RelativePath)
  }

  /// What comes to a path where nothing is, or where what was there goes.
  enum Arrival: Equatable {
    case created([UInt8], isExecutable: Bool)
    case moved(from: RelativePath)
  }

  private(set) var sources: [RelativePath: Source] = [:]
  private(set) var arrivals: [RelativePath: Arrival] = [:]
  private(set) var reasons: [RelativePath: [String]] = [:]

  /// All paths in order.
  var paths: [RelativePath] { Set(sources.keys).union(arrivals.keys).sorted() }

  /// - Throws: `EditingError` with code `.invalid` when operations contradict each other.
  init(_ operations: [FileOperation]) throws(EditingError) {
    for operation in operations {
      if !operation.reason.isEmpty { reasons[operation.path, default: []].append(operation.reason) }
      switch operation.action {
      case .create(let bytes, let isExecutable):
        try add(.created(bytes, isExecutable: isExecutable), at: operation.path)
      case .edit(let base, let replacements):
        guard !replacements.isEmpty else { throw Self.invalid(operation.path, "an edit of it replaces nothing") }
        try withSource(operation.path, base) { $0.replacements += replacements }
      case .delete(let base):
        try add(.deleted, at: operation.path, base)
      case .move(let base, let target):
        guard target != operation.path else { throw Self.invalid(target, "it is moved to where it is") }
        try add(.moved(to: target), at: operation.path, base)
        try add(.moved(from: operation.path), at: target)
      }
    }
    try checkSources()
    try checkFolders()
  }

  /// The paths that depend on each other: those of a move, and what makes room for it.
  func group(of path: RelativePath) -> Set<RelativePath> {
    var group: Set<RelativePath> = [path]
    var pending = [path]
    while let next = pending.popLast() {
      var others: [RelativePath] = []
      if case .moved(let target)? = sources[next]?.removal { others.append(target) }
      if case .moved(let source)? = arrivals[next] { others.append(source) }
      for other in others where group.insert(other).inserted { pending.append(other) }
    }
    return group
  }

  private mutating func add(_ arrival: Arrival, at path: RelativePath) throws(EditingError) {
    guard arrivals[path] == nil else { throw Self.invalid(path, "two operations put something there") }
    arrivals[path] = arrival
  }

  private mutating func add(_ removal: Removal, at path: RelativePath, _ base: ContentHash) throws(EditingError) {
    try withSource(path, base) { source throws(EditingError) in
      guard source.removal == nil else { throw Self.invalid(path, "two operations take it away") }
      source.removal = removal
    }
  }

  private mutating func withSource(
    _ path: RelativePath, _ base: ContentHash, _ change: (inout Source) throws(EditingError) -> Void
  ) throws(EditingError) {
    var source = sources[path] ?? Source(base: base)
    guard source.base == base else { throw Self.invalid(path, "two operations were made for different contents of it") }
    try change(&source)
    sources[path] = source
  }

  private func checkSources() throws(EditingError) {
    for (path, source) in sources {
      if source.removal == .deleted, !source.replacements.isEmpty {
        throw Self.invalid(path, "one operation edits it and another deletes it")
      }
      if arrivals[path] != nil, source.removal == nil {
        throw Self.invalid(path, "one operation edits it and another puts something else there")
      }
    }
  }

  /// No path may become both a file and a folder.
  private func checkFolders() throws(EditingError) {
    for path in arrivals.keys {
      var folder = path.parent
      while let above = folder {
        if arrivals[above] != nil || sources[above] != nil {
          throw Self.invalid(above, "it would have to be a folder for \(quoted(path.string)), and a file as well")
        }
        folder = above.parent
      }
    }
  }

  static func invalid(_ path: RelativePath, _ fault: String) -> EditingError {
    EditingError(.invalid, "the change of \(quoted(path.string)) makes no sense: \(fault)")
  }
}
