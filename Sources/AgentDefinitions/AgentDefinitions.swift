/// The agents' definitions as they are built into the programs.
///
/// They are string literals and not embedded resources: SwiftPM's `.embedInCode` needs 18 seconds of compile time for
/// 50 kB, a literal none (SwiftPM issue 6923).
package enum AgentDefinitions {}
