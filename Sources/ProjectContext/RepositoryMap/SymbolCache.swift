internal import SourceText

/// What was found in files, as bytes: a head, then one entry after the other.
///
/// Everything has a fixed form, so that thousands of files are read in milliseconds. What is damaged, or another version's, is
/// read as nothing: it can be found anew.
enum SymbolCache {
  private static let magic: [UInt8] = Array("FLCMSYM1".utf8)

  /// The longest that a cache may be, in bytes.
  static let sizeLimit = 32 << 20

  static func encoded(_ files: [(id: ObjectID, symbols: FileSymbols)]) -> [UInt8] {
    var bytes = magic
    append(FileSymbols.extractionVersion, to: &bytes)
    for (id, symbols) in files {
      let name = Array(id.hexadecimal.utf8)
      bytes.append(UInt8(name.count))
      bytes += name
      append(UInt32(symbols.definitions.count), to: &bytes)
      append(UInt32(symbols.references.count), to: &bytes)
      for definition in symbols.definitions {
        append(definition.name.value, to: &bytes)
        append(definition.line, to: &bytes)
        bytes.append(definition.style.rawValue)
      }
      for reference in symbols.references {
        append(reference.name.value, to: &bytes)
        append(reference.count, to: &bytes)
      }
    }
    return bytes
  }

  /// The entries; none when a byte is not as it was written.
  static func decoded(_ bytes: [UInt8]) -> [ObjectID: FileSymbols] {
    bytes.withUnsafeBytes { buffer in
      var reader = Reader(bytes: buffer)
      guard buffer.starts(with: magic) else { return [:] }
      reader.position = magic.count
      guard reader.number(UInt32.self) == FileSymbols.extractionVersion else { return [:] }
      var files: [ObjectID: FileSymbols] = [:]
      while reader.position < buffer.count {
        guard let (id, symbols) = reader.file() else { return [:] }
        files[id] = symbols
      }
      return files
    }
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Reads numbers one after the other, and none behind the end.
  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
      guard bytes.count - position >= MemoryLayout<Number>.size else { return nil }
      defer { position += MemoryLayout<Number>.size }
      return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: type))
    }

    mutating func file() -> (ObjectID, FileSymbols)? {
      guard let length = number(UInt8.self), bytes.count - position >= Int(length) else { return nil }
      let name = String(decoding: bytes[position..<position + Int(length)], as: UTF8.self)
      position += Int(length)
      guard let id = try? ObjectID(name), let definitionCount = number(UInt32.self),
        let referenceCount = number(UInt32.self),
        Int(definitionCount) * 13 + Int(referenceCount) * 10 <= bytes.count - position
      else { return nil }
      var symbols = FileSymbols()
      symbols.definitions.reserveCapacity(Int(definitionCount))
      for _ in 0..<definitionCount {
        guard let name = number(UInt64.self), let line = number(UInt32.self),
          let style = number(UInt8.self).flatMap(NameStyle.init(rawValue:))
        else { return nil }
        symbols.definitions.append(.init(name: NameID(value: name), line: line, style: style))
      }
      symbols.references.reserveCapacity(Int(referenceCount))
      for _ in 0..<referenceCount {
        guard let name = number(UInt64.self), let count = number(UInt16.self) else { return nil }
        symbols.references.append(.init(name: NameID(value: name), count: count))
      }
      return (id, symbols)
    }
  }
}
