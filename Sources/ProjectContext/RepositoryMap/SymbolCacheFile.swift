internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The file that holds what was found in the files of one repository; readable by its owner alone.
///
/// Trouble with it is never told: without it all is found anew, only later.
struct SymbolCacheFile: Sendable {
  /// Files from which on keeping pays.
  static let usefulCount = 100

  private let folder: String
  private let path: String

  /// - Parameters:
  ///   - folder: the absolute path of the folder for such files; made if absent, as are those above it.
  ///   - repositoryFolder: the git folder that all work trees of the repository share.
  init(folder: String, repositoryFolder: String) {
    self.folder = folder
    let name = ContentHash(ofFields: ["symbols", repositoryFolder]).hexadecimal.prefix(32)
    path = "\(folder)/\(name).symbols"
  }

  func read() -> [ObjectID: FileSymbols] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return [:] }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_size <= SymbolCache.sizeLimit
    else { return [:] }
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let read = pread(descriptor, buffer.baseAddress.map { $0 + count }, size - count, off_t(count))
        guard read > 0 else { break }
        count += read
      }
    }
    return SymbolCache.decoded(bytes)
  }

  /// Puts the file in place in one step.
  ///
  /// - Parameters:
  ///   - files: what is known.
  ///   - used: the files of this run, which go first; others are kept as far as there is room.
  func write(_ files: [ObjectID: FileSymbols], of used: [ObjectID]) {
    let wanted = Set(used)
    let others = files.keys.filter { !wanted.contains($0) }.sorted { $0.hexadecimal < $1.hexadecimal }
    var room = SymbolCache.sizeLimit / 2
    var kept: [(id: ObjectID, symbols: FileSymbols)] = []
    for id in used + others {
      guard let symbols = files[id] else { continue }
      room -= 80 + symbols.definitions.count * 13 + symbols.references.count * 10
      guard room >= 0 else { break }
      kept.append((id, symbols))
    }
    makeFolders()
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return }
    let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { close(descriptor) }
    guard Self.write(SymbolCache.encoded(kept), to: descriptor), rename(temporary, path) == 0 else {
      unlink(temporary)
      return
    }
  }

  private func makeFolders() {
    var end = folder.startIndex
    while end < folder.endIndex {
      end = folder[folder.index(after: end)...].firstIndex(of: "/") ?? folder.endIndex
      _ = mkdir(String(folder[..<end]), 0o700)
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

/// The system's `write`, which the type's own hides.
private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
