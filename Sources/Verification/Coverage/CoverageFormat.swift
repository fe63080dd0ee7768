internal import JSON
internal import XML

/// The forms in which tools report coverage.
package enum CoverageFormat: String, Hashable, Sendable, CaseIterable {
  /// `llvm-cov export -format=text`.
  case llvm
  case lcov
  case cobertura
  case jacoco

  /// `coverage json`.
  case coveragePy = "coverage-py"

  /// Bytes of a report that are read.
  package static let sizeLimit = 64 << 20

  /// Reads a report.
  ///
  /// - Parameters:
  ///   - bytes: the report, whole.
  ///   - paths: which files its paths mean.
  /// - Throws: `VerificationError` with code `.unreadableReport`, which says where what is wrong.
  package func read(_ bytes: [UInt8], _ paths: CoveragePaths) throws(VerificationError) -> ImportedCoverage {
    guard bytes.count <= Self.sizeLimit else {
      throw fault("it has \(bytes.count) bytes, where \(Self.sizeLimit) are read")
    }
    do {
      switch self {
      case .llvm: return try LLVMCoverage.read(bytes, paths)
      case .coveragePy: return try CoveragePyCoverage.read(bytes, paths)
      case .lcov: if let read = LCOVCoverage.read(bytes, paths) { return read }
      case .cobertura: if let read = try CoberturaCoverage.read(bytes, paths) { return read }
      case .jacoco: if let read = try JaCoCoCoverage.read(bytes, paths) { return read }
      }
    } catch { throw fault("\(error)") }
    throw fault(self == .lcov ? "there is no record that begins with SF:" : "its root is another element")
  }

  private func fault(_ reason: String) -> VerificationError {
    VerificationError(.unreadableReport, "the report of coverage is not in the format \(rawValue): \(reason)")
  }
}
