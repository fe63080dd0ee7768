internal import Characterization
internal import SourceText
internal import SwiftSource

/// Puts together calls of a module's functions, classes and methods.
struct PythonComposer: Sendable {
  let module: PythonHarvest.Module
  var pool: PythonValuePool

  /// Calls of one function at most.
  var limit = 40

  init(_ module: PythonHarvest.Module) {
    self.module = module
    pool = PythonValuePool(module: module, constructors: [:])
    // Objects whose own construction needs none of the module's come first.
    var constructors: [String: PythonValue] = [:]
    for _ in 0..<3 {
      pool = PythonValuePool(module: module, constructors: constructors)
      for found in module.classes where !found.isAbstract && !found.isEnumeration {
        guard let call = calls(found.name, Self.initializer(of: found), limit: 1).first else { continue }
        constructors[found.name] = PythonValue(
          call.text, words: found.name, imports: call.imports + [self.import(of: found.name)])
      }
    }
  }

  /// Calls of a function of the module.
  func function(_ function: PythonHarvest.Function) -> [CallCandidate] {
    guard function.kind == .function, function.name != "main", !function.name.hasPrefix("__") else { return [] }
    return calls(function.name, function, limit: limit).map { call in
      composed(
        call, subject: function.name, group: function.name, isAsync: function.isAsync, importing: [function.name])
    }
  }

  /// Calls of a class: its construction, its methods on fresh objects and on objects that have changed, its properties.
  func type(_ type: PythonHarvest.Class) -> [CallCandidate] {
    guard !type.isAbstract, !type.bases.contains(where: { $0.hasSuffix("Protocol") || $0.hasSuffix("TypedDict") })
    else {
      return []
    }
    let receivers = receivers(of: type)
    var found: [CallCandidate] = []
    let variable = Self.variable(for: type.name)
    let observed = observations(of: type, variable)
    if !type.isEnumeration {
      found += calls(type.name, Self.initializer(of: type), limit: limit / 2).map { call in
        composed(call, subject: type.name, group: type.name, isAsync: false, importing: [type.name])
      }
    }
    let changing = type.methods.filter { $0.kind == .method && $0.changesSelf && !$0.name.hasPrefix("_") }
    for method in type.methods {
      switch method.kind {
      case .staticMethod, .classMethod:
        guard !method.name.hasPrefix("_") else { continue }
        found += calls("\(type.name).\(method.name)", method, limit: limit / 2).map { call in
          composed(
            call, subject: "\(type.name).\(method.name)", group: type.name, isAsync: method.isAsync,
            importing: [type.name])
        }
      case .property:
        found += receivers.map { receiver in
          plain(
            "\(variable).\(method.name)", on: receiver, variable, subject: "\(type.name).\(method.name)", of: type)
        }
      case .method where !method.name.hasPrefix("_"):
        let seen = method.changesSelf ? observed : []
        for (index, receiver) in receivers.enumerated() {
          let most = index == 0 ? limit / 2 : 4
          for call in calls("\(variable).\(method.name)", method, limit: most) {
            found.append(
              composed(
                call, subject: "\(type.name).\(method.name)", group: type.name, isAsync: method.isAsync,
                importing: [type.name], receiver: receiver, setup: ["\(variable) = \(receiver.text)"], observing: seen))
          }
        }
        if let receiver = receivers.first {
          for other in changing.prefix(3) {
            guard let before = calls("\(variable).\(other.name)", other, limit: 1).first else { continue }
            for call in calls("\(variable).\(method.name)", method, limit: 3) {
              found.append(
                composed(
                  call, subject: "\(type.name).\(method.name)", group: type.name, isAsync: method.isAsync,
                  importing: [type.name], receiver: receiver,
                  setup: ["\(variable) = \(receiver.text)", before.text], more: before.imports, observing: seen,
                  words: "after \(other.name)"))
            }
          }
        }
      case .method:
        found += operators(method, of: type, receivers, variable)
      case .function, .none: break
      }
    }
    return found
  }

  /// Calls of what Python itself calls: `len(stack)` for `__len__`.
  private func operators(
    _ method: PythonHarvest.Function, of type: PythonHarvest.Class, _ receivers: [PythonValue], _ variable: String
  ) -> [CallCandidate] {
    var texts: [String] = []
    if let function = Self.functions[method.name] {
      texts = ["\(function)(\(variable))"]
    } else if let sign = Self.signs[method.name], let parameter = method.parameters.first {
      let others = receivers.prefix(3).map(\.text) + pool.values(for: parameter, of: method).prefix(8).map(\.text)
      texts = others.uniqued.map { "\(variable) \(sign) \($0)" }
    } else if method.name == "__contains__", let parameter = method.parameters.first {
      texts = pool.values(for: parameter, of: method).prefix(8).map { "\($0.text) in \(variable)" }
    } else if method.name == "__getitem__", let parameter = method.parameters.first {
      texts = pool.values(for: parameter, of: method).prefix(8).map { "\(variable)[\($0.text)]" }
    } else if method.name == "__call__" {
      texts = calls(variable, method, limit: 10).map(\.text)
    }
    let imports = method.parameters.flatMap { pool.values(for: $0, of: method).flatMap(\.imports) }.uniqued
    return receivers.flatMap { receiver in
      texts.map { text in
        plain(
          text, on: receiver, variable, subject: "\(type.name).\(method.name)", of: type,
          imports: imports.filter { text.contains($0.split(separator: " ").last.map(String.init) ?? "") })
      }
    }
  }

  private static let functions = [
    "__len__": "len", "__str__": "str", "__repr__": "repr", "__bool__": "bool", "__int__": "int", "__float__": "float",
    "__iter__": "list", "__reversed__": "list(reversed", "__abs__": "abs", "__bytes__": "bytes",
  ].filter { !$0.value.contains("(") }

  private static let signs = [
    "__eq__": "==", "__ne__": "!=", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">=", "__add__": "+",
    "__sub__": "-", "__mul__": "*", "__truediv__": "/", "__floordiv__": "//", "__mod__": "%", "__and__": "&",
    "__or__": "|", "__xor__": "^", "__pow__": "**",
  ]

  private func receivers(of type: PythonHarvest.Class) -> [PythonValue] {
    if type.isEnumeration { return type.members.prefix(3).map { PythonValue("\(type.name).\($0)", words: $0) } }
    return calls(type.name, Self.initializer(of: type), limit: 4).map { call in
      PythonValue(call.text, words: call.words, imports: call.imports)
    }
  }

  /// What of an object shows that it has changed.
  private func observations(of type: PythonHarvest.Class, _ variable: String) -> [String] {
    let attributes = type.attributes.prefix(4).map { "\(variable).\($0)" }
    let properties = type.methods.filter { $0.kind == .property && !$0.name.hasPrefix("_") }.prefix(2)
      .map { "\(variable).\($0.name)" }
    let length = type.methods.contains { $0.name == "__len__" } ? ["len(\(variable))"] : []
    return (attributes + properties + length).uniqued
  }

  /// The construction of a class, as a function.
  private static func initializer(of type: PythonHarvest.Class) -> PythonHarvest.Function {
    let own = type.methods.first { $0.name == "__init__" } ?? type.methods.first { $0.name == "__new__" }
    let isPlain =
      own == nil
      && (type.decorators.contains { ["dataclass", "define", "attrs"].contains($0) }
        || type.bases.contains { $0.hasSuffix("NamedTuple") })
    return PythonHarvest.Function(
      name: type.name, container: nil, kind: .function, isAsync: false, lines: own?.lines ?? type.lines,
      parameters: own?.parameters ?? (isPlain ? type.fields : []), literals: own?.literals ?? [],
      strings: own?.strings ?? [], changesSelf: false)
  }

  /// Calls with combinations of values.
  func calls(_ callee: String, _ function: PythonHarvest.Function, limit: Int) -> [PythonCall] {
    let parameters = function.parameters.filter { $0.kind != .named }
    guard !parameters.isEmpty else { return [PythonCall(callee: callee, arguments: [])] }
    let values = parameters.map { pool.values(for: $0, of: function) }
    // An optional one is left out at first.
    let counts = zip(parameters, values).map { $0.isOptional ? $1.count + 1 : $1.count }
    return CombinationPlan.rows(counts: counts, limit: limit, width: pool.isWide ? 8 : 5).map { row in
      var arguments: [PythonCall.Argument] = []
      var isGap = false
      for (position, parameter) in parameters.enumerated() {
        let index = parameter.isOptional ? row[position] - 1 : row[position]
        guard index >= 0 else {
          isGap = true
          continue
        }
        let isNamed = parameter.kind == .keyword || (parameter.kind == .positional && (isGap || parameter.isOptional))
        arguments.append(
          PythonCall.Argument(parameter: parameter.name, value: values[position][index], isNamed: isNamed))
      }
      return PythonCall(callee: callee, arguments: arguments)
    }.uniqued
  }

  private func composed(
    _ call: PythonCall, subject: String, group: String, isAsync: Bool, importing names: [String],
    receiver: PythonValue? = nil, setup: [String] = [], more: [String] = [], observing: [String] = [],
    words: String = ""
  ) -> CallCandidate {
    let imports = names.map(self.import) + call.imports + more + (receiver?.imports ?? []) + classImports(call)
    let text = isAsync ? "asyncio.run(\(call.text))" : call.text
    return CallCandidate(
      subject: subject, group: group, setup: setup, call: text, observations: observing,
      inputWords: [call.words, words].filter { !$0.isEmpty }.joined(separator: " "),
      imports: (imports + (isAsync ? ["import asyncio"] : [])).uniqued.sorted())
  }

  /// A text that is no call of ours, on an object.
  private func plain(
    _ text: String, on receiver: PythonValue, _ variable: String, subject: String, of type: PythonHarvest.Class,
    imports: [String] = []
  ) -> CallCandidate {
    CallCandidate(
      subject: subject, group: type.name, setup: ["\(variable) = \(receiver.text)"], call: text,
      inputWords: receiver.words,
      imports: ([self.import(of: type.name)] + receiver.imports + imports).uniqued.sorted())
  }

  /// Classes of the module that stand in the arguments.
  private func classImports(_ call: PythonCall) -> [String] {
    module.classes.filter { type in call.arguments.contains { $0.value.text.hasPrefix(type.name) } }
      .map { self.import(of: $0.name) }
  }

  func `import`(of name: String) -> String { "from \(module.name) import \(name)" }

  /// `HTTPServer` is `http_server`.
  static func variable(for type: String) -> String {
    let word = PythonTestName.words(type).joined(separator: "_")
    return word.isEmpty || word == type || PythonTestName.isKeyword(word) ? "subject" : word
  }
}
