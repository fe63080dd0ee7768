import Characterization
import Testing

@testable import TestGeneration

struct SetCoverTests {
  private static func entry(_ regions: UInt64, _ mutants: Set<Int> = [], length: Int = 10) -> SetCover.Entry {
    SetCover.Entry(regions: RegionVector(words: [regions]), mutants: mutants, length: length)
  }

  @Test func `what brings nothing new is left out`() {
    let chosen = SetCover.choose(
      [Self.entry(0b0011), Self.entry(0b0001), Self.entry(0b1100), Self.entry(0b0110)], besides: RegionVector(),
      killed: [])
    #expect(chosen == [0, 2])
  }

  @Test func `of two that bring as much the shorter one stays`() {
    let chosen = SetCover.choose(
      [Self.entry(0b1, length: 30), Self.entry(0b1, length: 20)], besides: RegionVector(), killed: [])
    #expect(chosen == [1])
  }

  @Test func `a mutant that nothing else notices is enough`() {
    let chosen = SetCover.choose(
      [Self.entry(0b1, [1]), Self.entry(0b1, [1, 2]), Self.entry(0, [7])], besides: RegionVector(words: [0b1]),
      killed: [1])
    #expect(chosen == [1, 2])
  }

  @Test func `what later choices made needless goes again`() {
    // The first brings most, and then the two others bring all of it and more.
    let chosen = SetCover.choose(
      [Self.entry(0b0011_1100), Self.entry(0b0000_1111), Self.entry(0b1111_0000)], besides: RegionVector(), killed: [])
    #expect(chosen == [1, 2])
  }

  @Test(arguments: Array(0..<50))
  func `all that can be earned is earned, and everybody is needed`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let entries = (0..<20).map { _ in
      Self.entry(
        random.next() & random.next() & 0xFFFF, Set((0..<3).map { _ in Int(random.next() % 10) }),
        length: Int(random.next() % 50))
    }
    let chosen = SetCover.choose(entries, besides: RegionVector(), killed: [])
    func union(_ indices: some Sequence<Int>) -> (UInt64, Set<Int>) {
      indices.reduce(into: (0, [])) { sum, index in
        sum.0 |= entries[index].regions.words[0]
        sum.1.formUnion(entries[index].mutants)
      }
    }
    #expect(union(chosen) == union(entries.indices))
    for index in chosen { #expect(union(chosen.filter { $0 != index }) != union(chosen)) }
  }
}

/// Numbers that are the same for a seed (Steele and others, 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
