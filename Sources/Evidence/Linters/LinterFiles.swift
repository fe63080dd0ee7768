internal import Processes
internal import SourceText

/// The files that a linter gets to see of one state, put into a private folder: the changed ones that it takes, and from the
/// base those that configure it.
struct LinterFiles {
  /// Bytes of the largest file that is shown to a linter.
  private static let sizeLimit = 1 << 20

  /// Bytes of all together.
  private static let totalLimit = 64 << 20

  /// Files of the change, and files that configure a linter.
  private static let countLimit = 2000

  private(set) var files: [String] = []
  private(set) var configuration: [RelativePath] = []

  /// Changed files that the linter would take and that were left out: too large, too many.
  private(set) var omitted = 0
  private var total = 0

  /// Puts the changed files in place that a linter takes.
  ///
  /// What configures it is never among them: a change must not decide how it is looked at.
  mutating func addChanged(
    _ paths: [RelativePath], of tree: any SourceTree, for adapter: any LinterAdapter, to folder: borrowing ChildFolder
  ) async throws {
    for path in paths where !adapter.isConfiguration(path) {
      try Task.checkCancellation()
      guard let file = try await tree.file(at: path), file.mode == .regular || file.mode == .executable else {
        continue
      }
      guard let content = try await tree.content(of: file, limit: Self.sizeLimit) else {
        omitted += adapter.takes(path, firstLine: "") ? 1 : 0
        continue
      }
      let firstLine = String(decoding: content.prefix(256).prefix { $0 != 0x0A }, as: UTF8.self)
      guard adapter.takes(path, firstLine: firstLine) else { continue }
      guard files.count < Self.countLimit, total + content.count <= Self.totalLimit else {
        omitted += 1
        continue
      }
      do throws(ProcessError) {
        try folder.write(content, to: path, isExecutable: file.mode == .executable)
      } catch {
        // Two names that a file system takes for one.
        omitted += 1
        continue
      }
      total += content.count
      files.append("./\(path)")
    }
  }

  /// Puts the files of the base in place that configure a linter: in the folders of the changed files and those above.
  mutating func addConfiguration(
    from base: any SourceTree, for adapter: any LinterAdapter, to folder: borrowing ChildFolder
  ) async throws {
    for path in try await configurationPaths(in: base, for: adapter).prefix(Self.countLimit) {
      guard let file = try await base.file(at: path), file.mode == .regular || file.mode == .executable,
        let content = try await base.content(of: file, limit: Self.sizeLimit)
      else { continue }
      total += content.count
      guard total <= Self.totalLimit, (try? folder.write(content, to: path)) != nil else { continue }
      configuration.append(path)
    }
  }

  private func configurationPaths(
    in base: any SourceTree, for adapter: any LinterAdapter
  ) async throws -> [RelativePath] {
    guard adapter.configuresByAnyName else {
      let names = adapter.configurationNames.sorted()
      let folders = Set(files.flatMap { Self.foldersAbove($0.dropFirst(2)) })
      return folders.sorted().flatMap { folder in names.compactMap { try? RelativePath(folder + $0) } }
    }
    let all = try await base.files.map(\.path).filter(adapter.isConfiguration)
    // Without a configuration at the top, no other file is one.
    return all.contains { adapter.configurationNames.contains($0.string) } ? all : []
  }

  /// The folders that a file lies in, each with a slash behind it; the top is empty.
  private static func foldersAbove(_ path: Substring) -> [String] {
    path.indices.filter { path[$0] == "/" }.map { String(path[...$0]) } + [""]
  }
}
