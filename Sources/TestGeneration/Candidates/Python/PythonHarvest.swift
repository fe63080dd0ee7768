internal import JSON
internal import SourceText

/// What Python's parser says of modules: what can be called, and with which values.
struct PythonHarvest: Sendable {
  struct Parameter: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable {
      case positional
      case keyword

      /// `*values`.
      case many

      /// `**values`.
      case named
    }

    let name: String
    let kind: Kind

    /// What the annotation allows, in its order: `str`, `list[int]`, `None`, `='a'` for a single value; empty without one.
    let annotation: [String]

    /// What the body speaks for, the same way.
    let kinds: [String]

    /// Literals that it is compared with; `len:3` for its length, `key:'a'` for a key that is asked for.
    let values: [String]

    /// The default's text; nil for none.
    let defaultText: String?

    /// The default, where it is a literal.
    let defaultLiteral: String?

    var isOptional: Bool { defaultText != nil || kind == .many || kind == .named }
  }

  struct Function: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable {
      case function
      case method
      case classMethod = "class"
      case staticMethod = "static"
      case property

      /// What is not called as it stands there: abstract, overloaded, a fixture.
      case none
    }

    let name: String
    let container: String?
    let kind: Kind
    let isAsync: Bool
    let lines: LineRange
    let parameters: [Parameter]

    /// Literals of its body, as Python writes them.
    let literals: [String]

    /// Texts among them.
    let strings: [String]

    /// Whether it may change its object.
    let changesSelf: Bool

    var isPrivate: Bool { name.hasPrefix("_") && !name.hasPrefix("__") }
  }

  struct Class: Hashable, Sendable {
    let name: String
    let bases: [String]
    let decorators: [String]

    /// Names that are assigned in its body, such as the members of an enumeration.
    let members: [String]

    /// Annotated names of its body, as a data class has.
    let fields: [Parameter]
    let methods: [Function]

    /// Public attributes that its methods assign.
    let attributes: [String]
    let isAbstract: Bool
    let lines: LineRange

    var isEnumeration: Bool {
      bases.contains { base in ["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"].contains { base.hasSuffix($0) } }
    }
  }

  /// An example of a document, in the form of a session with Python.
  struct Example: Hashable, Sendable {
    let setup: [String]
    let imports: [String]
    let call: String

    /// What the document says that comes out.
    let want: String

    /// Names that it takes from outside.
    let names: [String]
  }

  /// A call with literals alone, as tests or other modules make it.
  struct Usage: Hashable, Sendable {
    let function: String
    let arguments: [String]
    let named: [String]
  }

  struct Module: Hashable, Sendable {
    let path: RelativePath
    let name: String
    let functions: [Function]
    let classes: [Class]
    let examples: [Example]

    /// All that its namespace has.
    let names: Set<String>

    /// What `__all__` lists; nil without it.
    let exported: [String]?
    let literals: [String]

    /// Texts that its regular expressions match, as Python writes them.
    let patterns: [String]

    /// For lines of statements that have several, the first of them.
    let statements: [Int: Int]
  }

  let modules: [Module]
  let usages: [Usage]

  /// Examples of the project's documents.
  let documents: [Example]

  /// Files that do not parse, with the reason.
  let faults: [String]

  /// The names of functions' parameters by position: of `slugify`, of `Stack`, of `Stack.make`.
  var parameterNames: [String: [String]] {
    var names: [String: [String]] = [:]
    for module in modules {
      for function in module.functions { names[function.name] = function.parameters.map(\.name) }
      for type in module.classes {
        names[type.name] = (type.methods.first { $0.name == "__init__" }?.parameters ?? type.fields).map(\.name)
        for method in type.methods { names["\(type.name).\(method.name)"] = method.parameters.map(\.name) }
      }
    }
    return names
  }
}

extension PythonHarvest {
  /// Reads what the program has written.
  ///
  /// - Returns: nil for what it does not write.
  init?(_ value: JSONValue) {
    guard let modules = value["modules"]?.array else { return nil }
    self.modules = modules.compactMap(Module.init)
    usages = (value["usages"]?.array ?? []).compactMap { usage in
      guard let function = usage["function"]?.string else { return nil }
      return Usage(
        function: function, arguments: Self.texts(usage["arguments"]),
        named: (usage["named"]?.array ?? []).compactMap { pair in
          guard let name = pair[0]?.string, let text = pair[1]?.string else { return nil }
          return "\(name)=\(text)"
        })
    }
    documents = (value["documents"]?.array ?? []).map(Example.init)
    faults = Self.texts(value["faults"])
  }

  fileprivate static func texts(_ value: JSONValue?) -> [String] { (value?.array ?? []).compactMap(\.string) }

  fileprivate static func lines(_ value: JSONValue) -> LineRange {
    LineRange(value["first_line"]?.integer ?? 1, value["last_line"]?.integer ?? 1)
  }
}

extension PythonHarvest.Module {
  fileprivate init?(_ value: JSONValue) {
    guard let path = value["path"]?.string.flatMap({ try? RelativePath($0) }), let name = value["module"]?.string else {
      return nil
    }
    self.path = path
    self.name = name
    functions = (value["functions"]?.array ?? []).compactMap(PythonHarvest.Function.init)
    classes = (value["classes"]?.array ?? []).compactMap(PythonHarvest.Class.init)
    examples = (value["examples"]?.array ?? []).map(PythonHarvest.Example.init)
    names = Set(PythonHarvest.texts(value["names"]))
    exported = value["exported"]?.array.map { $0.compactMap(\.string) }
    literals = PythonHarvest.texts(value["literals"])
    patterns = PythonHarvest.texts(value["patterns"])
    statements = (value["statements"]?.object ?? [:]).reduce(into: [:]) { statements, entry in
      if let line = Int(entry.key), let first = entry.value.integer { statements[line] = first }
    }
  }
}

extension PythonHarvest.Example {
  fileprivate init(_ value: JSONValue) {
    setup = PythonHarvest.texts(value["setup"])
    imports = PythonHarvest.texts(value["imports"])
    call = value["call"]?.string ?? ""
    want = value["raises"]?.string == nil ? value["want"]?.string ?? "" : ""
    names = PythonHarvest.texts(value["names"])
  }
}

extension PythonHarvest.Class {
  fileprivate init?(_ value: JSONValue) {
    guard let name = value["name"]?.string else { return nil }
    self.name = name
    bases = PythonHarvest.texts(value["bases"])
    decorators = PythonHarvest.texts(value["decorators"])
    members = PythonHarvest.texts(value["members"])
    fields = (value["fields"]?.array ?? []).compactMap(PythonHarvest.Parameter.init)
    methods = (value["methods"]?.array ?? []).compactMap(PythonHarvest.Function.init)
    attributes = PythonHarvest.texts(value["attributes"])
    isAbstract = value["is_abstract"]?.bool ?? false
    lines = PythonHarvest.lines(value)
  }
}

extension PythonHarvest.Function {
  fileprivate init?(_ value: JSONValue) {
    guard let name = value["name"]?.string, let kind = value["kind"]?.string.flatMap(Kind.init) else { return nil }
    self.name = name
    self.kind = kind
    container = value["container"]?.string
    isAsync = value["is_async"]?.bool ?? false
    lines = PythonHarvest.lines(value)
    parameters = (value["parameters"]?.array ?? []).compactMap(PythonHarvest.Parameter.init)
    literals = PythonHarvest.texts(value["literals"])
    strings = PythonHarvest.texts(value["strings"])
    changesSelf = value["changes"]?.bool ?? false
  }
}

extension PythonHarvest.Parameter {
  fileprivate init?(_ value: JSONValue) {
    guard let name = value["name"]?.string, let kind = value["kind"]?.string.flatMap(Kind.init) else { return nil }
    self.name = name
    self.kind = kind
    annotation = PythonHarvest.texts(value["annotation"])
    kinds = PythonHarvest.texts(value["kinds"])
    values = PythonHarvest.texts(value["values"])
    defaultText = value["default"]?.string
    defaultLiteral = value["default_literal"]?.string
  }
}
