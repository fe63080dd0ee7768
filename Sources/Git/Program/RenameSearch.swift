internal import CLibgit2
internal import SourceText

/// Joins deleted and added files of like content into renames, from 50 % likeness on.
///
/// Likeness is measured with libgit2's own measure, and pairs are chosen as it chooses them, so that both readers of a
/// repository find the same renames.
struct RenameSearch {
  /// Git's `diff.renameLimit`: past a thousand by a thousand candidates only files with equal content are joined.
  private static let limit = 1000

  private let changes: [RawChange]
  private let headers: [ObjectID: ObjectHeader]

  /// Positions in `changes`.
  private let sources: [Int]
  private let targets: [Int]

  init(_ changes: [RawChange], headers: [ObjectID: ObjectHeader]) {
    self.changes = changes
    self.headers = headers
    sources = changes.indices.filter { changes[$0].status == "D" && changes[$0].old?.isFile == true }
    targets = changes.indices.filter { changes[$0].status == "A" && changes[$0].new?.isFile == true }
  }

  /// The changes with the renames joined, in the order of their paths.
  ///
  /// - Parameter read: gives contents of objects.
  func result(
    readingWith read: ([ObjectHeader]) async throws -> [ObjectID: Result<[UInt8], GitError>]
  ) async throws -> [RawChange] {
    if sources.isEmpty || targets.isEmpty { return changes }
    var signatures: [ObjectID: ContentSignature] = [:]
    let deleted = changes.count { $0.status == "D" }
    let added = changes.count { $0.status == "A" }
    let isExactOnly = deleted * added > Self.limit * Self.limit
    if !isExactOnly {
      let ids = Set((sources + targets).flatMap { changes[$0].blobs }).compactMap { headers[$0] }
      for part in ProgramRepository.chunks(of: ids, size: \.size) {
        for (id, content) in try await read(Array(part)) {
          signatures[id] = try? ContentSignature(content.get())
        }
        try Task.checkCancellation()
      }
    }
    return joined(pairs { likeness($0, $1, isExactOnly ? [:] : signatures) })
  }

  private func joined(_ pairs: [Int: Int]) -> [RawChange] {
    var result = changes
    for (target, source) in pairs {
      result[target].status = "R"
      result[target].old = changes[source].old
      result[target].oldPath = try? RelativePath(String(decoding: changes[source].path, as: UTF8.self))
    }
    let gone = Set(pairs.values)
    return result.indices.filter { !gone.contains($0) }.map { result[$0] }
  }

  /// From 0 to 100; nil when two files cannot be compared.
  private func likeness(_ source: Int, _ target: Int, _ signatures: [ObjectID: ContentSignature]) -> Int? {
    guard let old = changes[source].old?.id, let new = changes[target].new?.id else { return nil }
    if old == new { return 100 }
    let sizes = [old, new].map { headers[$0]?.size ?? 0 }
    if let smaller = sizes.min(), let larger = sizes.max(), smaller > 127, larger > smaller << 3 { return nil }
    guard let oldSignature = signatures[old], let newSignature = signatures[new] else { return nil }
    return oldSignature.likeness(to: newSignature)
  }

  /// The source of each target that is like one, as positions in `changes`.
  ///
  /// A better pair breaks up the pairs that its two files were in; then all pairs are tried again.
  private func pairs(likeness: (Int, Int) -> Int?) -> [Int: Int] {
    struct Match {
      var other = 0
      var likeness = 0
    }
    let measured = targets.map { target in sources.map { likeness($0, target) ?? 0 } }
    var matchOfTarget = targets.map { _ in Match() }
    var matchOfSource = sources.map { _ in Match() }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for target in targets.indices {
        for source in sources.indices {
          let likeness = measured[target][source]
          let (old, other) = (matchOfSource[source], matchOfTarget[target])
          guard other.likeness < likeness, old.likeness < likeness else { continue }
          if old.likeness > 0 {
            matchOfTarget[old.other].likeness = 0
            isSettled = false
          }
          if other.likeness > 0 {
            matchOfSource[other.other].likeness = 0
            isSettled = false
          }
          matchOfTarget[target] = Match(other: source, likeness: likeness)
          matchOfSource[source] = Match(other: target, likeness: likeness)
        }
      }
    }
    let found = targets.indices.filter { matchOfTarget[$0].likeness >= 50 }
    return Dictionary(uniqueKeysWithValues: found.map { (targets[$0], sources[matchOfTarget[$0].other]) })
  }
}

/// What libgit2 keeps of a content to compare it with others.
final class ContentSignature {
  private let handle: Handle<ContentSignatureResource>

  /// - Throws: `LibraryFailure` for a content that is too small to be compared.
  init(_ content: [UInt8]) throws {
    try Library.prepare()
    handle = try Handle { pointer in
      content.withUnsafeBytes { bytes in
        git_hashsig_create(
          pointer, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count,
          git_hashsig_option_t(GIT_HASHSIG_SMART_WHITESPACE.rawValue | GIT_HASHSIG_ALLOW_SMALL_FILES.rawValue))
      }
    }
  }

  /// From 0 to 100; nil when they cannot be compared.
  func likeness(to other: ContentSignature) -> Int? {
    let likeness = git_hashsig_compare(handle.pointer, other.handle.pointer)
    return likeness < 0 ? nil : Int(likeness)
  }
}

enum ContentSignatureResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_hashsig_free(pointer) }
}
