internal import AgentKernel
package import Editing
package import SourceText

/// What a model's edits make of some files, worked out without writing any: one edit after the other, all of which become
/// operations on the files as they are.
package struct EditDraft {
  /// Reads a file that may be changed; nil when nothing is there.
  package typealias Read = (RelativePath) throws -> StoredFile?

  private struct File {
    let old: StoredFile?

    /// Nil when it goes.
    var new: [UInt8]?
    var target: RelativePath?
  }

  private let read: Read
  private let hasSeen: (RelativePath, ContentHash) -> Bool
  private var files: [RelativePath: File] = [:]
  private var order: [RelativePath] = []

  /// - Parameters:
  ///   - read: reads a file that may be changed; throws `ToolError` for one that may not.
  ///   - hasSeen: whether the model has seen all of a file with this content.
  package init(read: @escaping Read, hasSeen: @escaping (RelativePath, ContentHash) -> Bool) {
    self.read = read
    self.hasSeen = hasSeen
  }

  /// Makes an edit of the files as the edits before it have left them.
  ///
  /// - Throws: `ToolError`, worded for the model: what does not fit, and what is there.
  package mutating func add(_ edit: ProposedEdit) throws {
    let path = try Self.path(edit.path)
    let forms = [edit.oldText != nil, edit.content != nil, edit.delete == true, edit.moveTo != nil]
    guard forms.count(where: { $0 }) == 1 else {
      throw ToolError("an edit of \(path) needs one of old_text, content, delete and move_to")
    }
    var file = try files[path] ?? File(old: read(path), new: nil, target: nil)
    let isNew = files[path] == nil
    if isNew { file.new = file.old?.bytes }
    if let old = edit.oldText {
      guard let bytes = file.new else { throw ToolError("there is no file \(path); `content` makes a new one") }
      do {
        file.new = try TextEdit(old: old, new: edit.newText ?? "", replacesAll: edit.replaceAll ?? false)
          .applied(to: bytes).bytes
      } catch {
        throw ToolError("\(path): \(error)")
      }
    } else if let content = edit.content {
      if let old = file.old, file.new == old.bytes, !hasSeen(path, old.hash) {
        throw ToolError("\(path) is there already; read all of it with `read_file` before you replace it")
      }
      file.new = NewContent(content, inPlaceOf: file.old?.bytes ?? []).bytes
    } else if let target = edit.moveTo {
      guard file.new != nil, file.old != nil else { throw ToolError("there is no file \(path)") }
      let target = try Self.path(target)
      guard files[target]?.new == nil, try read(target) == nil else {
        throw ToolError("\(target) is there already; nothing is moved onto it")
      }
      file.target = target
    } else {
      guard file.new != nil else { throw ToolError("there is no file \(path)") }
      file.new = nil
      file.target = nil
    }
    if isNew { order.append(path) }
    files[path] = file
  }

  /// The operations on the files as they are.
  ///
  /// - Parameter reason: why, in a few words.
  /// - Throws: `ToolError` when nothing changes, or a text must not be brought into a file.
  package func operations(reason: String) throws -> [FileOperation] {
    var operations: [FileOperation] = []
    for path in order {
      guard let file = files[path] else { continue }
      if let new = file.new, let objection = NewText(new, over: file.old?.bytes ?? []).objection {
        throw ToolError("\(path): \(objection)")
      }
      guard let old = file.old else {
        if let new = file.new {
          operations.append(FileOperation(path, .create(new, isExecutable: false), reason: reason))
        }
        continue
      }
      guard let new = file.new else {
        operations.append(FileOperation(path, .delete(base: old.hash), reason: reason))
        continue
      }
      if new != old.bytes { operations.append(FileOperation(path, old, becomes: new, reason: reason)) }
      if let target = file.target {
        operations.append(FileOperation(path, .move(base: old.hash, to: target), reason: reason))
      }
    }
    guard !operations.isEmpty else { throw ToolError("the edits change nothing") }
    return operations
  }

  private static func path(_ text: String) throws -> RelativePath {
    let path: RelativePath
    do { path = try RelativePath(text) } catch { throw ToolError("\(error)") }
    guard !SensitiveFile.contains(path) else {
      throw ToolError("\(path) is not changed: files of this name usually hold secrets")
    }
    guard !NewText.hasHiddenCharacters(path.string) else {
      throw ToolError("the path holds characters that nobody sees; choose a plain name")
    }
    return path
  }
}
