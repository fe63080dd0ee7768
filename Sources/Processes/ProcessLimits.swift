/// What a child, and each process that it starts, may use up.
package struct ProcessLimits: Hashable, Sendable {
  /// Seconds of processor time of one process.
  package var processorSeconds: Int

  /// Bytes of address space of one process; nil for no bound.
  package var memory: Int?

  /// Processes of this user at the same time; the kernel does not count root's.
  package var processes: Int

  /// Bytes of the largest file that may be written.
  package var fileSize: Int

  /// Files that one process may hold open.
  package var openFiles: Int

  /// The bounds for a build or a test run, unless the user sets others.
  ///
  /// A compiler front end takes 2.5 GB of memory on large packages, and reserves several times that.
  package init(
    processorSeconds: Int = 3_600, memory: Int? = 16 << 30, processes: Int = 4_096, fileSize: Int = 4 << 30,
    openFiles: Int = 4_096
  ) {
    self.processorSeconds = processorSeconds
    self.memory = memory
    self.processes = processes
    self.fileSize = fileSize
    self.openFiles = openFiles
  }
}
