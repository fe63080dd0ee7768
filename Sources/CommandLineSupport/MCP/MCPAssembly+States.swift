internal import MCP
internal import Redaction

extension MCPAssembly {
  /// A line for each server: how it is reached, and whether it is approved as far as that can be told without starting it.
  ///
  /// - Throws: `CommandLineError` when approvals cannot be read.
  package func states(environment: [String: String]) throws(CommandLineError) -> [String] {
    let approvals = try MCPApprovals(environment: environment)
    var lines: [String] = []
    for server in servers {
      let state: String
      do throws(CommandLineError) {
        let current = try fingerprint(of: server)
        switch try approvals.approved(server.name) {
        case nil: state = "not approved; `\(remedy(server))`"
        case let approved?:
          let differences = current.differences(from: approved.withoutTools)
          state =
            differences.isEmpty
            ? "approved, with \(approved.toolNames.count) tools"
            : "not as it was approved: \(differences.joined(separator: ", ")); `\(remedy(server))`"
        }
      } catch {
        state = "\(error)"
      }
      lines.append(TerminalText.singleLine("\(server.name)  \(server.words)  (\(state))", limit: 1_000))
    }
    return lines
  }
}
