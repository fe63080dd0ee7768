package import AgentKernel
internal import Processes
internal import Tools
internal import Verification

extension AgentExtensions {
  /// What the configuration adds to every agent, put together.
  ///
  /// - Parameters:
  ///   - configuration: what is set; a project's file has no say in it.
  ///   - environment: the process's environment.
  ///   - warnings: gets a sentence for each tool that cannot be offered.
  package static func assembled(
    from configuration: Configuration, environment: [String: String], warnings: inout [String]
  ) async -> AgentExtensions {
    let definitions = configuration.tools.map { $0.value }
    var sandbox: Sandbox?
    if definitions.contains(where: \.program.isConfined) {
      do {
        sandbox = try await Sandbox.prepared(choice: configuration.sandbox.value)
      } catch {
        let names = definitions.filter(\.program.isConfined).map(\.name).joined(separator: ", ")
        warnings.append("the tools \(names) are not offered, since there is no sandbox for them: \(error)")
      }
    }
    var extensions = AgentExtensions()
    for definition in definitions where sandbox != nil || !definition.program.isConfined {
      extensions.offers.append(
        Offer(CustomTool(definition, in: sandbox, variables: environment), risk: definition.risk))
    }
    if let web = WebFetchTool(configuration.web.value) { extensions.offers.append(Offer(web, risk: .dangerous)) }
    extensions.hooks = configuration.hooks.map { ProgramHook($0.value, variables: environment) }
    return extensions
  }
}
