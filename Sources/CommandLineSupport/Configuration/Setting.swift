/// A value of the configuration, and where it comes from.
package struct Setting<Value: Hashable & Sendable>: Hashable, Sendable {
  package var value: Value
  package var origin: SettingOrigin

  package init(_ value: Value, from origin: SettingOrigin = .builtIn) {
    self.value = value
    self.origin = origin
  }
}

/// Where a value of the configuration comes from; the later a case, the stronger it is.
package enum SettingOrigin: Hashable, Sendable, CustomStringConvertible {
  case builtIn
  case userFile(path: String, line: Int)

  /// The project's own file, as it is at the base commit.
  case projectFile(path: String, line: Int)
  case environment(variable: String)
  case flag(name: String)

  package var description: String {
    switch self {
    case .builtIn: "built in"
    case .userFile(let path, let line): "\(path):\(line)"
    case .projectFile(let path, let line): "\(path):\(line) at the base commit"
    case .environment(let variable): "environment variable \(variable)"
    case .flag(let name): "flag --\(name)"
    }
  }
}
