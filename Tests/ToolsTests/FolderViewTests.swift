import AgentKernel
import SourceText
import Testing

@testable import Tools

struct FolderViewTests {
  /// A repository with a file of the same name at its top and in a package.
  private struct Texts: FileView {
    let texts = ["Sources/A.swift": "top", "core/Sources/A.swift": "core", "core2/Sources/B.swift": "other"]

    func text(at path: RelativePath, in version: FileVersion) async throws -> String {
      guard let text = texts[path.string] else { throw ToolError("there is no file \(path)") }
      return text
    }

    func files(below folder: RelativePath?, in version: FileVersion) async throws -> [ViewedFile] {
      try texts.keys.sorted().filter { path in folder.map { path.hasPrefix("\($0)/") } ?? true }.map {
        ViewedFile(path: try RelativePath($0), isRegular: true)
      }
    }

    func contents(of files: [ViewedFile]) async throws -> [RelativePath: [UInt8]] {
      files.reduce(into: [:]) { contents, file in contents[file.path] = texts[file.path.string].map { Array($0.utf8) } }
    }
  }

  @Test func `files are named from the folder on, and no others are seen`() async throws {
    let view = FolderView(try RelativePath("core"), of: Texts())
    let path = try RelativePath("Sources/A.swift")
    #expect(try await view.text(at: path, in: .new) == "core")
    let files = try await view.files(below: nil, in: .new)
    #expect(files.map(\.path) == [path])
    #expect(try await view.files(below: try RelativePath("Sources"), in: .new) == files)
    #expect(try await view.contents(of: files) == [path: Array("core".utf8)])
    await #expect(throws: ToolError.self) { try await view.text(at: try RelativePath("Sources/B.swift"), in: .new) }
  }
}
