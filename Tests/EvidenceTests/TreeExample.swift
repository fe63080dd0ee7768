import Evidence
import SourceText
import Testing

/// Two states of a repository, and the change from one to the other, which is worked out from them.
struct TreeExample: Sendable, CustomTestStringConvertible {
  struct Entry: Hashable, Sendable, ExpressibleByStringInterpolation {
    var text: String
    var mode = FileMode.regular

    init(_ text: String, _ mode: FileMode = .regular) {
      self.text = text
      self.mode = mode
    }

    init(stringLiteral text: String) { self.init(text) }
  }

  var name: String
  var base: [String: Entry]
  /// What differs from the base; nil where a file is gone.
  var changed: [String: Entry?]
  /// New paths of renamed files, with their old ones.
  var renamed: [String: String]

  init(
    _ name: String, _ base: [String: Entry] = [:], _ changed: [String: Entry?], renamed: [String: String] = [:]
  ) {
    self.name = name
    self.base = base
    self.changed = changed
    self.renamed = renamed
  }

  var testDescription: String { name }

  func findings(of rule: any ChangeRule) async throws -> [Finding] {
    let result = try await EvidenceScan.run(try change, rules: [rule])
    #expect(result.omissions.isEmpty)
    return result.findings
  }

  private var change: WholeChange {
    get throws {
      var head = base
      for old in renamed.values { head[old] = nil }
      for (path, entry) in changed { head[path] = entry }
      let names = try Set(base.values).union(head.values).enumerated().map { index, entry in
        let digits = String(index + 1, radix: 16)
        return (entry, try ObjectID(String(repeating: "0", count: 40 - digits.count) + digits))
      }
      let blobs = Dictionary(uniqueKeysWithValues: names)
      var files: [ChangedFile] = []
      for path in Set(base.keys).union(head.keys).subtracting(renamed.values).sorted() {
        let old = base[renamed[path] ?? path]
        guard old != head[path] || renamed[path] != nil else { continue }
        files.append(ChangedFile(try fileChange(path, old, head[path], blobs)))
      }
      return WholeChange(
        files: files, base: try State(entries: base, blobs: blobs), head: try State(entries: head, blobs: blobs))
    }
  }

  private func fileChange(
    _ path: String, _ old: Entry?, _ new: Entry?, _ blobs: [Entry: ObjectID]
  ) throws -> FileChange {
    let isTypeChange = old.map { old in new.map { isLink(old) != isLink($0) } ?? false } ?? false
    let kind: FileChange.Kind =
      old == nil
      ? .added : new == nil ? .deleted : renamed[path] != nil ? .renamed : isTypeChange ? .typeChanged : .modified
    let isText = old?.mode != .submodule && new?.mode != .submodule
    return FileChange(
      kind: kind, path: try RelativePath(path), oldPath: try renamed[path].map { try RelativePath($0) },
      old: old.map { FileChange.Version(blob: blobs[$0], mode: $0.mode, size: $0.text.utf8.count) },
      new: new.map { FileChange.Version(blob: blobs[$0], mode: $0.mode, size: $0.text.utf8.count) },
      isBinary: new?.text.utf8.contains(0) ?? false,
      hunks: isText ? Self.hunks(from: old?.text ?? "", to: new?.text ?? "") : [])
  }

  private func isLink(_ entry: Entry) -> Bool { entry.mode == .symbolicLink || entry.mode == .submodule }

  /// One hunk with all lines of both sides; none when they are alike.
  private static func hunks(from old: String, to new: String) -> [Hunk] {
    let old = lines(old)
    let new = lines(new)
    let difference = new.difference(from: old)
    guard !difference.isEmpty else { return [] }
    let removed = Set(difference.removals.map { if case .remove(let offset, _, _) = $0 { offset } else { -1 } })
    let added = Set(difference.insertions.map { if case .insert(let offset, _, _) = $0 { offset } else { -1 } })
    var result: [DiffLine] = []
    var first = 0
    var second = 0
    while first < old.count || second < new.count {
      if removed.contains(first), first < old.count {
        result.append(DiffLine(kind: .removed, oldNumber: first + 1, newNumber: 0, text: old[first]))
        first += 1
      } else if added.contains(second), second < new.count {
        result.append(DiffLine(kind: .added, oldNumber: 0, newNumber: second + 1, text: new[second]))
        second += 1
      } else {
        result.append(DiffLine(kind: .context, oldNumber: first + 1, newNumber: second + 1, text: new[second]))
        first += 1
        second += 1
      }
    }
    return [Hunk(oldStart: 1, oldCount: old.count, newStart: 1, newCount: new.count, lines: result)]
  }

  private static func lines(_ text: String) -> [String] {
    var lines = TextLines.split(text).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

/// One of the two states.
private struct State: SourceTree {
  let files: [SourceFile]
  private let texts: [ObjectID: String]

  init(entries: [String: TreeExample.Entry], blobs: [TreeExample.Entry: ObjectID]) throws {
    var texts: [ObjectID: String] = [:]
    files = try entries.sorted { $0.key < $1.key }.map { path, entry in
      let blob = try #require(blobs[entry])
      texts[blob] = entry.text
      return SourceFile(path: try RelativePath(path), mode: entry.mode, blob: blob)
    }
    self.texts = texts
  }

  func file(at path: RelativePath) async throws -> SourceFile? { files.first { $0.path == path } }

  func content(of file: SourceFile, limit: Int) async throws -> [UInt8]? {
    guard file.mode != .submodule else { return nil }
    return texts[file.blob].map { Array($0.utf8) }.flatMap { $0.count <= limit ? $0 : nil }
  }
}
