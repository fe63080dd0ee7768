import Foundation
import Git
import SourceText
import TestSupport
import Testing

@testable import Editing

/// A repository, and a state folder beside it.
struct WorktreeFixture {
  let builder: RepositoryBuilder
  let writer: any RepositoryWriter

  init(options: [String] = []) async throws {
    builder = try RepositoryBuilder(options: options)
    writer = try await RepositoryOpener.openForWriting(at: builder.path)
  }

  var state: String { builder.sibling("state") }

  func pool(_ options: WorktreePool.Options = WorktreePool.Options()) async throws -> WorktreePool {
    try await WorktreePool(state: state, of: writer, options: options)
  }

  /// Writes a tree of any records, also such as git does not make.
  func tree(_ records: [(mode: String, name: String, id: ObjectID)]) throws -> ObjectID {
    let bytes = records.reduce(into: [UInt8]()) { result, record in
      let digits = Array(record.id.hexadecimal)
      let id = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
      result += Array("\(record.mode) \(record.name)".utf8) + [0] + id
    }
    return try ObjectID(
      builder.git(arguments: ["hash-object", "-w", "-t", "tree", "--literally", "--stdin"], input: bytes))
  }
}

/// All that lies below a folder: a word for its kind, its permissions, and its content or where it leads.
func contents(of folder: String) throws -> [String: String] {
  var found: [String: String] = [:]
  for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
    let full = "\(folder)/\(path)"
    let attributes = try FileManager.default.attributesOfItem(atPath: full)
    let mode = String((attributes[.posixPermissions] as? Int ?? 0) & 0o111 == 0 ? "file" : "program")
    switch attributes[.type] as? FileAttributeType {
    case .typeDirectory: found[path] = "folder"
    case .typeSymbolicLink: found[path] = "link \(try FileManager.default.destinationOfSymbolicLink(atPath: full))"
    case .typeRegular:
      found[path] = "\(mode) \(try Data(contentsOf: URL(filePath: full)).base64EncodedString())"
    default: found[path] = "special"
    }
  }
  return found
}

/// Expects an `EditingError` with a code, and gives its text.
@discardableResult
func expectEditingError<Value>(
  _ code: EditingError.Code, location: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async throws -> String {
  do {
    let value = try await body()
    Issue.record("expected an error, got \(value)", sourceLocation: location)
  } catch let error as EditingError {
    #expect(error.code == code, "\(error)", sourceLocation: location)
    return error.description
  }
  return ""
}
