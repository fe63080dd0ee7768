/// The part of the harness that writes values down: as Swift that makes an equal one, or by what can be read of them.
///
/// It tells no address and no order of a hash table, and has bounds of depth, breadth and text.
enum ValueSource {
  /// - Parameter hidden: properties that a test cannot read, as `Type.name`.
  static func hiddenProperties(_ hidden: [String]) -> String {
    let lines = hidden.map { "  \"\($0)\",\n" }.joined()
    return "let fulcrumHidden: Set<String> = [\n\(lines)]\n"
  }

  static let writer = #"""
    @_silgen_name("swift_EnumCaseName")
    private func fulcrumCaseName<T>(_ value: T) -> UnsafePointer<CChar>?

    /// A piece of Swift that makes a value, and whether `==` compares it.
    struct FulcrumLiteral {
      var text: String
      var isApproximate = false
    }

    struct FulcrumWriter {
      /// Values that are still written, so that a value with many parts ends.
      private var budget = 400

      private static let depthLimit = 5
      private static let elementLimit = 64
      private static let textLimit = 2000

      // MARK: JSON

      mutating func written(_ value: Any, depth: Int) -> String {
        budget -= 1
        let type = fulcrumQuoted(fulcrumName(Swift.type(of: value)))
        guard budget > 0, depth <= Self.depthLimit else { return opaque(type) }
        let before = budget
        if let literal = literal(value), literal.text.utf8.count <= Self.textLimit {
          let kind = literal.isApproximate ? "approximate" : "literal"
          return "{\"kind\":\"\(kind)\",\"text\":\(fulcrumQuoted(literal.text)),\"type\":\(type)}"
        }
        budget = before
        if let text = value as? any StringProtocol { return longText(String(describing: text), type) }
        if let number = value as? any BinaryFloatingPoint { return structure(type, [("isNaN", number.isNaN)], depth) }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
          return mirror.children.first.map { structure(type, [("?", $0.value)], depth) } ?? opaque(type)
        case .collection: return collection(value, mirror, type, depth)
        case .set, .dictionary: return unordered(mirror, type, depth)
        case .enum: return enumCase(value, mirror, type, depth)
        case .tuple: return fields(mirror, of: nil, type, depth)
        case .struct, .class, .foreignReference:
          if fulcrumIsOwn(Swift.type(of: value)) {
            let found = fields(mirror, of: fulcrumName(Swift.type(of: value)), type, depth)
            if !found.hasSuffix("\"fields\":[]}") { return found }
          }
          return described(value, type)
        default: return described(value, type)
        }
      }

      private func opaque(_ type: String) -> String { "{\"kind\":\"opaque\",\"type\":\(type)}" }

      private mutating func structure(_ type: String, _ fields: [(String, Any)], _ depth: Int) -> String {
        let members = fields.map { "[\(fulcrumQuoted($0.0)),\(written($0.1, depth: depth + 1))]" }
        return "{\"kind\":\"structure\",\"type\":\(type),\"fields\":[\(members.joined(separator: ","))]}"
      }

      private mutating func longText(_ text: String, _ type: String) -> String {
        structure(
          type, [("utf8.count", text.utf8.count), ("prefix(60)", text.prefix(60)), ("suffix(60)", text.suffix(60))], 0)
      }

      private mutating func collection(_ value: Any, _ mirror: Mirror, _ type: String, _ depth: Int) -> String {
        // What shows itself as a collection need not be one that a test can index from 0.
        guard value is [Any] else { return described(value, type) }
        var members: [(String, Any)] = [("count", mirror.children.count)]
        for (index, child) in mirror.children.prefix(8).enumerated() { members.append(("[\(index)]", child.value)) }
        return structure(type, members, depth)
      }

      private mutating func unordered(_ mirror: Mirror, _ type: String, _ depth: Int) -> String {
        guard mirror.children.count <= Self.elementLimit else {
          return structure(type, [("count", mirror.children.count)], depth)
        }
        let elements = mirror.children.map { written($0.value, depth: depth + 1) }.sorted()
        return "{\"kind\":\"unordered\",\"type\":\(type),\"elements\":[\(elements.joined(separator: ","))]}"
      }

      private mutating func enumCase(_ value: Any, _ mirror: Mirror, _ type: String, _ depth: Int) -> String {
        guard let name = caseName(value) else { return opaque(type) }
        let payload = mirror.children.first?.value ?? ()
        return structure(type, [(".\(name)", payload)], depth)
      }

      private mutating func fields(_ mirror: Mirror, of owner: String?, _ type: String, _ depth: Int) -> String {
        var members: [(String, Any)] = []
        var next: Mirror? = mirror
        while let mirror = next {
          for (index, child) in mirror.children.prefix(Self.elementLimit).enumerated() {
            // A tuple's element without a label is called by its number, `.0`.
            let label = child.label.map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 } ?? "\(index)"
            if let owner, isHidden(label, of: owner, mirror) { continue }
            members.append((label, child.value))
          }
          next = mirror.superclassMirror
        }
        return structure(type, members, depth)
      }

      private func isHidden(_ label: String, of owner: String, _ mirror: Mirror) -> Bool {
        // Storage of a wrapper or of a lazy property, which has another name than the property.
        if label.hasPrefix("_") || label.hasPrefix("$") || label.contains(" ") { return true }
        let plain = owner.split(separator: "<").first.map(String.init) ?? owner
        let level = fulcrumName(mirror.subjectType as Any.Type)
        let plainLevel = level.split(separator: "<").first.map(String.init) ?? level
        return fulcrumHidden.contains("\(plain).\(label)") || fulcrumHidden.contains("\(plainLevel).\(label)")
      }

      private func described(_ value: Any, _ type: String) -> String {
        guard value is any CustomStringConvertible || value is any CustomDebugStringConvertible else {
          return opaque(type)
        }
        let text = String(describing: value)
        guard text.utf8.count <= Self.textLimit, !fulcrumHasAddress(text), !text.contains("(Function)") else {
          return opaque(type)
        }
        return "{\"kind\":\"described\",\"text\":\(fulcrumQuoted(text)),\"type\":\(type)}"
      }

      // MARK: Swift

      /// Swift that makes an equal value; nil where there is none.
      mutating func literal(_ value: Any, depth: Int = 0) -> FulcrumLiteral? {
        budget -= 1
        guard budget > 0, depth <= Self.depthLimit else { return nil }
        if let literal = simple(value) { return literal }
        if let known = fulcrumKnownLiteral(value) { return FulcrumLiteral(text: known) }
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional {
          guard let inner = mirror.children.first else { return FulcrumLiteral(text: "nil") }
          guard let literal = literal(inner.value, depth: depth) else { return nil }
          return literal.text == "nil" ? FulcrumLiteral(text: ".some(nil)") : literal
        }
        guard value is any Equatable else { return nil }
        if let range = range(value, depth) { return range }
        switch mirror.displayStyle {
        case .collection where value is any FulcrumArray: return joined(mirror.children.map(\.value), depth)
        case .set where value is any FulcrumArray: return sorted(mirror.children.map(\.value), depth)
        case .dictionary where value is any FulcrumArray: return dictionary(mirror, depth)
        case .enum: return enumLiteral(value, mirror, depth)
        case .struct:
          if let raw = value as? any RawRepresentable { return rawLiteral(raw, depth) }
          return nil
        default: return nil
        }
      }

      private func simple(_ value: Any) -> FulcrumLiteral? {
        switch value {
        case is Void: return FulcrumLiteral(text: "()")
        case let value as Bool: return FulcrumLiteral(text: "\(value)")
        case let value as String: return fulcrumSwift(value).map { FulcrumLiteral(text: $0) }
        case let value as Substring: return fulcrumSwift(String(value)).map { FulcrumLiteral(text: $0) }
        case let value as Character: return fulcrumSwift(String(value)).map { FulcrumLiteral(text: $0) }
        case let value as Unicode.Scalar: return fulcrumSwift(String(Character(value))).map { FulcrumLiteral(text: $0) }
        case let value as Float: return floating(Double(value), "\(value)", "Float")
        case let value as Double: return floating(value, "\(value)", "Double")
        case let value as Any.Type: return FulcrumLiteral(text: "\(fulcrumName(value)).self")
        default: break
        }
        let type = Swift.type(of: value)
        guard fulcrumIntegers.contains(ObjectIdentifier(type)) else { return nil }
        return FulcrumLiteral(text: "\(value)")
      }

      /// A number of few binary digits is written as it is; of another the last digits depend on the platform.
      private func floating(_ value: Double, _ text: String, _ type: String) -> FulcrumLiteral? {
        if value.isNaN { return nil }
        if value.isInfinite { return FulcrumLiteral(text: value < 0 ? "-\(type).infinity" : "\(type).infinity") }
        let scaled = value * 1024
        let isExact = scaled.isFinite && scaled == scaled.rounded() && scaled.magnitude < 9_007_199_254_740_992
        return FulcrumLiteral(text: text, isApproximate: !isExact)
      }

      private mutating func joined(_ values: [Any], _ depth: Int) -> FulcrumLiteral? {
        guard values.count <= Self.elementLimit, let texts = texts(values, depth) else { return nil }
        return FulcrumLiteral(text: "[\(texts.joined(separator: ", "))]")
      }

      private mutating func sorted(_ values: [Any], _ depth: Int) -> FulcrumLiteral? {
        guard values.count <= Self.elementLimit, let texts = texts(values, depth) else { return nil }
        return FulcrumLiteral(text: "[\(texts.sorted(by: fulcrumOrder).joined(separator: ", "))]")
      }

      private mutating func dictionary(_ mirror: Mirror, _ depth: Int) -> FulcrumLiteral? {
        guard !mirror.children.isEmpty else { return FulcrumLiteral(text: "[:]") }
        guard mirror.children.count <= Self.elementLimit else { return nil }
        var pairs: [String] = []
        for child in mirror.children {
          guard let texts = texts(Mirror(reflecting: child.value).children.map(\.value), depth) else { return nil }
          pairs.append(texts.joined(separator: ": "))
        }
        return FulcrumLiteral(text: "[\(pairs.sorted(by: fulcrumOrder).joined(separator: ", "))]")
      }

      /// Approximate numbers cannot stand in a larger literal.
      private mutating func texts(_ values: [Any], _ depth: Int) -> [String]? {
        var texts: [String] = []
        for value in values {
          guard let literal = literal(value, depth: depth + 1), !literal.isApproximate else { return nil }
          texts.append(literal.text)
        }
        return texts
      }

      private mutating func enumLiteral(_ value: Any, _ mirror: Mirror, _ depth: Int) -> FulcrumLiteral? {
        guard let name = caseName(value), fulcrumIsReachable(type(of: value)) else { return nil }
        let start = "\(fulcrumName(type(of: value))).\(name)"
        guard let payload = mirror.children.first else { return FulcrumLiteral(text: start) }
        let tuple = Mirror(reflecting: payload.value)
        guard tuple.displayStyle == .tuple else {
          guard let text = texts([payload.value], depth)?.first else { return nil }
          return FulcrumLiteral(text: "\(start)(\(text))")
        }
        var arguments: [String] = []
        for child in tuple.children {
          guard let text = texts([child.value], depth)?.first else { return nil }
          let label = child.label.flatMap { $0.hasPrefix(".") ? nil : "\($0): " } ?? ""
          arguments.append(label + text)
        }
        return FulcrumLiteral(text: "\(start)(\(arguments.joined(separator: ", ")))")
      }

      private func caseName(_ value: Any) -> String? {
        func name<T>(_ value: T) -> String? { fulcrumCaseName(value).map { String(cString: $0) } }
        // A payload's labels follow the name of some cases.
        return name(value).map { String($0.prefix { $0 != "(" }) }
      }

      private mutating func range(_ value: Any, _ depth: Int) -> FulcrumLiteral? {
        func bounds<R: FulcrumRange>(_ range: R) -> (Any, Any, String) { range.fulcrumBounds }
        guard let range = value as? any FulcrumRange else { return nil }
        let (lower, upper, sign) = bounds(range)
        guard let texts = texts([lower, upper], depth) else { return nil }
        return FulcrumLiteral(text: texts.joined(separator: sign))
      }

      private mutating func rawLiteral(_ value: any RawRepresentable, _ depth: Int) -> FulcrumLiteral? {
        guard fulcrumIsReachable(type(of: value)), let text = texts([value.rawValue], depth)?.first else { return nil }
        return FulcrumLiteral(text: "\(fulcrumName(type(of: value)))(rawValue: \(text))")
      }
    }

    """#

  /// What the writer knows of types, and how text is written as Swift.
  static let types = #"""
    /// Collections that an array's, set's or dictionary's literal makes.
    protocol FulcrumArray {}
    extension Array: FulcrumArray {}
    extension ArraySlice: FulcrumArray {}
    extension ContiguousArray: FulcrumArray {}
    extension Set: FulcrumArray {}
    extension Dictionary: FulcrumArray {}

    protocol FulcrumRange { var fulcrumBounds: (Any, Any, String) { get } }
    extension Range: FulcrumRange { var fulcrumBounds: (Any, Any, String) { (lowerBound, upperBound, "..<") } }
    extension ClosedRange: FulcrumRange { var fulcrumBounds: (Any, Any, String) { (lowerBound, upperBound, "...") } }

    let fulcrumIntegers: Set<ObjectIdentifier> = [
      ObjectIdentifier(Int.self), ObjectIdentifier(Int8.self), ObjectIdentifier(Int16.self),
      ObjectIdentifier(Int32.self), ObjectIdentifier(Int64.self), ObjectIdentifier(UInt.self),
      ObjectIdentifier(UInt8.self), ObjectIdentifier(UInt16.self), ObjectIdentifier(UInt32.self),
      ObjectIdentifier(UInt64.self),
    ]

    /// A type as a test writes it: without the modules that it imports anyway.
    func fulcrumName(_ type: Any.Type) -> String {
      var name = _typeName(type, qualified: true)
      for module in ["Swift.", "Foundation.", "FoundationEssentials.", fulcrumModule + "."] {
        var kept = ""
        var rest = Substring(name)
        while let range = fulcrumFind(module, in: rest) {
          kept += rest[..<range.lowerBound]
          // Only where a name begins.
          if let last = kept.last, last.isLetter || last.isNumber || last == "_" || last == "." { kept += module }
          rest = rest[range.upperBound...]
        }
        name = kept + rest
      }
      return name
    }

    private func fulcrumFind(_ word: String, in text: Substring) -> Range<Substring.Index>? {
      var start = text.startIndex
      while start < text.endIndex {
        if text[start...].hasPrefix(word) { return start..<text.index(start, offsetBy: word.count) }
        start = text.index(after: start)
      }
      return nil
    }

    /// Whether a type is declared in the module under test.
    func fulcrumIsOwn(_ type: Any.Type) -> Bool { _typeName(type, qualified: true).hasPrefix(fulcrumModule + ".") }

    /// Whether a test can name the type: it is not private and not declared within a function.
    func fulcrumIsReachable(_ type: Any.Type) -> Bool {
      let name = _typeName(type, qualified: true)
      return !name.contains("(") && !name.contains(" in ")
    }

    /// Whether there seems to be an address in a description: many hexadecimal digits, letters among them.
    func fulcrumHasAddress(_ text: String) -> Bool {
      text.contains("0x")
        || text.split { !$0.isHexDigit }.contains { digits in
          digits.utf8.count >= 8 && digits.contains(where: \.isNumber) && digits.contains(where: \.isLetter)
        }
    }

    /// Numbers by size, all else by how it is written.
    func fulcrumOrder(_ left: String, _ right: String) -> Bool {
      if let left = Double(left), let right = Double(right) { return left < right }
      return left < right
    }

    /// Kinds of characters that are seen for what they are: lines of tables, arrows, dashes.
    private let fulcrumSigns: Set<Unicode.GeneralCategory> = [
      .otherSymbol, .mathSymbol, .currencySymbol, .otherPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation,
    ]

    /// A text as Swift writes it; nil for one that the literal would not give back.
    func fulcrumSwift(_ text: String) -> String? {
      guard text.utf8.count <= 2000 else { return nil }
      var literal = "\""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": literal += "\\\""
        case "\\": literal += "\\\\"
        case "\n": literal += "\\n"
        case "\r": literal += "\\r"
        case "\t": literal += "\\t"
        case "\u{0}": literal += "\\0"
        case " "..."~": literal.unicodeScalars.append(scalar)
        default:
          // What a reader sees stands as it is; marks that join what is before them do not.
          let properties = scalar.properties
          let isShown =
            properties.isAlphabetic && !properties.isDiacritic && properties.canonicalCombiningClass == .notReordered
            || properties.isEmojiPresentation || fulcrumSigns.contains(properties.generalCategory)
          if isShown && properties.generalCategory != .spacingMark && properties.generalCategory != .nonspacingMark {
            literal.unicodeScalars.append(scalar)
          } else {
            literal += "\\u{" + String(scalar.value, radix: 16) + "}"
          }
        }
      }
      return literal + "\""
    }

    """#

  /// Values of Foundation, for modules that use it.
  static let foundation = #"""
    import Foundation

    func fulcrumKnownLiteral(_ value: Any) -> String? {
      switch value {
      case let value as Data where value.count <= 128: return "Data([\(value.map { "\($0)" }.joined(separator: ", "))])"
      case let value as URL: return fulcrumSwift(value.absoluteString).map { "URL(string: \($0))" }
      case let value as Date: return "Date(timeIntervalSinceReferenceDate: \(value.timeIntervalSinceReferenceDate))"
      case let value as UUID: return "UUID(uuidString: \"\(value.uuidString)\")"
      case let value as Decimal: return value.isNaN ? nil : "Decimal(string: \"\(value)\")"
      default: return nil
      }
    }

    """#

  static let withoutFoundation = "func fulcrumKnownLiteral(_ value: Any) -> String? { nil }\n"
}
