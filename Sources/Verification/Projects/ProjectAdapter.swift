package import SourceText

/// What knows how to build, test and measure one kind of project, in a work area that it is given.
///
/// `SwiftPackage`, `PythonProject` and `ConfiguredProject` are those there are.
package protocol ProjectAdapter: Sendable {
  /// Where it works.
  var area: WorkArea { get }

  /// What was found: kind, modules, test framework.
  var layout: ProjectLayout { get }

  /// Builds the project with its tests.
  ///
  /// - Throws: `VerificationError`, `ProcessError` when nothing could be run; a build that fails is a result.
  func build() async throws -> BuildResult

  /// Runs tests.
  ///
  /// - Throws: as `build()`; tests that fail, crash or hang are results.
  func test(_ request: TestRequest) async throws -> TestRun
}

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
    package let name: String

    /// The folder with its sources.
    package let path: RelativePath

    /// Its source files, sorted.
    package let sources: [RelativePath]

    package let isTest: Bool

    /// The modules of this project that it depends on, sorted.
    package let dependencies: [String]

    /// What tests in it are written with; empty for a module without tests.
    package let frameworks: [TestFramework]

    package init(
      name: String, path: RelativePath, sources: [RelativePath], isTest: Bool, dependencies: [String] = [],
      frameworks: [TestFramework] = []
    ) {
      self.name = name
      self.path = path
      self.sources = sources
      self.isTest = isTest
      self.dependencies = dependencies
      self.frameworks = frameworks
    }
  }

  package let kind: Kind

  /// The project's own name.
  package let name: String

  package let modules: [Module]

  /// How it was recognised, a line each, for `--explain`.
  package let reasons: [String]

  package init(kind: Kind, name: String, modules: [Module], reasons: [String]) {
    self.kind = kind
    self.name = name
    self.modules = modules
    self.reasons = reasons
  }
}
