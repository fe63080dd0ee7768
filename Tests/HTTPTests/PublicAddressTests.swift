import CLibcurlShims
import Foundation
import HTTP
import TestSupport
import Testing

/// Requests that may reach the public internet only.
struct PublicAddressTests {
  @Test(arguments: [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.255", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
  ])
  func `an IPv4 address of a special purpose is not public`(text: String) { #expect(!Self.isPublic(text)) }

  @Test(arguments: [
    "::", "::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1",
    "2001:10::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1",
    "ff02::1",
  ])
  func `an IPv6 address of a special purpose is not public`(text: String) { #expect(!Self.isPublic(text)) }

  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1", "192.0.1.1", "198.17.0.1",
    "223.255.255.255", "2001:4860:4860::8888", "2606:4700::1111", "2a00:1450::1",
  ])
  func `an ordinary address is public`(text: String) { #expect(Self.isPublic(text)) }

  @Test(.timeLimit(.minutes(1)), arguments: ["127.0.0.1", "localhost"])
  func `a request that may reach the public internet only does not reach this machine`(host: String) async throws {
    let server = try LoopbackServer([.response(200, body: Array("here".utf8))])
    let client = HTTPClient()
    var request = HTTPRequest(.get, "http://\(host):\(server.port)/")
    #expect(try await client.send(request).status == 200)
    request.isPublicOnly = true
    // With a client of its own, since a connection that is open already is not looked at again.
    await #expect(throws: HTTPError.self) { try await HTTPClient().send(request) }
    #expect(server.requests.count == 1)
  }

  private static func isPublic(_ text: String) -> Bool {
    if text.contains(":") {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      #expect(inet_pton(AF_INET6, text, &address.sin6_addr) == 1)
      return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { fulcrum_is_public_address($0) == 1 }
      }
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    #expect(inet_pton(AF_INET, text, &address.sin_addr) == 1)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { fulcrum_is_public_address($0) == 1 }
    }
  }
}
