#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The journal of one run: a file of records that only grows, each on the disk before the step that it announces.
struct RunJournal: ~Copyable {
  /// What the file holds, in order; without a last line that was torn.
  private(set) var records: [JournalRecord] = []

  /// Whether a record could be neither written for certain nor taken back: what the file says is then not known.
  private(set) var isUncertain = false

  /// Bytes of whole records.
  private var length = 0

  private let file: OwnedDescriptor
  private let path: String

  private init(_ file: consuming OwnedDescriptor, _ path: String) {
    self.file = file
    self.path = path
  }

  /// Starts the journal of a new run.
  static func created(for run: RunID, in folder: PrivateFolder) throws(EditingError) -> RunJournal {
    let journal = try at(run, in: folder, O_CREAT | O_EXCL)
    do {
      try folder.descriptor.synchronize()
    } catch {
      throw error.error("write", folder.path)
    }
    return journal
  }

  /// Opens the journal of an earlier run.
  ///
  /// - Throws: `EditingError` when it cannot be read, or when a record before the last is damaged.
  static func opened(for run: RunID, in folder: PrivateFolder) throws(EditingError) -> RunJournal {
    var journal = try at(run, in: folder, 0)
    try journal.read()
    return journal
  }

  /// The name of the file for a run.
  static func name(of run: RunID) -> String { "\(run).jsonl" }

  /// The run that a file name stands for; nil for other files.
  static func run(ofFile name: String) -> RunID? {
    name.hasSuffix(".jsonl") ? RunID(name.dropLast(6)) : nil
  }

  /// The intent; nil when the run ended before it was written, and so before anything was touched.
  var intent: JournalRecord.Intent? {
    for case .intent(let intent) in records { return intent }
    return nil
  }

  /// Whether a new start has nothing to do for the run.
  var isFinished: Bool {
    switch records.last {
    case .done, .restored: true
    case nil, .begun, .intent, .restoring, .forgetting: false
    }
  }

  /// The store that the run's backup is in, or may be in; nil when the run ended before it kept anything.
  var store: String? {
    if let intent { return intent.store }
    for case .begun(let store) in records { return store }
    return nil
  }

  /// Whether the run had touched nothing, or shall not be taken back any more: what is left of it is thrown away.
  var isDisposable: Bool { intent == nil || records.last == .forgetting }

  /// Adds a record; it lies on the disk when this returns.
  ///
  /// - Throws: `EditingError`; the record is then taken back if that is possible.
  mutating func append(_ record: JournalRecord) throws(EditingError) {
    let line = record.line
    do {
      try file.write(line)
      try file.synchronize()
    } catch {
      do {
        try cut()
      } catch {
        isUncertain = true
      }
      throw error.error("write", path)
    }
    length += line.count
    records.append(record)
  }

  private mutating func read() throws(EditingError) {
    let bytes: [UInt8]
    do throws(SystemFault) {
      guard let content = try file.content(limit: 256 << 20, expecting: 4096) else { throw SystemFault(code: EFBIG) }
      bytes = content
    } catch {
      throw error.error("read", path)
    }
    while let end = bytes[length...].firstIndex(of: UInt8(ascii: "\n")) {
      guard let record = JournalRecord(bytes[length..<end]) else {
        throw EditingError(
          .inputOutput, "the journal \(quoted(path)) is damaged at byte \(length); see what it names, then move it away"
        )
      }
      records.append(record)
      length = end + 1
    }
    // What follows was never finished, and the step that it announces never taken.
    if length < bytes.count { try cut() }
  }

  /// Takes back what stands behind the whole records.
  private func cut() throws(EditingError) {
    do {
      try uninterrupted { ftruncate(file.number, off_t(length)) }
      try file.synchronize()
    } catch {
      throw error.error("shorten", path)
    }
  }

  private static func at(
    _ run: RunID, in folder: PrivateFolder, _ flags: Int32
  ) throws(EditingError) -> RunJournal {
    do {
      let file = try folder.descriptor.opened(name(of: run), O_RDWR | O_APPEND | flags, mode: 0o600)
      return RunJournal(file, "\(folder.path)/\(name(of: run))")
    } catch {
      throw error.error("open", "\(folder.path)/\(name(of: run))")
    }
  }
}
