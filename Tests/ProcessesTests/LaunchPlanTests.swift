import JSON
import Testing

@testable import Processes

@Suite struct LaunchPlanTests {
  private static let plan = LaunchPlan(
    level: .bubblewrap, landlockVersion: 7,
    policy: SandboxPolicy(
      readable: ["/opt/a \"quoted\" name"], writable: ["/tmp/é\n"], allowsNetwork: true,
      limits: ProcessLimits(processorSeconds: 1, memory: 2, processes: 3, fileSize: 4, openFiles: 5)),
    folder: "/tmp", parent: 42, report: "/tmp/report", bubblewrap: "/usr/bin/bwrap", channel: 3)

  @Test func `a plan arrives as it was sent`() {
    #expect(LaunchPlan(Self.plan.text) == Self.plan)
    var smallest = Self.plan
    smallest.bubblewrap = nil
    smallest.channel = nil
    smallest.policy.limits.memory = nil
    #expect(LaunchPlan(smallest.text) == smallest)
  }

  /// A launcher that filled a gap with something would confine less than it was told.
  @Test func `a plan that is not whole is none`() throws {
    let members = try #require(try JSONValue.parse(Self.plan.text).object)
    for name in members.keys where !["memory", "bubblewrap", "channel"].contains(name) {
      var fewer = members
      fewer[name] = nil
      #expect(LaunchPlan(JSONValue.object(fewer).serialized()) == nil, "without \(name)")
      fewer[name] = .object([:])
      #expect(LaunchPlan(JSONValue.object(fewer).serialized()) == nil, "with a wrong \(name)")
    }
    var without = members
    without["level"] = "none"
    #expect(LaunchPlan(JSONValue.object(without).serialized()) == nil)
    #expect(LaunchPlan("") == nil)
  }
}
