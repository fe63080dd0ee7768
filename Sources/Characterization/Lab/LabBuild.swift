internal import Processes
internal import SwiftSource
internal import Verification

/// Builds the harness with as many candidates as compile.
struct LabBuild {
  private let lab: Lab
  private let deadline: Duration

  /// Builds that one call may cost, so that candidates which nothing is known against end as well.
  private static let buildLimit = 14

  private static let outputLimit = 4 << 20

  private var builds = 0
  private var accepted: [(number: Int, candidate: CallCandidate)] = []

  /// Why each of the others was dropped, by its number.
  private(set) var faults: [Int: String] = [:]

  /// Where the compiler complains of it, by its number.
  private(set) var places: [Int: RecordingRun.Place] = [:]

  /// Whether the program on disk is that of `accepted`.
  private var isCurrent = false

  init(lab: Lab, deadline: Duration) {
    self.lab = lab
    self.deadline = deadline
  }

  /// The numbers of those in the program.
  var numbers: [Int] { accepted.map(\.number) }

  /// Builds.
  ///
  /// - Throws: `CharacterizationError` when not even the module builds; what `WorkArea.run` throws.
  mutating func build(_ candidates: [CallCandidate]) async throws {
    try prepare()
    try await settle(candidates.enumerated().map { ($0.offset, $0.element) })
    if !isCurrent, case .failed(let output) = try await attempt(accepted) { throw doesNotBuild(output.other) }
  }

  private mutating func settle(_ candidates: [(number: Int, candidate: CallCandidate)]) async throws {
    var pending = candidates
    while !pending.isEmpty {
      guard builds < Self.buildLimit else {
        for (number, _) in pending { faults[number] = "it was left out: the compiler failed, and did not say on what" }
        return
      }
      guard case .failed(let output) = try await attempt(accepted + pending) else {
        accepted += pending
        return
      }
      let named = output.faults.filter { fault in pending.contains { $0.number == fault.key } }
      faults.merge(named) { first, _ in first }
      places.merge(output.places.filter { named[$0.key] != nil }) { first, _ in first }
      pending.removeAll { named[$0.number] != nil }
      guard named.isEmpty else { continue }
      // Nobody is to blame: is it the module itself?
      if accepted.isEmpty, builds == 1, case .failed(let empty) = try await attempt([]) {
        throw doesNotBuild(empty.other ?? output.other)
      }
      if pending.count == 1 {
        faults[pending[0].number] = output.other ?? "the compiler failed with it"
        return
      }
      try await settle(Array(pending[..<(pending.count / 2)]))
      pending = Array(pending[(pending.count / 2)...])
    }
  }

  private enum Attempt {
    case built
    case failed(CompilerOutput)
  }

  private mutating func attempt(_ candidates: [(number: Int, candidate: CallCandidate)]) async throws -> Attempt {
    builds += 1
    isCurrent = false
    let ordered = candidates.sorted { $0.number < $1.number }
    let chunks = CandidateSource.chunks(of: ordered, module: lab.module)
    try write(chunks, ordered)
    let result = try await lab.area.run(
      lab.buildCommand, in: lab.folder, deadline: deadline, outputLimit: Self.outputLimit)
    if result.isSuccess {
      isCurrent = true
      return .built
    }
    if result.limit == .deadline {
      throw CharacterizationError(.doesNotBuild, "the harness of \(lab.module) was not built within \(deadline)")
    }
    return .failed(
      CompilerOutput(result.standardOutput.text + "\n" + result.standardError.text, area: lab.area.path, chunks: chunks)
    )
  }

  private func write(
    _ chunks: [CandidateSource.Chunk], _ candidates: [(number: Int, candidate: CallCandidate)]
  ) throws {
    let program = "\(Lab.harnessFolder)/\(ReportSource.name)"
    for chunk in chunks { try lab.write(chunk.text, to: "\(program)/\(chunk.name)") }
    try lab.write(
      CandidateSource.dispatch(of: candidates, module: lab.module), to: "\(program)/FulcrumDispatch.swift")
    let names = Set(chunks.map(\.name))
    for name in lab.names(in: program) where name.hasPrefix("FulcrumChunk") && !names.contains(name) {
      try lab.remove("\(program)/\(name)")
    }
  }

  /// Writes all that does not depend on the candidates.
  private func prepare() throws {
    let manifests = lab.names(in: "").filter { $0.hasPrefix("Package") && $0.hasSuffix(".swift") }
    var isExtended = false
    for name in manifests {
      let text = String(decoding: try lab.read(name, limit: 4 << 20), as: UTF8.self)
      if text.contains("let fulcrumOld =") { isExtended = true }
      guard !text.contains("let fulcrumOld ="),
        let extended = LabManifest.extended(text, module: lab.module, purpose: lab.purpose)
      else { continue }
      try lab.write(extended, to: name)
      isExtended = true
    }
    guard isExtended else {
      throw CharacterizationError(
        .unsuitablePackage, "\(lab.folder) has no Package.swift in which a package is made")
    }
    for (name, text) in lab.harnessFiles { try lab.write(text, to: "\(Lab.harnessFolder)/\(name)") }
  }

  private func doesNotBuild(_ reason: String?) -> CharacterizationError {
    CharacterizationError(
      .doesNotBuild,
      "\(lab.module) does not build with the harness: \(reason ?? "the compiler does not say why"); build it alone first"
    )
  }
}

extension Lab {
  /// The files of the harness below its folder, but for the candidates.
  var harnessFiles: [(name: String, text: String)] {
    let (switchName, driver, lab) = (MutantSwitch.name, DriverSource.name, ReportSource.name)
    return [
      ("\(switchName)/include/\(switchName).h", MutantSwitch.header),
      ("\(switchName)/\(switchName).c", MutantSwitch.code()),
      ("\(lab)/main.swift", ReportSource.main), ("\(lab)/FulcrumReport.swift", ReportSource.report),
      ("\(lab)/FulcrumWriter.swift", ValueSource.writer), ("\(lab)/FulcrumTypes.swift", ValueSource.types),
      ("\(lab)/FulcrumHidden.swift", ValueSource.hiddenProperties(hiddenProperties.sorted())),
      (
        "\(lab)/FulcrumKnownValues.swift", usesFoundation ? ValueSource.foundation : ValueSource.withoutFoundation
      ),
    ] + DriverSource.sources.map { ("\(driver)/\($0.path)", $0.text) }
  }

  /// Everything that a build keeps lies in the lab, since a work area's programs have a new home each time.
  var buildCommand: [String] {
    [
      swift, "build", "--package-path", folder, "--scratch-path", "\(folder)/.build", "--cache-path",
      "\(folder)/.build/fulcrum-cache", "--disable-sandbox", "--disable-automatic-resolution", "--disable-index-store",
      "-Xcc",
      "-fmodules-cache-path=\(folder)/.build/fulcrum-modules", "--product", ReportSource.name,
    ] + buildArguments
  }
}
