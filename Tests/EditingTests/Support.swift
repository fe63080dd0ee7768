import Foundation
import SourceText
import TestSupport

@testable import Editing

/// A folder with some files, and a place for journals beside it, for one test.
final class EditedFolder {
  let path: String
  let journal: String

  private let folder: TemporaryFolder

  init(_ files: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    path = "\(folder.path)/tree"
    journal = "\(folder.path)/state/journal"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    for (name, text) in files { try write(name, text) }
  }

  /// A path beside the folder that is edited.
  func sibling(_ name: String) -> String { "\(folder.path)/\(name)" }

  func write(_ name: String, _ text: String) throws { try write(name, bytes: Array(text.utf8)) }

  func write(_ name: String, bytes: [UInt8], mode: Int = 0o644) throws {
    let url = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

  /// The text of a file; nil when there is none.
  func text(_ name: String) -> String? { (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) }

  func root(walking: Bool = false) throws -> RootFolder { try RootFolder(path, walking: walking) }

  func transaction(_ rules: EditRules = EditRules(), backup: (any BackupStore)? = nil) async throws -> EditTransaction {
    try await EditTransaction.open(root(), journal: journal, backup: backup, rules: rules)
  }

  /// Everything in the folder but a `.git`: what each entry is, its permissions and its content.
  func snapshot() throws -> [String: String] { try Self.snapshot(of: path) }

  static func snapshot(of path: String) throws -> [String: String] {
    var entries: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path)
    where name != ".git" && !name.hasPrefix(".git/") {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
      if attributes[.type] as? FileAttributeType == .typeRegular {
        let data = try Data(contentsOf: URL(filePath: "\(path)/\(name)"))
        entries[name] = "\(String(mode, radix: 8)) \(data.base64EncodedString())"
      } else {
        entries[name] = "\(attributes[.type] as? FileAttributeType ?? .typeUnknown)"
      }
    }
    return entries
  }
}

func path(_ string: String) throws -> RelativePath { try RelativePath(string) }

func hash(_ text: String) -> ContentHash { ContentHash(of: text) }

func edit(_ name: String, _ old: String, _ replacements: (Range<Int>, String)...) throws -> FileOperation {
  let made = replacements.map { FileOperation.Replacement($0.0, Array($0.1.utf8)) }
  return FileOperation(try path(name), .edit(base: hash(old), made))
}

func create(_ name: String, _ text: String, isExecutable: Bool = false) throws -> FileOperation {
  FileOperation(try path(name), .create(Array(text.utf8), isExecutable: isExecutable))
}

func delete(_ name: String, _ old: String) throws -> FileOperation {
  FileOperation(try path(name), .delete(base: hash(old)))
}

func move(_ name: String, _ old: String, to target: String) throws -> FileOperation {
  let target = try path(target)
  return FileOperation(try path(name), .move(base: hash(old), to: target))
}
