package import SourceText

/// What git says of an object without showing it.
struct ObjectHeader: Hashable, Sendable {
  let id: ObjectID
  let type: String

  /// Bytes.
  let size: Int

  init(id: ObjectID, type: String, size: Int) {
    self.id = id
    self.type = type
    self.size = size
  }

  /// Reads a line as `git cat-file --batch-check` writes it: `ID TYPE SIZE`; nil for anything else.
  init?(_ line: some StringProtocol) {
    let fields = line.split(separator: " ")
    guard fields.count == 3, let id = try? ObjectID(fields[0]), let size = Int(fields[2]) else { return nil }
    self.id = id
    type = String(fields[1])
    self.size = size
  }
}

extension ProgramRepository {
  /// How many bytes of objects are asked for at once.
  static let chunkSize = 16 << 20

  /// What the names lead to, in their order; nil for what is not there.
  ///
  /// - Parameter names: object names, or what else git takes for a revision, without line feeds.
  func headers(ofNames names: [String]) async throws -> [ObjectHeader?] {
    if names.isEmpty { return [] }
    let output = try await output(
      ["cat-file", "--batch-check"], input: Self.lines(names), doing: "looking up objects of")
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
    guard lines.count == names.count else {
      throw GitError(.failed, "git answered \(lines.count) times when asked for \(names.count) objects of \(folder)")
    }
    return lines.map { ObjectHeader($0) }
  }

  /// What is there of some objects.
  func headers(of ids: [ObjectID]) async throws -> [ObjectID: ObjectHeader] {
    let unstored = await workTree.contents(of: ids)
    var ids = Array(Set(ids).subtracting(unstored.keys))
    // Asked for an absent object of a partial clone, git would try to fetch it, and fail altogether.
    if isPartial { ids = try await present(ids) }
    let headers = try await headers(ofNames: ids.map(\.hexadecimal))
    return Dictionary(headers.compactMap { header in header.map { ($0.id, $0) } }) { $1 }
      .merging(unstored.map { ($0, ObjectHeader(id: $0, type: "blob", size: $1.count)) }) { $1 }
  }

  package func blob(abbreviated digits: String) async throws -> ObjectID? {
    guard digits.utf8.count >= 4, digits.allSatisfy(\.isHexDigit) else { return nil }
    let header = try await headers(ofNames: [String(digits.prefix(nameLength))]).first ?? nil
    return header?.type == "blob" ? header?.id : nil
  }

  /// Those of the objects that a partial clone has.
  private func present(_ ids: [ObjectID]) async throws -> [ObjectID] {
    if ids.isEmpty { return [] }
    let output = try await output(
      [
        "rev-list", "--objects", "--no-walk=unsorted", "--missing=print", "--ignore-missing", "--no-object-names",
        "--stdin",
      ], input: Self.lines(ids.map(\.hexadecimal)), doing: "looking up objects of")
    let listed = Set(String(decoding: output, as: UTF8.self).split(separator: "\n"))
    return ids.filter { listed.contains($0.hexadecimal[...]) }
  }

  /// The contents of objects that are there.
  ///
  /// One that cannot be read is given as the error about it.
  func contents(of headers: [ObjectHeader]) async throws -> [ObjectID: Result<[UInt8], GitError>] {
    let unstored = await workTree.contents(of: headers.map(\.id))
    guard unstored.isEmpty else {
      let stored = headers.filter { unstored[$0.id] == nil }
      return try await storedContents(of: stored).merging(unstored.mapValues { .success($0) }) { $1 }
    }
    return try await storedContents(of: headers)
  }

  private func storedContents(of headers: [ObjectHeader]) async throws -> [ObjectID: Result<[UInt8], GitError>] {
    if headers.isEmpty { return [:] }
    let size = headers.reduce(0) { $0 + $1.size + 128 }
    let answer = try await git.answer(
      ["cat-file", "--batch"], input: Self.lines(headers.map(\.id.hexadecimal)), limit: 2 * size)
    if answer.isSuccess, let contents = Self.contents(in: answer.output, of: headers) {
      return contents.mapValues { .success($0) }
    }
    if let only = headers.first, headers.count == 1 {
      return [only.id: .failure(unreadable(only, quoted(answer.complaint)))]
    }
    // Git gives up at the first damaged one; so it is asked for one after the other.
    var contents: [ObjectID: Result<[UInt8], GitError>] = [:]
    for header in headers { contents.merge(try await storedContents(of: [header])) { $1 } }
    return contents
  }

  private func unreadable(_ header: ObjectHeader, _ reason: String) -> GitError {
    GitError(
      .corrupt,
      "the \(header.type) \(header.id) in \(quoted(location.commonFolder)) cannot be read (\(reason)); "
        + "`git fsck` lists the damage, and a new clone repairs it")
  }

  /// Takes the answer of `git cat-file --batch` apart; nil when it is not what was asked for.
  private static func contents(in output: [UInt8], of headers: [ObjectHeader]) -> [ObjectID: [UInt8]]? {
    var contents: [ObjectID: [UInt8]] = [:]
    var position = output.startIndex
    for header in headers {
      guard let lineEnd = output[position...].firstIndex(of: UInt8(ascii: "\n")),
        let found = ObjectHeader(String(decoding: output[position..<lineEnd], as: UTF8.self)), found.id == header.id,
        lineEnd + 1 + found.size < output.endIndex
      else { return nil }
      let start = lineEnd + 1
      contents[found.id] = Array(output[start..<start + found.size])
      position = start + found.size + 1
    }
    return contents
  }

  /// Parts of a list whose contents together are not much larger than what is asked for at once.
  static func chunks<Element>(of elements: [Element], size: (Element) -> Int) -> [ArraySlice<Element>] {
    var chunks: [ArraySlice<Element>] = []
    var (start, sum) = (0, 0)
    for position in elements.indices {
      sum += size(elements[position])
      guard sum >= chunkSize || position - start >= 5000 else { continue }
      chunks.append(elements[start...position])
      (start, sum) = (position + 1, 0)
    }
    if start < elements.count { chunks.append(elements[start...]) }
    return chunks
  }

  static func lines(_ names: [String]) -> [UInt8] {
    names.reduce(into: []) { $0 += Array($1.utf8) + [UInt8(ascii: "\n")] }
  }

  /// Puts into words that an object is not there.
  func absence(of kind: String, _ id: ObjectID) -> GitError {
    if isPartial {
      return GitError(
        .unsupported,
        "the \(kind) \(id) was left out of this partial clone, and is not fetched; "
          + "run `git cat-file -p \(id)` once, or clone again without --filter")
    }
    if isShallow && kind != "blob" {
      return GitError(
        .unsupported,
        "the \(kind) \(id) lies beyond the history of this shallow clone; run `git fetch --unshallow`")
    }
    return GitError(
      .noSuchObject,
      "there is no \(kind) \(id) in \(quoted(location.commonFolder)); check the id, or run `git fetch`")
  }

  /// Throws unless all the commits are there.
  func checkCommits(_ ids: [ObjectID]) async throws {
    for id in ids { try check(id) }
    let headers = try await headers(of: ids)
    for id in ids {
      guard let header = headers[id], header.type == "commit" else { throw absence(of: "commit", id) }
    }
  }
}
