package import AgentKernel
package import Evidence
package import SourceCode
package import Tools
package import Verification

/// A value of the configuration that fits the kind of its key.
package enum ConfigurationValue: Hashable, Sendable {
  case text(String)
  case number(Int)
  case flag(Bool)
  case words([String])
  case switches([String: Bool])
  case models([ModelSettings])
  case permissions(PermissionEntry)
  case commands([ConfiguredCommand])
  case preparation(ConfiguredPreparation)
  case projects([ProjectCommands])
  case linters([ConfiguredLinter])
  case mcpServers([ConfiguredMCPServer])
  case money(Money)
  case prices([String: ModelPrice])
  case languageServers([LanguageServerDefinition])
  case tools([CustomToolDefinition])
  case hooks([HookDefinition])
  case web(WebHosts)
}

extension ConfigurationValue {
  /// Reads a value that is written as one word, as in a file, a variable or a flag.
  ///
  /// - Parameter place: what stands at the beginning of an error: the file and line, or the variable.
  init(_ text: String, for key: ConfigurationKey, at place: String) throws(CommandLineError) {
    let name = key.rawValue
    switch key.kind {
    case .text:
      guard !text.isEmpty else { throw CommandLineError(.configuration, "\(place): \(name) is empty") }
      self = .text(text)
    case .number(let range):
      guard let number = Int(text), range.contains(number) else {
        throw CommandLineError(
          .configuration,
          "\(place): \(name) must be a whole number from \(range.lowerBound) to \(range.upperBound), not \(quoted(text))"
        )
      }
      self = .number(number)
    case .numberOrOff(let range):
      guard let number = text == "off" ? 0 : Int(text), range.contains(number) else {
        throw CommandLineError(
          .configuration,
          "\(place): \(name) must be off or a whole number up to \(range.upperBound), not \(quoted(text))")
      }
      self = .number(number)
    case .flag:
      guard let flag = Self.flag(text) else {
        throw CommandLineError(.configuration, "\(place): \(name) must be true or false, not \(quoted(text))")
      }
      self = .flag(flag)
    case .money:
      guard let money = Money(dollars: text), money > .zero else {
        throw CommandLineError(
          .configuration, "\(place): \(name) must be US dollars above 0, such as 0.50, not \(quoted(text))")
      }
      self = .money(money)
    case .choice(let allowed):
      guard allowed.contains(text) else {
        throw CommandLineError(
          .configuration, "\(place): \(name) must be one of \(allowed.joined(separator: ", ")), not \(quoted(text))")
      }
      self = .text(text)
    case .words:
      self = .words(text.split(separator: ",").map { String($0.trimming(while: { $0 == " " })) })
    case .models:
      throw CommandLineError(.configuration, "\(place): \(name) must be a list of models, each with base_url and model")
    case .permissions:
      throw CommandLineError(.configuration, "\(place): \(name) must be a mode and rules")
    case .commands, .preparation, .projects, .linters, .mcpServers, .prices, .languageServers, .tools, .hooks, .web:
      throw CommandLineError(.configuration, "\(place): \(name) can only be set in the user's file")
    case .switches:
      throw CommandLineError(.configuration, "\(place): \(name) must be names, each with on or off")
    }
  }

  /// The spellings of YAML 1.1, and digits as shells like them.
  static func flag(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "yes", "on", "1": true
    case "false", "no", "off", "0": false
    default: nil
    }
  }
}

/// A foreign word inside a message.
func quoted(_ text: String) -> String {
  String(reflecting: text.count > 80 ? text.prefix(79) + "…" : text)
}

extension StringProtocol {
  /// The text without the characters at both ends that a condition holds for.
  func trimming(while condition: (Character) -> Bool) -> SubSequence {
    let start = drop(while: condition)
    return start[..<(start.lastIndex { !condition($0) }.map(start.index(after:)) ?? start.startIndex)]
  }
}
