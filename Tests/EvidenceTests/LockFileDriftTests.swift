import Evidence
import SourceText
import Testing

@Suite struct LockFileDriftTests {
  private static func change(
    _ manifest: String, _ before: String, _ after: String, _ lock: String, _ locked: String,
    newLock: String? = nil
  ) -> TreeExample {
    TreeExample(
      "\(manifest): \(after.suffix(60))", [manifest: .init(before), lock: .init(locked)],
      [manifest: .init(after), lock: .init(newLock ?? locked)])
  }

  private static func package(_ dependencies: String, _ section: String = "dependencies") -> String {
    "{\n  \"name\": \"app\",\n  \"\(section)\": {\n\(dependencies)\n  }\n}\n"
  }

  private static let a = package("    \"a\": \"^1.0.0\"")
  private static let ab = package("    \"a\": \"^1.0.0\",\n    \"b\": \"^2.0.0\"")
  private static let npmLock = """
    {"lockfileVersion": 3, "packages": {"": {"dependencies": {
      "a": "^1.0.0"
    }}, "packages/app": {}}}
    """
  private static let cargo = "[package]\nname = \"app\"\n\n[dependencies]\na = \"1\"\n"
  private static let cargoLock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"app\"\n"
  private static let poetry = "[tool.poetry.dependencies]\npython = \"^3.9\"\na = \"^1\"\n"
  private static let project = "[project]\nversion = \"1\"\ndependencies = [\n  \"a>=1\",\n]\n"
  private static let go = "module m\n\nrequire (\n\texample.org/a v1.0.0\n)\n"
  private static let mix = "defp deps do\n  [\n    {:a, \"~> 1.0\"},\n  ]\nend\n"
  private static let swift = "dependencies: [\n  .package(url: \"https://example.org/a.git\", from: \"1.0.0\"),\n]\n"
  private static let gems = "source \"x\"\ngem \"a\", \"~> 1.0\"\n"

  @Test(arguments: [
    change("package.json", a, ab, "package-lock.json", npmLock),
    change("package.json", a, ab, "pnpm-lock.yaml", "importers:\n"),
    change("package.json", a, ab, "yarn.lock", "a@^1.0.0:\n"),
    change("web/package.json", a, ab, "web/package-lock.json", npmLock),
    change("packages/app/package.json", a, ab, "package-lock.json", npmLock),
    change("package.json", a, a.replacing("^1.0.0", with: "^3.0.0"), "package-lock.json", npmLock),
    change("package.json", ab, a, "package-lock.json", npmLock),
    change(
      "composer.json", package("\"a/a\": \"^1\"", "require"), package("\"a/a\": \"^2\"", "require"),
      "composer.lock", "{}"),
    change("pyproject.toml", poetry, poetry + "b = \"^2\"\n", "poetry.lock", "x"),
    change("pyproject.toml", project, project.replacing("\"a>=1\"", with: "\"a>=1\",\n  \"b\""), "uv.lock", "x"),
    change("pyproject.toml", project, project + "[dependency-groups]\ndev = [\"c\"]\n", "uv.lock", "x"),
    change("Pipfile", "[packages]\na = \"*\"\n", "[packages]\na = \"*\"\nb = \"*\"\n", "Pipfile.lock", "{}"),
    change("Gemfile", gems, gems + "gem 'b'\n", "Gemfile.lock", "DEPENDENCIES\n  a (~> 1.0)\n"),
    change("Cargo.toml", cargo, cargo + "b = { version = \"2\" }\n", "Cargo.lock", cargoLock),
    change("Cargo.toml", cargo, cargo + "[dev-dependencies.b]\nversion = \"2\"\n", "Cargo.lock", cargoLock),
    change("crates/app/Cargo.toml", cargo, cargo + "b = \"2\"\n", "Cargo.lock", cargoLock),
    change("Cargo.toml", cargo, cargo + "b = \"2\"\n", "Cargo.lock", cargoLock, newLock: cargoLock + "\n"),
    change(
      "mix.exs", mix, mix.replacing("  ]", with: "    {:b, \"~> 2.0\"}\n  ]"), "mix.lock", "%{\n  \"a\": {:hex}\n}"),
    change(
      "go.mod", go, go.replacing(")", with: "\texample.org/b v2.0.0\n)"), "go.sum", "example.org/a v1.0.0 h1:x=\n"),
    change(
      "pubspec.yaml", "dependencies:\n  a: ^1.0.0\n", "dependencies:\n  a: ^1.0.0\n  b: any\n", "pubspec.lock",
      "packages:\n  a:\n"),
    change(
      "Package.swift", swift,
      swift.replacing("]", with: "  .package(url: \"https://example.org/b\", from: \"1.0.0\")\n]"),
      "Package.resolved", "{\"identity\" : \"a\"}"),
  ])
  func `a dependency that the lock does not know is reported`(_ example: TreeExample) async throws {
    let findings = try await example.findings(of: LockFileDrift())
    #expect(findings.count == 1)
    #expect(findings.first?.severity == .medium)
  }

  @Test(arguments: [
    change("package.json", a, ab, "package-lock.json", npmLock, newLock: npmLock + "\n"),
    change("package.json", a, a.replacing("\"app\"", with: "\"other\""), "package-lock.json", npmLock),
    change("package.json", ab.replacing("^1.0.0", with: "^0.9.0"), ab, "yarn.lock", "a@^1.0.0, a@^1.2.0:\n"),
    change("package.json", ab.replacing("^1.0.0", with: "^0.9.0"), ab, "package-lock.json", npmLock),
    change("package.json", a, package("\"a\": \"^1.0.0\",\n\"b\": \"workspace:*\""), "pnpm-lock.yaml", "x"),
    change("package.json", a, ab, "other/package-lock.json", npmLock),
    change("other/package.json", a, ab, "package-lock.json", npmLock),
    change(
      "package.json", package("\"test\": \"a\"", "scripts"), package("\"test\": \"b\"", "scripts"), "yarn.lock", "x"),
    change("package.json", a, package("\"a\": \"^1.0.0\"", "devDependencies"), "package-lock.json", npmLock),
    TreeExample(
      "lock of the whole",
      [
        "packages/app/package.json": .init(a), "packages/app/yarn.lock": "x", "package-lock.json": .init(npmLock),
      ], ["packages/app/package.json": .init(ab), "package-lock.json": .init(npmLock + "\n")]),
    TreeExample("no lock", ["package.json": .init(a)], ["package.json": .init(ab)]),
    change("pyproject.toml", project, project.replacing("version = \"1\"", with: "version = \"2\""), "uv.lock", "x"),
    change("pyproject.toml", poetry, poetry.replacing("^3.9", with: "^3.10"), "poetry.lock", "x"),
    change("Gemfile", gems, gems.replacing("\"~> 1.0\"", with: "\"~> 1.0\", require: false"), "Gemfile.lock", "x"),
    change("Cargo.toml", cargo, cargo.replacing("\"1\"", with: "\"1.2\""), "Cargo.lock", cargoLock),
    change("Cargo.toml", cargo, cargo.replacing("\na = \"1\"", with: ""), "Cargo.lock", cargoLock),
    change("Cargo.toml", cargo, cargo + "[build-dependencies]\na = \"1\"\n", "Cargo.lock", cargoLock),
    change("Cargo.toml", cargo, cargo + "x = { package = \"a\", version = \"1\" }\n", "Cargo.lock", cargoLock),
    change("fuzz/Cargo.toml", cargo.replacing("\"app\"", with: "\"fuzz\""), cargo + "b = \"1\"\n", "Cargo.lock", "x"),
    change("mix.exs", mix, mix.replacing("  ]", with: "    {:b, path: \"../b\"}\n  ]"), "mix.lock", "%{}"),
    change("mix.exs", mix, mix + "def f, do: {:ok, 1}\n", "mix.lock", "%{}"),
    change("go.mod", go, go.replacing("v1.0.0", with: "v1.1.0"), "go.sum", "example.org/a v1.0.0 h1:x=\n"),
    change("go.mod", go, go + "require example.org/b v1.0.0\nreplace example.org/b => ../b\n", "go.sum", "x"),
    change("Package.swift", swift, swift.replacing("1.0.0", with: "1.1.0"), "Package.resolved", "{}"),
    change(
      "Package.swift", swift, swift.replacing("]", with: "  .package(path: \"../b\")\n]"), "Package.resolved", "{}"),
  ])
  func `a manifest whose lock need not change is left alone`(_ example: TreeExample) async throws {
    #expect(try await example.findings(of: LockFileDrift()).isEmpty)
  }

  private static func lock(_ name: String, _ before: String, _ replacements: KeyValuePairs<String, String>)
    -> TreeExample
  {
    let after = replacements.reduce(before) { $0.replacing($1.key, with: $1.value) }
    return TreeExample("\(name): \(replacements)", [name: .init(before)], [name: .init(after)])
  }

  private static let npm = """
    {"packages": {"": {"version": "1.0.0"}, "node_modules/a": {
      "version": "1.0.0",
      "resolved": "https://one.example.org/a/-/a-1.0.0.tgz",
      "integrity": "sha512-AAAA"
    }}}
    """
  private static let yarn = """
    "@s/a@^1.0.0", "@s/a@^1.1.0":
      version "1.2.0"
      resolved "https://one.example.org/a.tgz#abc"
      integrity sha512-AAAA
      dependencies:
        version "1"

    """
  private static let pnpm = "packages:\n\n  a@1.0.0:\n    resolution: {integrity: sha512-AAAA}\n"
  private static let crates = """
    [[package]]
    name = "a"
    version = "1.0.0"
    source = "registry+https://one.example.org/index"
    checksum = "aaaa"

    """
  private static let resolved = """
    {"pins" : [{"identity" : "a", "location" : "https://example.org/a.git", "state" : {
      "revision" : "aaaa",
      "version" : "1.0.0"
    }}]}
    """
  private static let sums = "example.org/a v1.0.0 h1:aaaa=\nexample.org/a v1.0.0/go.mod h1:bbbb=\n"
  private static let composer = """
    {"packages": [{"name": "a/a", "version": "1.0.0",
      "dist": {"type": "zip", "url": "https:\\/\\/one.example.org\\/a", "reference": "aaaa"}}]}
    """

  @Test(arguments: [
    lock("package-lock.json", npm, ["AAAA": "BBBB"]), lock("package-lock.json", npm, ["one.": "two."]),
    lock("yarn.lock", yarn, ["AAAA": "BBBB"]), lock("yarn.lock", yarn, ["one.": "two."]),
    lock("pnpm-lock.yaml", pnpm, ["AAAA": "BBBB"]),
    lock("Cargo.lock", crates, ["aaaa": "bbbb"]), lock("Cargo.lock", crates, ["one.": "two."]),
    lock("go.sum", sums, ["aaaa": "cccc"]), lock("Package.resolved", resolved, ["aaaa": "bbbb"]),
    lock("composer.lock", composer, ["aaaa": "bbbb"]), lock("composer.lock", composer, ["one.": "two."]),
  ])
  func `a version whose content or host changes is reported`(_ example: TreeExample) async throws {
    let findings = try await example.findings(of: LockFileDrift())
    #expect(findings.map(\.category) == [.security])
    #expect(findings.first?.severity == .medium)
  }

  @Test(arguments: [
    lock("package-lock.json", npm, ["1.0.0": "1.1.0", "AAAA": "BBBB", "one.": "two."]),
    lock("package-lock.json", npm, ["sha512-AAAA": "sha1-BBBB"]),
    lock("package-lock.json", npm, ["a-1.0.0.tgz": "b.tgz"]),
    lock("package-lock.json", npm, [",\n  \"integrity\": \"sha512-AAAA\"": ""]),
    lock("yarn.lock", yarn, ["1.2.0": "1.3.0", "AAAA": "BBBB"]), lock("yarn.lock", yarn, ["#abc": "#abd"]),
    lock("pnpm-lock.yaml", pnpm, ["1.0.0": "1.0.1", "AAAA": "BBBB"]),
    lock("Cargo.lock", crates, ["1.0.0": "1.0.1", "aaaa": "bbbb"]),
    lock("Cargo.lock", crates, ["registry+": "sparse+"]),
    lock("go.sum", sums, ["v1.0.0": "v1.0.1", "aaaa": "cccc"]),
    lock("Package.resolved", resolved, ["aaaa": "bbbb", "1.0.0": "1.0.1"]),
    lock("composer.lock", composer, ["aaaa": "bbbb", "1.0.0": "dev-main"]),
    lock("poetry.lock", "[[package]]\nname = \"a\"\nversion = \"1\"\n", ["1": "2"]),
    TreeExample("added", [:], ["go.sum": .init(sums)]),
  ])
  func `a refresh of a lock file is left alone`(_ example: TreeExample) async throws {
    #expect(try await example.findings(of: LockFileDrift()).isEmpty)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["package-lock.json", "package.json", "Package.resolved", "composer.lock"])
  func `hostile JSON ends in time`(_ name: String) async throws {
    for piece in ["[", "{\"a\":", "\"\\", "}", "]", ",", "\"a\": \"b\","] {
      let example = TreeExample(
        "hostile", [name: .init(String(repeating: piece, count: 3000)), "yarn.lock": "x"],
        [name: .init(String(repeating: piece, count: 3001))])
      #expect(try await example.findings(of: LockFileDrift()).isEmpty)
    }
  }
}
