internal import SourceCode
internal import SourceText

extension FileSymbols {
  /// Raised when the same text gives other symbols than before, so that what is kept of older ones is not used.
  static let extractionVersion: UInt32 = 2

  /// Bytes of the shortest name that counts: `i` and `of` tell nothing.
  private static let shortestName = 3

  /// - Parameters:
  ///   - text: the file's bytes.
  ///   - language: what it is written in.
  init(of text: [UInt8], in language: Language) {
    let found = SymbolExtraction(of: text, in: language)
    self.init(
      definitions: found.definitions.filter {
        // More members for a type declare nothing of its name.
        $0.kind != .extension && $0.name.utf8.count >= Self.shortestName
      }.map { symbol in
        Definition(
          name: NameID(symbol.name), line: UInt32(clamping: symbol.lines.first), style: NameStyle(symbol.name))
      },
      references: found.references.filter { $0.key.utf8.count >= Self.shortestName }
        .map { Reference(name: NameID($0.key), count: UInt16(clamping: $0.value)) }
        .sorted { $0.name < $1.name })
  }
}

extension RepositoryMap.Declaration {
  /// The declarations of some names in a text, in its order.
  ///
  /// - Parameters:
  ///   - names: those that are wanted.
  ///   - text: the file's bytes.
  ///   - language: what it is written in.
  static func declarations(of names: Set<NameID>, in text: [UInt8], _ language: Language) -> [Self] {
    SymbolExtraction(of: text, in: language).definitions.compactMap { symbol in
      let name = NameID(symbol.name)
      guard names.contains(name), symbol.kind != .extension else { return nil }
      var signature = Substring(symbol.signature(in: text))
      // What opens a body says nothing.
      while let last = signature.last, last == ":" || last == "{" || last == " " { signature.removeLast() }
      let place = symbol.container.map { " in \($0)" } ?? ""
      return Self(name: name, line: symbol.lines.first, signature: signature + place)
    }
  }
}
