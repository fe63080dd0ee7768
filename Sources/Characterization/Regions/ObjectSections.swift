/// The sections of a program's file that are asked for by name: of ELF, as Linux has it, and of Mach-O, as macOS has it.
///
/// 64-bit files in little-endian order alone, which is what a lab builds. What is not whole has no sections.
struct ObjectSections {
  private let reader: ByteReader

  init(_ bytes: [UInt8]) { reader = ByteReader(bytes) }

  /// The bytes of a section; nil when there is none.
  ///
  /// - Parameter name: without what the format puts before it: `__llvm_covfun`.
  func section(_ name: String) -> ArraySlice<UInt8>? {
    switch reader.number(at: 0, size: 4) {
    case 0x464c_457f: elfSection(name)
    case 0xfeed_facf: machSection(name)
    default: nil
    }
  }

  private func elfSection(_ name: String) -> ArraySlice<UInt8>? {
    guard let table = reader.number(at: 0x28, size: 8), let size = reader.number(at: 0x3a, size: 2),
      let count = reader.number(at: 0x3c, size: 2), let namesIndex = reader.number(at: 0x3e, size: 2),
      let names = reader.number(at: table &+ namesIndex * size &+ 0x18, size: 8)
    else { return nil }
    for index in 0..<count {
      // Numbers of a file can be anything; one that runs over lies outside of it.
      let header = table &+ index * size
      guard let nameOffset = reader.number(at: header, size: 4), reader.text(at: names &+ nameOffset) == name,
        let offset = reader.number(at: header &+ 0x18, size: 8), let length = reader.number(at: header &+ 0x20, size: 8)
      else { continue }
      return reader.slice(offset, length)
    }
    return nil
  }

  private func machSection(_ name: String) -> ArraySlice<UInt8>? {
    guard let commands = reader.number(at: 16, size: 4) else { return nil }
    var command = 32
    for _ in 0..<commands {
      guard let kind = reader.number(at: command, size: 4), let size = reader.number(at: command + 4, size: 4), size > 0
      else { return nil }
      // A segment with its sections.
      if kind == 0x19, let sections = reader.number(at: command + 64, size: 4) {
        for index in 0..<sections {
          let section = command + 72 + index * 80
          guard reader.text(at: section, limit: 16) == name, let length = reader.number(at: section + 40, size: 8),
            let offset = reader.number(at: section + 48, size: 4)
          else { continue }
          return reader.slice(offset, length)
        }
      }
      command += size
    }
    return nil
  }
}

/// Reads numbers and texts out of bytes that may end anywhere.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>

  /// Where the next `leb()` reads.
  var position: Int

  init(_ bytes: some Collection<UInt8>) {
    self.bytes = ArraySlice(Array(bytes))
    position = 0
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// A number in little-endian order; nil past the end, or when it is too large.
  func number(at offset: Int, size: Int) -> Int? { word(at: offset, size: size).flatMap { Int(exactly: $0) } }

  /// Likewise, with all 64 bits.
  func word(at offset: Int, size: Int) -> UInt64? {
    guard offset >= 0, offset <= bytes.count - size else { return nil }
    return bytes[offset..<(offset + size)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The text up to a NUL byte.
  func text(at offset: Int, limit: Int = 256) -> String? {
    guard offset >= 0, offset < bytes.count else { return nil }
    return String(decoding: bytes[offset...].prefix(limit).prefix { $0 != 0 }, as: UTF8.self)
  }

  func slice(_ offset: Int, _ length: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, length >= 0, offset <= bytes.count - length else { return nil }
    return bytes[offset..<(offset + length)]
  }

  /// The next number of the kind that says itself where it ends (ULEB128).
  mutating func leb() -> Int? {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 63, by: 7) {
      guard position < bytes.count else { return nil }
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return Int(exactly: value) }
    }
    return nil
  }
}
