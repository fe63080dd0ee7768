#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Reads and writes that a signal does not end early.
enum SystemCall {
  /// The number of bytes read; 0 at the end, -1 with `errno` set.
  static func read(_ descriptor: Int32, into buffer: inout [UInt8]) -> Int {
    repeated {
      buffer.withUnsafeMutableBytes { bytes in
        #if canImport(Darwin)
          Darwin.read(descriptor, bytes.baseAddress, bytes.count)
        #else
          Glibc.read(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
    }
  }

  /// The number of bytes written, perhaps not all; -1 with `errno` set.
  static func write(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
    repeated {
      bytes.withUnsafeBytes { bytes in
        #if canImport(Darwin)
          Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #else
          Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
    }
  }

  private static func repeated(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }
}
