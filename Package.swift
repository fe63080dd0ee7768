// swift-tools-version: 6.2

import PackageDescription

// One line for each room of the house, by floor: a room may depend only on rooms of the floors below it, which
// `Tests/HouseTests` checks. docs/Modules.md says what lives where. Array elements are sorted alphabetically.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let database = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let swiftOperators = Target.Dependency.product(name: "SwiftOperators", package: "swift-syntax")
let swiftParser = Target.Dependency.product(name: "SwiftParser", package: "swift-syntax")
let swiftSyntax = Target.Dependency.product(name: "SwiftSyntax", package: "swift-syntax")
let symbolKit = Target.Dependency.product(name: "SymbolKit", package: "swift-docc-symbolkit")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

// Debian keeps RE2 on the default search paths, and its re2.pc holds a flag that SwiftPM warns of at every build.
#if os(Linux)
  let re2PkgConfig: String? = nil
#else
  let re2PkgConfig: String? = "re2"
#endif

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, exclude: exclude,
    swiftSettings: settings)
}

let package = Package(
  name: "fulcrum",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "code-review", targets: ["code-review"]),
    .executable(name: "gen-tests", targets: ["gen-tests"]),
    .executable(name: "refactor", targets: ["refactor"]),
    .library(name: "AgentKernel", targets: ["AgentKernel", "JSON", "Models"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-symbolkit", from: "1.0.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
  ],
  targets: [
    // Floor 6
    .executableTarget(
      name: "code-review",
      dependencies: [
        argumentParser, logging, "AgentKernel", "CommandLineSupport", "Evidence", "Git", "JSON", "Models", "Processes",
        "Redaction", "Reporting", "Review", "SourceText", "Store",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "gen-tests",
      dependencies: [
        argumentParser, logging, "AgentKernel", "Characterization", "CommandLineSupport", "Editing", "Git", "JSON",
        "Models", "Mutation", "Processes", "ProjectContext", "Redaction", "SourceText", "Store", "TestGeneration",
        "Tools",
        "Verification",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "refactor",
      dependencies: [
        argumentParser, logging, "AgentKernel", "Characterization", "CommandLineSupport", "Editing", "Git", "JSON",
        "Models", "Processes", "ProjectContext", "Redaction", "Refactoring", "SourceCode", "SourceText", "Store",
        "TestGeneration", "Verification",
      ],
      swiftSettings: settings),

    // Floor 5
    room(
      "CommandLineSupport",
      [
        argumentParser, logging, yams, "AgentDefinitions", "AgentKernel", "CCrash", "Editing", "Evidence", "Git",
        "HTTP", "JSON", "MCP", "Models", "Processes", "ProjectContext", "Redaction", "Reporting", "SourceCode",
        "SourceText", "Store", "Tools", "Verification", "YAML",
      ]),
    room(
      "Refactoring",
      [
        yams, "AgentDefinitions", "AgentKernel", "Characterization", "Editing", "Git", "JSON", "JSONRPC",
        "Models", "Processes", "ProjectContext", "Redaction", "Reporting", "SourceCode", "SourceText", "Store",
        "SwiftSource", "Tools", "Verification", "YAML",
      ]),
    room(
      "Review",
      [
        "AgentKernel", "Evidence", "Git", "HTTP", "JSON", "Models", "ProjectContext", "Redaction", "Reporting",
        "SourceText", "Tools",
      ]),
    room(
      "TestGeneration",
      [
        "AgentKernel", "Characterization", "Editing", "Git", "JSON", "Models", "Mutation", "Processes",
        "ProjectContext", "Redaction", "Reporting", "SourceCode", "SourceText", "SwiftSource", "Tools", "Verification",
      ]),

    // Floor 4
    room("Characterization", [crypto, "JSON", "Processes", "SourceText", "SwiftSource", "Verification"]),
    room("Mutation", ["JSON", "Processes", "SourceText", "SwiftSource", "Verification"]),
    room("ProjectContext", ["Git", "Redaction", "SourceCode", "SourceText", "Store"]),
    room(
      "Tools",
      [
        "AgentKernel", "CRE2", "Editing", "Git", "HTTP", "JSON", "MCP", "Processes", "Redaction", "SourceCode",
        "SourceText",
        "Verification",
      ]),

    // Floor 3
    room("AgentKernel", [yams, "AgentDefinitions", "HTTP", "JSON", "Models", "Redaction", "SourceText"]),
    room("Editing", ["CSandbox", "Git", "JSON", "SourceText"]),
    room("Evidence", ["JSON", "Processes", "Redaction", "SourceCode", "SourceText", "XML"]),
    room("Verification", ["CSandbox", "JSON", "Processes", "SourceText", "XML"]),

    // Floor 2
    room("Git", [crypto, "CLibgit2", "CLibgit2Shims", "CSandbox", "Processes", "SourceText"]),
    room("MCP", ["HTTP", "JSON", "JSONRPC", "Processes", "SourceText"]),
    room("Models", ["HTTP", "JSON", "Redaction", "SourceText"]),
    room("SourceCode", ["JSON", "JSONRPC", "Processes", "SourceText"]),
    room("SwiftSource", [swiftOperators, swiftParser, swiftSyntax, symbolKit, "SourceText"]),

    // Floor 1
    room("HTTP", ["CLibcurl", "CLibcurlShims"]),
    room("JSONRPC", ["JSON"]),
    room("Processes", [subprocess, "CSandbox", "JSON", "Redaction", "SourceText"]),
    room("Reporting", ["JSON", "Redaction", "SourceText"]),
    room("Store", [database, "SourceText"]),
    room("XML", ["CExpat"]),

    // Floor 0
    room("AgentDefinitions"),
    room("JSON"),
    room("Redaction"),
    room("SourceText", [crypto]),
    room("YAML", [yams]),
    .systemLibrary(
      name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .systemLibrary(
      // Without pkgConfig, which would link it: it is loaded when a model is first asked. The headers lie where every
      // compiler looks, in Debian and in Apple's SDK.
      name: "CLibcurl",
      providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
    .target(
      name: "CLibcurlShims", dependencies: ["CLibcurl"],
      linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .systemLibrary(
      name: "CLibgit2", pkgConfig: "libgit2",
      providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]),
    .target(name: "CLibgit2Shims", dependencies: ["CLibgit2"], linkerSettings: [.linkedLibrary("z")]),
    .target(name: "CRE2", dependencies: ["CRE2Library"], linkerSettings: [.linkedLibrary("re2")]),
    .systemLibrary(
      name: "CRE2Library", pkgConfig: re2PkgConfig,
      providers: [.apt(["libre2-dev"]), .brew(["re2"])]),

    .target(name: "CCrash"),
    .target(name: "CSandbox"),

    // A fourth agent, from what is public alone, as for a package of somebody else's
    .executableTarget(
      name: "minimal-agent", dependencies: ["AgentKernel", "JSON", "Models"], path: "Examples/minimal-agent",
      exclude: ["README.md", "explain.md"], packageAccess: false, swiftSettings: settings),

    // Shared by the tests
    .target(
      name: "FuzzOracles", dependencies: ["CSandbox", "JSON", "JSONRPC", "Redaction", "SourceText"],
      path: "Fuzz/Oracles",
      swiftSettings: settings),
    .target(
      name: "FuzzEditOracle", dependencies: ["FuzzOracles", "SourceText", "Tools"], path: "Fuzz/EditOracle",
      swiftSettings: settings),
    .target(
      name: "FuzzRecipeOracle", dependencies: [yams, "FuzzOracles", "Refactoring", "YAML"], path: "Fuzz/RecipeOracle",
      swiftSettings: settings),
    room("TestSupport", ["JSON", "JSONRPC", "Models", "SourceText"]),
    .target(name: "CEscapes", path: "Tests/CEscapes"),
    .executableTarget(
      name: "escape-artist", dependencies: ["CEscapes", "Processes"], path: "Tests/EscapeArtist",
      swiftSettings: settings),
    .executableTarget(
      name: "crash-probe",
      dependencies: [argumentParser, "AgentKernel", "CommandLineSupport", "JSON", "Models", "TestSupport"],
      path: "Tests/CrashProbe", swiftSettings: settings),
    .executableTarget(
      name: "edit-probe", dependencies: ["Editing", "Git", "OwnThread", "SourceText"], path: "Tests/EditProbe",
      swiftSettings: settings),
    .executableTarget(
      name: "refactor-probe",
      dependencies: ["Editing", "Git", "OwnThread", "Processes", "Refactoring", "SourceText", "Verification"],
      path: "Tests/RefactorProbe", swiftSettings: settings),
    .target(name: "OwnThread", path: "Tests/OwnThread", swiftSettings: settings),

    tests(of: "AgentDefinitions"),
    tests(
      of: "AgentKernel", ["AgentDefinitions", "HTTP", "JSON", "Models", "Redaction", "SourceText", "TestSupport"]),
    tests(of: "Characterization", [crypto, "Processes", "SourceText", "TestSupport", "Verification", "escape-artist"]),
    tests(
      of: "CommandLineSupport",
      [
        argumentParser, yams, "AgentKernel", "Editing", "Git", "JSON", "MCP", "Models", "Processes", "Reporting",
        "SourceCode",
        "SourceText", "TestSupport", "Tools", "Verification", "crash-probe", "escape-artist",
      ]),
    tests(of: "Editing", ["Git", "JSON", "SourceText", "TestSupport", "edit-probe"]),
    tests(of: "Evidence", ["JSON", "Processes", "Redaction", "SourceText", "TestSupport", "escape-artist"]),
    .testTarget(
      name: "FaultTests",
      dependencies: [
        "AgentKernel", "HTTP", "JSON", "Models", "SourceText", "TestSupport", "code-review",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "FuzzCorpusTests",
      dependencies: [
        yams, "FuzzEditOracle", "FuzzOracles", "FuzzRecipeOracle", "JSON", "JSONRPC", "Redaction", "Refactoring",
        "SourceText", "TestSupport", "Tools",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ExampleTests", dependencies: ["JSON", "TestSupport", "minimal-agent"], swiftSettings: settings),
    tests(of: "Git", ["CLibgit2Shims", "SourceText", "TestSupport"]),
    tests(of: "HTTP", ["CLibcurlShims", "JSON", "TestSupport"]),
    .testTarget(name: "HouseTests", swiftSettings: settings),
    tests(of: "JSON"),
    tests(of: "JSONRPC", ["JSON", "Processes"]),
    .testTarget(
      name: "MaliciousModelTests",
      dependencies: [
        "AgentKernel", "Editing", "Git", "JSON", "Models", "Processes", "Redaction", "SourceText", "TestSupport",
        "Tools", "Verification", "escape-artist",
      ],
      swiftSettings: settings),
    tests(of: "MCP", ["HTTP", "JSON", "JSONRPC", "Processes", "TestSupport"]),
    tests(of: "Models", ["HTTP", "JSON", "Redaction", "TestSupport"]),
    tests(
      of: "Mutation",
      ["JSON", "Processes", "SourceText", "SwiftSource", "TestSupport", "Verification", "escape-artist"]),
    tests(of: "Processes", ["JSON", "Redaction", "TestSupport", "escape-artist"]),
    tests(of: "ProjectContext", ["Git", "SourceText", "Store", "TestSupport"]),
    tests(of: "Redaction"),
    tests(
      of: "Refactoring",
      [
        yams, "AgentDefinitions", "AgentKernel", "Characterization", "Editing", "Git", "JSON", "Models", "Processes",
        "SourceCode", "SourceText", "Store", "SwiftSource", "TestSupport", "Verification", "escape-artist",
        "refactor-probe",
      ]),
    tests(of: "Reporting", ["JSON", "Redaction", "SourceText"], exclude: ["Snapshots"]),
    tests(
      of: "Review",
      [
        "AgentDefinitions", "AgentKernel", "Git", "JSON", "Models", "Reporting", "SourceText", "TestSupport", "Tools",
      ]),
    tests(of: "SourceCode", ["JSON", "JSONRPC", "Processes", "SourceText", "TestSupport", "escape-artist"]),
    tests(of: "SourceText", ["TestSupport"]),
    tests(of: "Store", [database, "SourceText", "TestSupport"]),
    tests(of: "SwiftSource", ["SourceText", "TestSupport"]),
    tests(
      of: "TestGeneration",
      [
        "AgentDefinitions", "AgentKernel", "Characterization", "Git", "JSON", "Models", "Mutation", "Processes",
        "SourceText", "SwiftSource", "TestSupport", "Verification", "escape-artist",
      ]),
    tests(
      of: "Tools",
      [
        "AgentKernel", "Editing", "Git", "HTTP", "JSON", "JSONRPC", "MCP", "Models", "Processes", "Redaction",
        "SourceCode",
        "SourceText", "TestSupport", "Verification", "escape-artist",
      ]),
    tests(of: "Verification", ["JSON", "Processes", "SourceText", "TestSupport", "escape-artist"]),
    tests(of: "XML"),
    tests(of: "YAML", [yams, "TestSupport"]),
    .testTarget(
      name: "code-reviewTests", dependencies: ["code-review", "JSON", "SourceText", "Store", "TestSupport"],
      swiftSettings: settings),
    .testTarget(name: "gen-testsTests", dependencies: ["JSON", "TestSupport", "gen-tests"], swiftSettings: settings),
    .testTarget(
      name: "refactorTests", dependencies: [yams, "JSON", "SourceText", "TestSupport", "refactor"],
      swiftSettings: settings),
  ],
  cxxLanguageStandard: .cxx17
)

// Measuring is not building: the targets are there only for `make bench`.
if Context.environment["FULCRUM_BENCHMARKS"] == "1" {
  package.targets.append(
    .executableTarget(
      name: "kernel-benchmarks",
      dependencies: [
        "AgentKernel", "Git", "HTTP", "JSON", "Models", "Redaction", "SourceText", "TestSupport", "Tools",
      ],
      path: "Benchmarks/Kernel", swiftSettings: settings))
  package.targets.append(
    .executableTarget(
      name: "worktree-benchmarks", dependencies: ["Editing", "Git", "SourceText", "TestSupport"],
      path: "Benchmarks/Worktrees", swiftSettings: settings))
  package.targets.append(
    .executableTarget(
      name: "refactoring-benchmarks",
      dependencies: ["Editing", "Git", "Processes", "Refactoring", "SourceText", "TestSupport", "Verification"],
      path: "Benchmarks/Refactoring", swiftSettings: settings))
}

// How right the rules are on real commits is measured by `make evals`.
if Context.environment["FULCRUM_EVALUATIONS"] == "1" {
  package.targets.append(
    .executableTarget(
      name: "mutation-evaluation",
      dependencies: [argumentParser, "JSON", "Mutation", "Processes", "SourceText", "Verification"],
      path: "Evals/Mutation", swiftSettings: settings))
  package.targets.append(
    .executableTarget(
      name: "refactoring-evaluation",
      dependencies: [argumentParser, crypto, "JSON", "Processes", "SourceCode", "TestSupport"],
      path: "Evals/Refactoring", exclude: ["plants.tsv"], swiftSettings: settings))
  package.targets.append(
    .executableTarget(
      name: "rule-evaluation",
      dependencies: [argumentParser, "Git", "JSON", "Review", "SourceText"],
      path: "Evals/Rules",
      exclude: ["choose-corpus", "choose-rare", "corpus.txt", "holdout.txt", "labels.tsv", "repositories.txt"],
      swiftSettings: settings))
}

// Fuzzing is for `make fuzz`: the fuzzer has the main function. See Fuzz/README.md.
if Context.environment["FULCRUM_FUZZ"] == "1" {
  let oracles = ["fuzz-edit": "FuzzEditOracle", "fuzz-recipe": "FuzzRecipeOracle"]
  for name in [
    "fuzz-edit", "fuzz-framing", "fuzz-glob", "fuzz-json", "fuzz-patch", "fuzz-path", "fuzz-recipe", "fuzz-redactor",
  ] {
    package.targets.append(
      .executableTarget(
        name: name, dependencies: ["FuzzOracles"] + (oracles[name].map { [.target(name: $0)] } ?? []),
        path: "Fuzz/Targets/\(name)",
        swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
  }
}
