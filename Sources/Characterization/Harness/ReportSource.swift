/// The Swift half of the harness: the program `FulcrumLab`, whose chunks of candidates call what stands here.
enum ReportSource {
  static let name = "FulcrumLab"

  /// The program's start; `fulcrumRun` is written with the candidates.
  ///
  /// A child of an asynchronous candidate makes its executor itself: before the fork nothing of it must have been started.
  static let main = #"""
    import FulcrumDriver

    @_silgen_name("swift_task_asyncMainDrainQueue")
    func fulcrumDrainMainQueue() -> Never

    // The seed of hash tables is chosen at their first use; the driver chooses it for all its children.
    _ = "seed".hashValue

    _ = fulcrum_drive(CommandLine.argc, CommandLine.unsafeArgv, fulcrumCandidateCount) { index in
      if fulcrumIsAsync(Int(index)) {
        Task {
          do {
            try await fulcrumRunAsync(Int(index))
          } catch {
            fulcrumThrown(error)
          }
          fulcrum_finish()
        }
        fulcrumDrainMainQueue()
      }
      do {
        try fulcrumRun(Int(index))
      } catch {
        fulcrumThrown(error)
      }
    }

    """#

  /// What the body of a candidate calls.
  static let report = #"""
    import FulcrumDriver

    /// Stands before the call.
    func fulcrumCall() { fulcrum_begin_call() }

    /// Stands behind a call without a value.
    func fulcrumReturned() {
      fulcrum_end_call()
      fulcrumTell("{\"value\":null}")
    }

    func fulcrumValue(_ value: Any) {
      fulcrum_end_call()
      fulcrumTell("{\"value\":" + fulcrumWritten(value) + "}")
    }

    func fulcrumObservation(_ value: Any) { fulcrumTell("{\"observation\":" + fulcrumWritten(value) + "}") }

    func fulcrumThrown(_ error: any Error) {
      fulcrum_pause_counters()
      defer { fulcrum_resume_counters() }
      var writer = FulcrumWriter()
      let literal = writer.literal(error).map { fulcrumQuoted($0.text) } ?? "null"
      let description = fulcrumQuoted(String(String(describing: error).unicodeScalars.prefix(2000)))
      let type = fulcrumQuoted(fulcrumName(type(of: error)))
      fulcrumTell("{\"threw\":{\"type\":\(type),\"description\":\(description),\"literal\":\(literal)}}")
    }

    /// A value as JSON. What its own code counts is not the call's.
    private func fulcrumWritten(_ value: Any) -> String {
      fulcrum_pause_counters()
      defer { fulcrum_resume_counters() }
      var writer = FulcrumWriter()
      return writer.written(value, depth: 0)
    }

    private func fulcrumTell(_ text: String) {
      var text = text
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { fulcrum_tell($0.baseAddress, $0.count) }
      }
    }

    /// A text as a string of JSON.
    func fulcrumQuoted(_ text: String) -> String {
      var quoted = "\""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case "\u{0}"..<"\u{20}", "\u{7f}":
          let digits = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: quoted.unicodeScalars.append(scalar)
        }
      }
      return quoted + "\""
    }

    """#
}
