import AgentKernel
import Editing
import Foundation
import JSON
import Models
import SourceText
import TestSupport
import Tools

/// A real folder with files, and the tools over it, called as a model calls them.
final class WorkArea {
  let place: String
  let folder: WorkFolder
  let toolbox: Toolbox
  private let owner: TemporaryFolderOwner

  /// The folder that the tools work in.
  var path: String { place + "/tree" }

  init(_ files: [String: String] = [:], more: (WorkFolder) -> [any Tool] = { _ in [] }) async throws {
    owner = try TemporaryFolderOwner()
    place = owner.path
    try FileManager.default.createDirectory(atPath: place + "/tree", withIntermediateDirectories: true)
    for (name, text) in files { try Self.write(text, place + "/tree/" + name) }
    let transaction = try await EditTransaction.open(try RootFolder(place + "/tree"), journal: place + "/journal")
    folder = WorkFolder(transaction)
    toolbox = Toolbox(
      [
        ReadFileTool(folder), ListFilesTool(folder), GlobTool(folder), GrepTool(folder), WriteFileTool(folder),
        EditFileTool(folder), MultiEditTool(folder), ApplyPatchTool(folder), MoveFileTool(folder),
        DeleteFileTool(folder),
      ] + more(folder))
  }

  func write(_ text: String, _ name: String) throws { try Self.write(text, path + "/" + name) }

  func text(_ name: String) -> String? {
    (try? Data(contentsOf: URL(filePath: path + "/" + name))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names of all that is in the folder, links too.
  var names: [String] { (try? FileManager.default.subpathsOfDirectory(atPath: path).sorted()) ?? [] }

  /// Calls a tool with everything allowed that a ceiling of `dangerous` allows.
  func call(_ name: String, _ arguments: JSONValue) async -> ToolResult {
    await call([(name, arguments)])[0]
  }

  func call(_ calls: [(String, JSONValue)]) async -> [ToolResult] {
    let scheduler = ToolScheduler(toolbox, permissions: PermissionPolicy(mode: .auto, ceiling: .dangerous))
    let calls = calls.enumerated().map {
      ToolCall(id: "\($0.offset)", name: $0.element.0, arguments: $0.element.1.serialized())
    }
    return await scheduler.run(calls).map(\.result)
  }

  private static func write(_ text: String, _ path: String) throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}

/// Keeps a temporary folder for as long as a class instance lives.
private final class TemporaryFolderOwner {
  private let folder: TemporaryFolder
  var path: String { folder.path }

  init() throws { folder = try TemporaryFolder() }
}
