import CommandLineSupport
import Processes
import Verification

/// What the user's Python has for tests of Python projects; all of it is needed for those alone.
struct PythonDoctor {
  let environment: [String: String]

  /// The packages, what each is for, and whether tests need it.
  private static let packages: [(name: String, module: String, use: String)] = [
    ("pytest", "pytest", "runs tests"), ("coverage", "coverage", "measures them"),
    ("mutmut", "mutmut", "makes mutants, or cosmic-ray does"), ("cosmic-ray", "cosmic_ray", "makes mutants, slowly"),
    ("pynguin", "pynguin", "proposes further calls"),
  ]

  func examine() async -> [Doctor.Line] {
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    let script =
      "import importlib.util as u; print(*[u.find_spec(n) is not None for n in (\(Self.packages.map { "'\($0.module)'" }.joined(separator: ", ")))])"
    guard let python = try? ProgramLocation(finding: "python3", in: folders, home: nil).path,
      let result = try? await ProcessRunner().run(
        ProcessRequest(
          program: python, arguments: ["-I", "-c", script], environment: .exactly([:]), output: .captured(limit: 4096),
          deadline: .seconds(30)))
    else {
      return [Doctor.Line(state: .absent, subject: "python", text: "no python3 that runs; Python projects need one")]
    }
    let found = result.standardOutput.text.split(whereSeparator: \.isWhitespace)
    return [Doctor.Line(state: .good, subject: "python", text: python)]
      + Self.packages.enumerated().map { index, package in
        let isThere = index < found.count && found[index] == "True"
        return Doctor.Line(
          state: isThere ? .good : .absent, subject: package.name,
          text: isThere ? package.use : "not installed; it \(package.use): \(python) -m pip install \(package.name)")
      }
  }
}
