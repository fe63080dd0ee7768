internal import Processes
internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The Python that a project runs with, and what it has installed.
package struct PythonInterpreter: Hashable, Sendable {
  /// The absolute path.
  package let path: String

  package let hasPytest: Bool

  /// Whether coverage.py is there.
  package let hasCoverage: Bool

  /// Finds the interpreter: of the virtual environment in the project, else of the system or the user.
  ///
  /// - Parameters:
  ///   - area: the project.
  ///   - folders: absolute folders to look into before the system's, such as those of the user's `PATH`.
  /// - Throws: `VerificationError` with code `.missingToolchain`; `ProcessError`.
  package init(for area: WorkArea, searching folders: [String]) async throws {
    let own: [String] = [".venv", "venv"].map { "\(area.path)/\($0)/bin/python" }
    let found: String
    if let program = own.first(where: { access($0, X_OK) == 0 }) {
      found = program
    } else {
      do throws(ProcessError) {
        // The sandbox shows folders by their true names; what leads there through others does not.
        let folders = folders.flatMap(Self.behindShims).map { (try? SandboxPolicy.resolved($0)) ?? $0 }
        found = try ProgramLocation(finding: "python3", in: folders, home: nil).path
      } catch {
        throw VerificationError(
          .missingToolchain, "there is no Python on this machine: \(error); install Python 3.8 or newer")
      }
    }
    let script =
      "import importlib.util as u, sys; print(sys.version_info >= (3, 8), *[u.find_spec(n) is not None for n in ('pytest', 'coverage')])"
    let result = try await area.run([found, "-I", "-c", script], deadline: .seconds(60))
    let words = result.standardOutput.text.split(whereSeparator: \.isWhitespace)
    guard result.isSuccess, words.count == 3 else {
      throw VerificationError(
        .missingToolchain, "\(found) does not run: it \(result.summary): \(OutputTail.text(result).suffix(300))")
    }
    guard words[0] == "True" else {
      throw VerificationError(.missingToolchain, "\(found) is older than Python 3.8; install a newer one")
    }
    path = found
    hasPytest = words[1] == "True"
    hasCoverage = words[2] == "True"
  }

  /// The same interpreter as one with or without pytest.
  init(_ other: PythonInterpreter, hasPytest: Bool) {
    path = other.path
    self.hasPytest = hasPytest
    hasCoverage = other.hasCoverage
  }

  /// A version manager's stand-ins ask files that the sandbox does not show; behind them stands the version that is set globally.
  private static func behindShims(_ folder: String) -> [String] {
    guard folder.hasSuffix("/.pyenv/shims") else { return [folder] }
    let versions = folder.dropLast("shims".count) + "versions"
    let names = ((try? FolderTree.names(in: String(versions))) ?? []).filter { name in
      name.allSatisfy { $0.isNumber || $0 == "." }
    }
    func numbers(_ name: String) -> [Int] { name.split(separator: ".").map { Int($0) ?? 0 } }
    return names.sorted { numbers($1).lexicographicallyPrecedes(numbers($0)) }.map { "\(versions)/\($0)/bin" }
  }
}
