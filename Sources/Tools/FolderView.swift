package import SourceText

/// The files below a folder of another view, named from that folder on: for a project that is a part of a repository.
package struct FolderView: FileView {
  private let folder: RelativePath
  private let view: any FileView

  package init(_ folder: RelativePath, of view: any FileView) {
    self.folder = folder
    self.view = view
  }

  package func text(at path: RelativePath, in version: FileVersion) async throws -> String {
    try await view.text(at: whole(path), in: version)
  }

  package func files(below path: RelativePath?, in version: FileVersion) async throws -> [ViewedFile] {
    try await view.files(below: try path.map(whole) ?? folder, in: version).compactMap { file in
      own(file.path).map { ViewedFile(path: $0, isRegular: file.isRegular, blob: file.blob) }
    }
  }

  package func contents(of files: [ViewedFile]) async throws -> [RelativePath: [UInt8]] {
    let named = try files.map { ViewedFile(path: try whole($0.path), isRegular: $0.isRegular, blob: $0.blob) }
    return try await view.contents(of: named).reduce(into: [:]) { contents, entry in
      if let path = own(entry.key) { contents[path] = entry.value }
    }
  }

  private func whole(_ path: RelativePath) throws -> RelativePath { try RelativePath("\(folder)/\(path)") }

  private func own(_ path: RelativePath) -> RelativePath? {
    guard path.string.hasPrefix("\(folder)/") else { return nil }
    return try? RelativePath(String(path.string.dropFirst(folder.string.count + 1)))
  }
}
