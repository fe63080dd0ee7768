internal import Editing
internal import SourceText

extension FileOperation {
  /// The operation that gives a file a new content, by what differs: a replacement in its middle.
  init(_ path: RelativePath, _ file: StoredFile, becomes new: [UInt8], reason: String) {
    let old = file.bytes
    let shorter = min(old.count, new.count)
    let head = zip(old, new).prefix { $0 == $1 }.count
    var tail = 0
    while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    let replacement = Replacement(head..<old.count - tail, Array(new[head..<new.count - tail]))
    self.init(path, .edit(base: file.hash, [replacement]), reason: reason)
  }
}
