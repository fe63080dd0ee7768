internal import JSON
internal import SourceText

/// What a file is, without its content.
struct FileState: Hashable, Sendable {
  /// The hexadecimal digits of the content's hash.
  var hash: String

  /// Bytes.
  var size: Int
  var mode: UInt32

  /// Nil for a file that is new, which belongs to whoever makes it.
  var owner: UInt32?
  var group: UInt32?
}

extension FileState {
  init(_ file: StoredFile) {
    self.init(
      hash: file.hash.hexadecimal, size: file.bytes.count, mode: file.mode, owner: file.owner, group: file.group)
  }

  /// The state that a content will have.
  ///
  /// - Parameter origin: the file that it takes the place of, or that it was moved from.
  init(_ content: CheckedChange.Content) {
    self.init(
      hash: content.hash.hexadecimal, size: content.bytes.count, mode: content.mode, owner: content.owner,
      group: content.group)
  }

  /// Whether a state, nil for nothing, is what is there; of the mode only what git knows counts.
  static func matches(_ state: FileState?, _ entry: FolderEntry) -> Bool {
    switch (state, entry) {
    case (nil, .absent): true
    case (let state?, .file(let file)):
      state.hash == file.hash.hexadecimal && (state.mode & 0o100 != 0) == file.isExecutable
    default: false
    }
  }
}

extension FileState {
  var json: JSONValue {
    var members: [String: JSONValue] = [
      "hash": .string(hash), "size": JSONValue(size), "mode": JSONValue(Int(mode)),
    ]
    if let owner, let group {
      members["owner"] = JSONValue(Int(owner))
      members["group"] = JSONValue(Int(group))
    }
    return .object(members)
  }

  init?(_ json: JSONValue) {
    guard let hash = json["hash"]?.string, let size = json["size"]?.integer, size >= 0,
      let mode = json["mode"]?.integer.flatMap({ UInt32(exactly: $0) })
    else { return nil }
    self.init(
      hash: hash, size: size, mode: mode, owner: json["owner"]?.integer.flatMap { UInt32(exactly: $0) },
      group: json["group"]?.integer.flatMap { UInt32(exactly: $0) })
  }
}
