package import Git
internal import SourceCode
package import SourceText

/// Makes the map of the code around a change from git's objects, within limits of files, bytes and time.
package struct RepositoryMapReader: Sendable {
  /// Bytes of one file; a larger one is seldom written by people.
  private static let fileSizeLimit = 256 << 10

  /// Files that are read at once, so that only their contents lie in memory.
  private static let batchSize = 64

  /// Files by which a map that had no time for all of them is made of fewer.
  private static let step = 250

  /// Declarations that may stand in a map.
  private static let declarationLimit = 200

  /// Files whose declarations may stand in a map.
  private static let shownFileLimit = 60

  private let repository: any Repository
  private let cache: SymbolCacheFile?
  private let time: Duration
  private let isExcluded: @Sendable (RelativePath) -> Bool

  /// - Parameters:
  ///   - repository: where.
  ///   - cacheFolder: the absolute path of a folder where what was found in files is kept; nil to keep nothing.
  ///   - time: how long it may take. When it is over the map is made of the files looked through so far, the likeliest first,
  ///     in steps of 250 so that it depends little on the machine's speed; of fewer there is none. What was found is
  ///     kept, so that the next run comes further.
  ///   - isExcluded: whether a file was made by a program, or is another project's.
  package init(
    of repository: any Repository, cacheFolder: String?, time: Duration,
    isExcluded: @escaping @Sendable (RelativePath) -> Bool = { _ in false }
  ) async {
    self.repository = repository
    let folder = await repository.location.commonFolder
    cache = cacheFolder.map { SymbolCacheFile(folder: $0, repositoryFolder: folder) }
    self.time = time
    self.isExcluded = isExcluded
  }

  /// The map; an empty text when there is nothing to show, nil when the time was over.
  ///
  /// - Parameters:
  ///   - change: what is reviewed.
  ///   - head: the state after it.
  ///   - tokens: the budget, about.
  /// - Throws: what the repository throws.
  package func map(of change: ChangeSet, at head: Snapshot, tokens: Int) async throws -> RepositoryMap? {
    let deadline = ContinuousClock.now + time
    let changed = Set(change.files.lazy.filter { $0.new != nil && Language(path: $0.path) != nil }.map(\.path))
    let nothing = RepositoryMap(files: [], usages: [], tokens: tokens)
    guard !changed.isEmpty else { return nothing }
    let names = ChangedNames(in: change)
    var surroundings = SurroundingFiles(of: changed) { !changed.contains($0) && isExcluded($0) }
    while surroundings.goesOn, ContinuousClock.now < deadline {
      try await surroundings.lookFurther(in: repository, at: head)
    }
    let stems = Set(names.names.values.map { MapCandidates.stem($0) })
    let candidates = MapCandidates(surroundings.files, changed: changed, stems: stems)
    guard candidates.entries.count > candidates.focusCount, ContinuousClock.now < deadline else { return nothing }
    let files = try await symbols(of: candidates.entries, until: deadline)
    guard files.count > candidates.focusCount else { return nil }
    let focus = Set(0..<candidates.focusCount)
    let mentioned = Set(names.names.keys)
    let ranked = SymbolGraph(files, focus: focus, mentioned: mentioned).ranked(limit: Self.declarationLimit)
    let usages = NameUses(files, focus: focus, mentioned: mentioned).entries.map { entry in
      RepositoryMap.Usage(
        name: names.names[entry.name] ?? "",
        places: entry.uses.map { .init(path: candidates.entries[$0.file].path, count: $0.count) })
    }
    return RepositoryMap(
      files: try await declarations(ranked, in: candidates.entries), usages: usages, tokens: tokens)
  }

  // MARK: What the files declare and use

  /// In the order of the entries; of fewer, in whole steps, when the time was over.
  private func symbols(of entries: [TreeEntry], until deadline: ContinuousClock.Instant) async throws -> [FileSymbols] {
    // For a few files a cache costs as much as it saves.
    let isCached = entries.count > SymbolCacheFile.usefulCount
    var known = isCached ? cache?.read() ?? [:] : [:]
    let missing = entries.filter { known[$0.id] == nil }
    var isInTime = true
    for start in stride(from: 0, to: missing.count, by: Self.batchSize) where isInTime {
      try Task.checkCancellation()
      let batch = missing[start..<min(start + Self.batchSize, missing.count)]
      let contents = try await repository.blobs(batch.map(\.id), limit: Self.fileSizeLimit)
      for (id, symbols) in await Self.extracted(Array(batch), contents) { known[id] = symbols }
      isInTime = ContinuousClock.now < deadline
    }
    if isCached, missing.count >= SymbolCacheFile.usefulCount { cache?.write(known, of: entries.map(\.id)) }
    let reached = entries.firstIndex { known[$0.id] == nil } ?? entries.count
    let count = reached == entries.count ? reached : reached / Self.step * Self.step
    return entries.prefix(count).map { known[$0.id] ?? FileSymbols() }
  }

  /// Looks through files, as many at once as there are processors.
  private static func extracted(
    _ entries: [TreeEntry], _ contents: [ObjectID: [UInt8]]
  ) async -> [(ObjectID, FileSymbols)] {
    @Sendable func extracted(_ part: ArraySlice<TreeEntry>) -> [(ObjectID, FileSymbols)] {
      part.map { entry in
        guard let language = Language(path: entry.path), let text = contents[entry.id] else {
          return (entry.id, FileSymbols())
        }
        return (entry.id, FileSymbols(of: text, in: language))
      }
    }
    let partSize = 16
    guard entries.count > partSize else { return extracted(entries[...]) }
    return await withTaskGroup(of: [(ObjectID, FileSymbols)].self) { group in
      for start in stride(from: 0, to: entries.count, by: partSize) {
        group.addTask { extracted(entries[start..<min(start + partSize, entries.count)]) }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
  }

  // MARK: What is shown

  /// The ranked declarations by file, the file of the best one first, with their texts.
  private func declarations(
    _ ranked: [SymbolGraph.Ranked], in entries: [TreeEntry]
  ) async throws -> [RepositoryMap.File] {
    var order: [Int] = []
    var names: [Int: [NameID]] = [:]
    for item in ranked {
      if names[item.file] == nil { order.append(item.file) }
      names[item.file, default: []].append(item.name)
    }
    order = Array(order.prefix(Self.shownFileLimit))
    let contents = try await repository.blobs(order.map { entries[$0].id }, limit: Self.fileSizeLimit)
    return order.compactMap { index in
      let entry = entries[index]
      guard let text = contents[entry.id], let language = Language(path: entry.path) else { return nil }
      let wanted = names[index] ?? []
      let places = Dictionary(wanted.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
      let found = RepositoryMap.Declaration.declarations(of: Set(wanted), in: text, language)
        .sorted { (places[$0.name] ?? .max, $0.line) < (places[$1.name] ?? .max, $1.line) }
      return RepositoryMap.File(path: entry.path, declarations: found)
    }
  }
}
