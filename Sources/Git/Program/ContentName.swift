internal import Crypto
internal import SourceText

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension ObjectID {
  /// The name that git gives a file's content: the hash of `blob`, its length, a NUL and the bytes.
  ///
  /// - Parameter length: digits of a name in the repository: 40 (SHA-1) or 64 (SHA-256).
  init(ofBlob content: [UInt8], length: Int) throws(SourceTextError) {
    try self.init(of: "blob", content: content, length: length)
  }

  /// The name that git gives an object: the hash of its kind, its length, a NUL and the bytes.
  init(of kind: String, content: [UInt8], length: Int) throws(SourceTextError) {
    let header = Array("\(kind) \(content.count)".utf8) + [0]
    func digits(_ function: some HashFunction) -> String {
      var function = function
      function.update(data: header)
      function.update(data: content)
      return function.finalize().map { byte in
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0\(digits)" : digits
      }.joined()
    }
    try self.init(length == 64 ? digits(SHA256()) : digits(Insecure.SHA1()))
  }
}
