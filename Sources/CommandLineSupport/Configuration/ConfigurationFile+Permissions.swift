internal import AgentKernel
internal import Tools
internal import Yams

/// The key `permissions`: a mode, and rules with their examples.
extension ConfigurationFile {
  /// The most rules of one file.
  private static let ruleLimit = 200

  /// Reads what can be read: what is wrong in one place must not take the rules of other places out of force.
  ///
  /// - Throws: `CommandLineError` when it is no mapping at all.
  func permissions(_ node: Node) throws(CommandLineError) -> PermissionEntry {
    var entry = PermissionEntry()
    for (key, value) in try pairs(of: node, "permissions must be mode and rules") {
      do throws(CommandLineError) {
        switch key {
        case "mode": entry.settings.mode = try choice(of: value, "mode")
        case "rules": try permissionRules(value, into: &entry)
        default: throw fault(line(of: value), "unknown key \(quoted(key)) of permissions; known are mode, rules")
        }
      } catch {
        entry.faults.append(error)
      }
    }
    return entry
  }

  private func permissionRules(_ node: Node, into entry: inout PermissionEntry) throws(CommandLineError) {
    guard let nodes = node.sequence, nodes.count <= Self.ruleLimit else {
      throw fault(line(of: node), "rules must be a list of at most \(Self.ruleLimit) rules")
    }
    for node in nodes {
      do throws(CommandLineError) {
        let (rule, examples) = try permissionRule(node)
        entry.settings.rules.append(rule)
        do throws(AgentKernelError) {
          try rule.check(
            examples, tools: ToolCatalogue.names(besides: examples.matches + examples.rejects) + customToolNames)
        } catch {
          entry.faults.append(fault(line(of: node), "\(error)"))
        }
      } catch {
        entry.faults.append(error)
      }
    }
  }

  private func permissionRule(
    _ node: Node
  ) throws(CommandLineError) -> (PermissionRule, PermissionRule.Examples) {
    let known = ["verdict", "tool", "paths", "command", "matches", "rejects"]
    var verdict: PermissionVerdict?
    var texts: [String: String] = [:]
    var lists: [String: [String]] = [:]
    for (key, value) in try pairs(of: node, "a rule must be keys, each with a value") {
      switch key {
      case "verdict": verdict = try choice(of: value, key)
      case "tool", "command":
        guard let text = value.scalar?.string else { throw fault(line(of: value), "\(key) must be a single value") }
        texts[key] = text
      case "paths", "matches", "rejects":
        guard let words = value.sequence?.compactMap(\.scalar?.string), words.count == value.sequence?.count else {
          throw fault(line(of: value), "\(key) must be a list, such as [\"a\", \"b\"]")
        }
        lists[key] = words
      default:
        throw fault(line(of: value), "unknown key \(quoted(key)) of a rule; known are \(known.joined(separator: ", "))")
      }
    }
    guard let verdict, let tool = texts["tool"] else {
      throw fault(line(of: node), "a rule needs verdict (allow, ask or deny) and tool (\"*\" for each)")
    }
    if lists["paths"]?.isEmpty == true { throw fault(line(of: node), "paths is empty; leave it out to mean any") }
    do throws(AgentKernelError) {
      let rule = try PermissionRule(
        verdict, tool: tool, paths: lists["paths"] ?? [], command: texts["command"],
        tools: ToolCatalogue.names(besides: [tool]) + customToolNames, source: "\(name):\(line(of: node))")
      return (rule, PermissionRule.Examples(matches: lists["matches"] ?? [], rejects: lists["rejects"] ?? []))
    } catch {
      throw fault(line(of: node), "\(error)")
    }
  }

  private func pairs(of node: Node, _ reason: String) throws(CommandLineError) -> [(String, Node)] {
    guard let mapping = node.mapping else { throw fault(line(of: node), reason) }
    return mapping.map { ($0.scalar?.string ?? "", $1) }
  }

  private func choice<Choice: RawRepresentable<String> & CaseIterable>(
    of node: Node, _ key: String
  ) throws(CommandLineError) -> Choice {
    guard let text = node.scalar?.string, let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw fault(line(of: node), "\(key) must be one of \(known)")
    }
    return choice
  }

  private func line(of node: Node) -> Int { node.mark?.line ?? 1 }
}
