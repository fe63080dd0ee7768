import SourceText
import Testing

@Suite struct ContentHashTests {
  /// The examples of FIPS 180-4 and of NIST's secure hashing test vectors.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func `a hash is the published SHA-256`(text: String, digest: String) {
    #expect(ContentHash(of: text).hexadecimal == digest)
  }

  @Test(arguments: [
    ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="), ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
  ])
  func `a hash in base64 is the one of content security policies`(text: String, digest: String) {
    #expect(ContentHash(of: text).base64 == digest)
  }

  @Test func `a million letters have the published SHA-256`() {
    let hash = ContentHash(of: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
    #expect(hash.description == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `lists of fields do not run together`() {
    let lists = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], ["1:a"], ["a", "1:a"], []]
    #expect(Set(lists.map { ContentHash(ofFields: $0) }).count == lists.count)
    #expect(ContentHash(ofFields: ["a"]) == ContentHash(of: "1:a"))
  }
}
