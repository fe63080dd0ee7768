internal import SourceText

/// Keeps backups as files in the folder of a journal, for places where no repository is.
struct FolderBackup: BackupStore {
  private let folder: PrivateFolder

  init(_ folder: PrivateFolder) { self.folder = folder }

  var name: String { Self.name }
  static let name = "folder"
  static let prefix = "backup-"

  func keep(_ files: [BackupFile], for run: RunID) async throws -> String {
    let name = Self.prefix + run.string
    do {
      let kept = try folder.folder(name)
      // Equal contents are one file.
      var known: Set<ContentHash> = []
      for file in files where known.insert(file.hash).inserted { try kept.write(file.bytes, as: file.hash.hexadecimal) }
      try kept.descriptor.synchronize()
      try folder.descriptor.synchronize()
    } catch {
      try? folder.removeFolder(name)
      throw (error as? SystemFault)?.error("write the backup", "\(folder.path)/\(name)") ?? error
    }
    return run.string
  }

  func contents(of files: [RelativePath: String], in backup: String) async throws -> [RelativePath: [UInt8]] {
    guard !files.isEmpty, let run = RunID(backup) else { return [:] }
    var contents: [RelativePath: [UInt8]] = [:]
    do {
      let kept = try folder.existingFolder(Self.prefix + run.string)
      for (path, hash) in files where hash.utf8.allSatisfy({ $0 != UInt8(ascii: "/") }) {
        contents[path] = try kept.content(of: hash, limit: .max - 1)
      }
    } catch let fault as SystemFault {
      if fault.isAbsence { return [:] }
      throw fault.error("read the backup", "\(folder.path)/\(Self.prefix)\(run)")
    }
    return contents
  }

  func forget(_ run: RunID, isAbandoned: Bool) async throws {
    do {
      try folder.removeFolder(Self.prefix + run.string)
    } catch let fault as SystemFault {
      throw fault.error("remove the backup", "\(folder.path)/\(Self.prefix)\(run)")
    }
  }
}
