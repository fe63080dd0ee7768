import Foundation

/// The folders of one package: the checkout that a user would have, a clone for the checks, the program's state, the results.
struct EvaluationPlace {
  let package: EvaluatedPackage

  /// The user's checkout, with work that is not committed: all runs start there, and it must stay as it is.
  let checkout: String

  /// A clone in which commits are built and tested without the program.
  let checker: String

  let results: String

  /// The commit that all runs begin with.
  let base: String

  let shell: Shell
  let program: String

  /// What the program runs with: a state folder and a configuration folder of its own.
  let variables: [String: String]

  private let root: String

  init(_ package: EvaluatedPackage, in work: String, repositories: String, program: String) async throws {
    self.package = package
    self.program = program
    root = "\(work)/\(package.name)"
    checkout = "\(root)/checkout"
    checker = "\(root)/checker"
    results = "\(root)/results"
    shell = Shell()
    variables = ["XDG_STATE_HOME": "\(root)/state", "XDG_CONFIG_HOME": "\(root)/config"]
    for folder in [results, "\(root)/state", "\(root)/config"] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    let source = "\(repositories)/\(package.owner)/\(package.name).git"
    if !FileManager.default.fileExists(atPath: "\(checkout)/.git") {
      try await Self.clone(source, package.tag, to: checkout, shell)
    }
    base = try await shell.git(["rev-parse", "\(package.tag)^{commit}"], in: checkout)
    if !FileManager.default.fileExists(atPath: "\(checker)/.git") {
      try await shell.git(["clone", "--quiet", "--no-checkout", checkout, checker], in: root)
    }
  }

  /// Clones a repository, and leaves work in it that no commit has: a changed file, a staged and an unknown one, a stash.
  private static func clone(_ source: String, _ tag: String, to folder: String, _ shell: Shell) async throws {
    try await shell.git(["clone", "--quiet", source, folder], in: "/")
    try await shell.git(["checkout", "--quiet", "-B", "work", tag], in: folder)
    try await shell.git(["config", "user.name", "Ada"], in: folder)
    try await shell.git(["config", "user.email", "ada@example.com"], in: folder)
    try write("stashed\n", to: "\(folder)/stashed.txt")
    try await shell.git(["stash", "push", "--quiet", "--include-untracked"], in: folder)
    try write("staged\n", to: "\(folder)/staged.txt")
    try await shell.git(["add", "staged.txt"], in: folder)
    try write("not known to git\n", to: "\(folder)/unknown.txt")
    try write(try read("\(folder)/README.md") + "\nchanged\n", to: "\(folder)/README.md")
  }

  /// The folders in which the program does its work, each with the files of the commit that it was brought to last.
  func areas() throws -> [String] {
    let worktrees = "\(root)/state/fulcrum/worktrees"
    let manager = FileManager.default
    guard manager.fileExists(atPath: worktrees) else { return [] }
    return try manager.contentsOfDirectory(atPath: worktrees).flatMap { repository in
      try manager.contentsOfDirectory(atPath: "\(worktrees)/\(repository)").map { slot in
        "\(worktrees)/\(repository)/\(slot)/tree"
      }
    }.filter { manager.fileExists(atPath: $0) }
  }
}

func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

func write(_ text: String, to path: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
