internal import CLibgit2
internal import SourceText

extension ObjectID {
  init(_ name: git_oid) throws(GitError) {
    let length = Int(GIT_OID_HEXSZ)
    let digits = withUnsafePointer(to: name) { name in
      String(unsafeUninitializedCapacity: length) { buffer in
        buffer.withMemoryRebound(to: CChar.self) { _ = git_oid_fmt($0.baseAddress, name) }
        return length
      }
    }
    do throws(SourceTextError) {
      try self.init(digits)
    } catch {
      throw GitError(.corrupt, error.description)
    }
  }

  /// The name in libgit2's form; nil for a SHA-256 name, which this libgit2 does not know.
  var libraryName: git_oid? {
    var name = git_oid()
    guard hexadecimal.utf8.count == Int(GIT_OID_HEXSZ), git_oid_fromstr(&name, hexadecimal) == 0 else { return nil }
    return name
  }
}
