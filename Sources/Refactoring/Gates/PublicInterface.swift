internal import JSON

/// The public declarations of some modules, each with all that others can rely on.
package struct PublicInterface: Hashable, Sendable {
  /// What a declaration says, by its full name: `Toy.Fare.price(of:label:)`; several for overloads.
  private(set) var declarations: [String: Set<String>] = [:]

  /// Levels of declarations inside one another that are read.
  private static let depth = 60

  package init() {}

  /// Reads what `swift-api-digester -dump-sdk` writes of one module.
  ///
  /// - Throws: `RefactoringError` with code `.engine` for anything else, such as the empty digest of no module that it writes
  ///   about one that it could not load: two of those are alike, whatever changed.
  package init(digest bytes: [UInt8], of module: String) throws(RefactoringError) {
    let json: JSONValue
    do { json = try JSONValue.parse(bytes, limits: JSONValue.Limits(size: 1 << 30, depth: 200)) } catch {
      throw RefactoringError(.engine, "what swift-api-digester wrote cannot be read: \(error)")
    }
    guard let root = json["ABIRoot"], root["name"]?.string == module else {
      throw RefactoringError(.engine, "what swift-api-digester wrote does not describe the module \(module)")
    }
    for child in root["children"]?.array ?? [] { add(child, in: module, depth: 0) }
  }

  package mutating func merge(_ other: PublicInterface) {
    declarations.merge(other.declarations) { $0.union($1) }
  }

  /// How two interfaces differ, a line each, sorted: what went, what came, and what says something else than before.
  ///
  /// - Parameter declared: names, or what names begin with, that are meant to change.
  package func differences(to new: PublicInterface, except declared: [String]) -> [String] {
    differences(to: new) { name in !declared.contains { Self.covers($0, name) } }
  }

  /// Those of the differences that were meant.
  ///
  /// - Parameter declared: names, or what names begin with, that are meant to change.
  package func differences(to new: PublicInterface, among declared: [String]) -> [String] {
    differences(to: new) { name in declared.contains { Self.covers($0, name) } }
  }

  private func differences(to new: PublicInterface, where counts: (String) -> Bool) -> [String] {
    var lines: [String] = []
    for name in Set(declarations.keys).union(new.declarations.keys).sorted() {
      let (before, after) = (declarations[name], new.declarations[name])
      guard before != after, counts(name) else { continue }
      switch (before, after) {
      case (nil, _): lines.append("\(name) is new in the public interface")
      case (_, nil): lines.append("\(name) is no longer in the public interface")
      default: lines.append("\(name) is declared otherwise in the public interface")
      }
    }
    return lines
  }

  /// Whether a declared name means a declaration: with or without the module, whole or up to a part of it.
  ///
  /// The name of a module alone means nothing, since it would mean all that there is.
  private static func covers(_ declared: String, _ name: String) -> Bool {
    let withoutModule = name.split(separator: ".", maxSplits: 1).last.map(String.init) ?? name
    return [declared.contains(".") ? name : withoutModule, withoutModule].contains { name in
      guard name.hasPrefix(declared) else { return false }
      let next = name.dropFirst(declared.count).first
      return next == nil || next == "." || next == "("
    }
  }

  private mutating func add(_ node: JSONValue, in place: String, depth: Int) {
    guard depth < Self.depth, let kind = node["declKind"]?.string, kind != "Import",
      let printed = node["printedName"]?.string
    else { return }
    let name = "\(place).\(printed)"
    declarations[name, default: []].insert(Self.words(of: node))
    for child in node["children"]?.array ?? [] { add(child, in: name, depth: depth + 1) }
  }

  /// All of a declaration that who uses it can notice.
  private static func words(of node: JSONValue) -> String {
    // Where it lies, how it is mangled, and whether the compiler made it is nobody's concern.
    let passedOver: Set<String> = [
      "children", "accessors", "conformances", "usr", "mangledName", "moduleName", "location", "implicit", "name",
      "printedName", "sugared_genericSig", "hasStorage", "fixedbinaryorder",
    ]
    var parts: [String] = []
    for (key, value) in (node.object ?? [:]).sorted(by: { $0.key < $1.key }) where !passedOver.contains(key) {
      guard key == "declAttributes" else {
        parts.append("\(key)=\(value.serialized())")
        continue
      }
      let attributes = (value.array ?? []).compactMap(\.string).filter { !incidental.contains($0) }.sorted()
      if !attributes.isEmpty { parts.append("\(key)=\(attributes)") }
    }
    let types = (node["children"]?.array ?? []).filter { $0["declKind"] == nil }
    parts.append(types.map { type(of: $0) }.joined(separator: ","))
    let accessors = (node["accessors"]?.array ?? []).compactMap { $0["accessorKind"]?.string }
    parts.append(accessors.filter { ["get", "set"].contains($0) }.sorted().joined(separator: ","))
    let conformances = (node["conformances"]?.array ?? []).compactMap { $0["printedName"]?.string }.sorted()
    parts.append(conformances.joined(separator: ","))
    return parts.joined(separator: ";")
  }

  private static func type(of node: JSONValue) -> String {
    let hasDefault = node["hasDefaultArg"]?.bool == true ? "=" : ""
    return withoutAlias(node["printedName"]?.string ?? "") + (node["paramValueOwnership"]?.string ?? "") + hasDefault
  }

  /// A type in which `Swift.Void` is written as what it stands for: both are one type to the compiler.
  private static func withoutAlias(_ type: String) -> String {
    let alias = "Swift.Void"
    func isPartOfName(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || character == "_"
    }
    var (text, rest) = ("", type[...])
    while let place = rest.firstRange(of: alias) {
      text += rest[..<place.lowerBound]
      let isWithin =
        text.last.map { isPartOfName($0) || $0 == "." } ?? false
        || rest[place.upperBound...].first.map(isPartOfName) ?? false
      text += isWithin ? alias : "()"
      rest = rest[place.upperBound...]
    }
    return text + rest
  }

  /// Attributes that say how something is stored or compiled, and nothing to who uses it.
  private static let incidental: Set<String> = [
    "AccessControl", "HasInitialValue", "HasStorage", "Inline", "Rethrows", "Transparent", "RawDocComment",
  ]
}
