internal import SourceText
internal import Verification

extension PythonRepetitionStage {
  /// What is left of the tests, and the files that hold them.
  struct Result: Sendable {
    private(set) var earned: [EarningStage.Earned]
    private(set) var rejections: [GenerationReport.Rejection] = []

    /// Tests that do not stand in a table, since one of its lines failed.
    private(set) var single: Set<GeneratedTest> = []

    /// The files as they are now, by path.
    var files: [RelativePath: String] = [:]

    /// The functions of the files, with the indices of their tests among those that earned.
    var functions: [(path: RelativePath, function: PythonTestFile.Function)] = []

    /// All tests of the project with the new ones, with coverage.
    var run: TestRun?
    var notes: [String] = []

    /// - Parameter earned: in the order in which they are to stand.
    init(earned: [EarningStage.Earned]) { self.earned = earned }

    /// Takes out what failed or gave no result; of a table first all lines become tests of their own.
    ///
    /// The files and functions are of before until they are written again.
    ///
    /// - Parameters:
    ///   - run: of all functions.
    ///   - why: when that was.
    /// - Returns: whether anything changed.
    mutating func drop(_ run: TestRun, why: String) -> Bool {
      var answers: [Substring: [TestResult]] = [:]
      for test in run.results { answers[test.name.prefix { $0 != "[" }, default: []].append(test) }
      var faulty: [Int: String] = [:]
      var isChanged = false
      for (path, function) in functions {
        let results = answers["\(path)::\(function.node)"] ?? []
        let reason: String
        if let failed = results.first(where: { $0.status != .passed && $0.status != .skipped }) {
          let last = failed.message.split(whereSeparator: \.isNewline).last { $0.hasPrefix("E ") } ?? ""
          reason = last.isEmpty ? "fails \(why)" : "fails \(why): \(last.dropFirst(2).prefix(200))"
        } else if results.isEmpty {
          // A run that ends early says nothing of the tests that it did not come to.
          reason = "gives no result \(why)" + (run.fault.map { ": \($0)" } ?? "")
        } else {
          continue
        }
        isChanged = true
        if function.tests.count > 1 {
          single.formUnion(function.tests.map { earned[$0].test })
        } else if let index = function.tests.first {
          faulty[index] = reason
        }
      }
      reject(faulty)
      return isChanged
    }

    /// Rejects all that is left.
    ///
    /// - Parameter reason: why.
    mutating func giveUp(_ reason: String) {
      reject(Dictionary(uniqueKeysWithValues: earned.indices.map { ($0, reason) }))
      notes.append("\(reason), and none was kept")
      run = nil
    }

    private mutating func reject(_ reasons: [Int: String]) {
      let all = earned
      earned = []
      for (index, earned) in all.enumerated() {
        if let reason = reasons[index] {
          rejections.append(
            GenerationReport.Rejection(
              subject: earned.test.subject, text: earned.test.body.joined(separator: "; "), reason: reason))
        } else {
          self.earned.append(earned)
        }
      }
    }
  }
}
