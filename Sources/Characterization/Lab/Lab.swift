package import Verification

/// A copy of a Swift package with a harness in it: a program that calls the module under test and says what came of it.
///
/// The copy is the lab's alone: its manifest loses its tests and products, and gains three targets. The project's own
/// build, in another folder, stays as it is.
package struct Lab: Sendable {
  /// What the module is compiled for.
  package enum Purpose: Hashable, Sendable {
    /// Its regions are counted.
    case recording

    /// Its sources hold mutants behind `fulcrum_active_mutant`, and import `FulcrumSwitch`; nothing is counted.
    case mutants
  }

  package let area: WorkArea

  /// The absolute path of the package's copy, below the work area and without symbolic links.
  package let folder: String

  /// The target under test.
  package let module: String

  package let purpose: Purpose

  /// The absolute path of `swift`, or its name.
  package let swift: String

  /// Properties that a test cannot read, as `Type.name` (`Outer.Inner.name`); they are left out of values.
  package let hiddenProperties: Set<String>

  /// Whether the module's values may be Foundation's, which then are written down as tests write them.
  package let usesFoundation: Bool

  /// Words that `swift build` gets besides, such as `-Xswiftc` and what follows it.
  package let buildArguments: [String]

  /// - Parameters:
  ///   - area: where programs may run and write.
  ///   - folder: the absolute path of a whole copy of the package, below `area`.
  ///   - module: the name of the target under test.
  ///   - swift: the absolute path of `swift`, or its name; the area lets programs read what that needs.
  ///   - purpose: what the module is compiled for.
  ///   - hiddenProperties: what tests cannot read, as `Type.name`.
  ///   - usesFoundation: whether the module imports Foundation; without it the harness starts faster.
  ///   - buildArguments: what `swift build` gets besides.
  package init(
    area: WorkArea, folder: String, module: String, swift: String = "swift", purpose: Purpose = .recording,
    hiddenProperties: Set<String> = [],
    usesFoundation: Bool = true, buildArguments: [String] = []
  ) {
    self.area = area
    self.folder = folder
    self.module = module
    self.swift = swift
    self.purpose = purpose
    self.hiddenProperties = hiddenProperties
    self.usesFoundation = usesFoundation
    self.buildArguments = buildArguments
  }

  /// Where the harness's targets lie, below the package's folder.
  static let harnessFolder = "FulcrumHarness"

  var harness: String { "\(folder)/\(Self.harnessFolder)" }

  /// The program that was built.
  var program: String { "\(folder)/.build/debug/\(ReportSource.name)" }

  /// The folder for plans, results and the calls' own files.
  var scratch: String { "\(folder)/.build/fulcrum" }
}
