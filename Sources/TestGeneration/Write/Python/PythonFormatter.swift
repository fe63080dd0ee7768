internal import SourceText
internal import Verification

/// The formatter that a Python project names in its settings.
struct PythonFormatter: Sendable {
  let project: PythonProject

  /// What follows the interpreter; nil when the project names none.
  private var words: [String]? {
    func text(_ name: String) -> String {
      let bytes = try? (try? RelativePath(name)).flatMap { try project.area.content(of: $0, limit: 1 << 20) }
      return String(decoding: bytes ?? [], as: UTF8.self)
    }
    let settings = text("pyproject.toml")
    let hooks = text(".pre-commit-config.yaml")
    if settings.contains("[tool.black]") || hooks.contains("id: black") { return ["-m", "black", "-q"] }
    if settings.contains("[tool.ruff") || !text("ruff.toml").isEmpty || !text(".ruff.toml").isEmpty
      || hooks.contains("id: ruff-format")
    {
      return ["-m", "ruff", "format", "-q", "--no-cache"]
    }
    return nil
  }

  /// Formats a file in its place.
  ///
  /// - Returns: a sentence when the project names a formatter that did not do it; nil when all is well.
  func format(_ path: RelativePath) async throws -> String? {
    guard let words else { return nil }
    let result = try await project.area.run(
      [project.interpreter.path] + words + ["\(project.area.path)/\(path)"], variables: PythonProject.variables,
      deadline: .seconds(60))
    guard !result.isSuccess else { return nil }
    return "\(path) is not formatted by \(words[1]), which the project uses: it is not installed for "
      + "\(project.interpreter.path), or did not take the file"
  }
}
