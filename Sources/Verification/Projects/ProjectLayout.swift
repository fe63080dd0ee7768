package import SourceText

/// What a project consists of.
package struct ProjectLayout: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case swiftPackage = "swift-package"
    case python
    case configured
  }

  /// What its tests are written with.
  package enum TestFramework: String, Hashable, Sendable, CaseIterable {
    case swiftTesting = "swift-testing"
    case xctest
    case pytest
    case unittest
    case configured
  }

  /// A part of the project that is built and tested as one: a target of a Swift package, a package of Python.
  package struct Module: Hashable, Sendable {
    /// What a module is built into.
    package enum Kind: String, Hashable, Sendable {
      case library
      case executable
      case test
      case macro
      case plugin
      case snippet

      /// A library of the system, or one that is there in binary form alone.
      case system
    }

    package let name: String

    package let kind: Kind

    /// The folder with its sources; nil for the project's own folder.
    package let path: RelativePath?

    /// Its source files, sorted.
    package let sources: [RelativePath]

    /// Whether it is written in the project's main language; a C target of a Swift package is not.
    package let isNative: Bool

    package let hasResources: Bool

    /// The modules of this project that it depends on, sorted.
    package let dependencies: [String]

    /// What tests in it are written with; empty for a module without tests.
    package var frameworks: [TestFramework]

    package init(
      name: String, path: RelativePath?, sources: [RelativePath], isTest: Bool, kind: Kind = .library,
      isNative: Bool = true, hasResources: Bool = false, dependencies: [String] = [], frameworks: [TestFramework] = []
    ) {
      self.name = name
      self.kind = isTest ? .test : kind
      self.isNative = isNative
      self.hasResources = hasResources
      self.path = path
      self.sources = sources
      self.dependencies = dependencies
      self.frameworks = frameworks
    }

    package var isTest: Bool { kind == .test }
  }

  package let kind: Kind

  /// The project's own name.
  package let name: String

  /// Sorted by name.
  package let modules: [Module]

  /// How it was recognised, a line each, for `--explain`.
  package let reasons: [String]

  package init(kind: Kind, name: String, modules: [Module], reasons: [String]) {
    self.kind = kind
    self.name = name
    self.modules = modules
    self.reasons = reasons
  }

  package var testModules: [Module] { modules.filter(\.isTest) }

  /// Whether a file is code that tests are to cover: in a module's folder, and in none of tests.
  package func isMeasured(_ file: RelativePath) -> Bool {
    func lies(in module: Module) -> Bool { module.path.map { file.string.hasPrefix($0.string + "/") } ?? true }
    if file.components.contains(where: { $0.hasPrefix(".") }) { return false }
    let homes = modules.filter(lies)
    // Of folders inside one another the innermost counts.
    return homes.max { ($0.path?.string.utf8.count ?? 0) < ($1.path?.string.utf8.count ?? 0) }?.isTest == false
  }
}
