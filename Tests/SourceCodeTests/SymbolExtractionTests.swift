import SourceText
import Testing

@testable import SourceCode

@Suite struct SymbolExtractionTests {
  private func listed(_ language: Language, _ text: String) -> [String] {
    SymbolExtraction(of: Array(text.utf8), in: language).definitions.map { symbol in
      let container = symbol.container.map { "\($0)." } ?? ""
      return "\(symbol.kind) \(container)\(symbol.name) \(symbol.lines.first)-\(symbol.lines.last)"
    }
  }

  @Test func `Swift`() {
    let text = """
      import struct Foundation.Date

      /// A func in a comment, a "class" in a string.
      public struct Ledger<Entry>: Sendable where Entry: Hashable {
        private(set) var entries: [Entry] = []
        static let word = "func hidden() {}"
        enum State: String {
          case open, closed(Int)
          indirect case other
        }
        init?(_ entries: [Entry]) {
          self.entries = entries
          func inner() {}
        }
        class func make() -> Self? { nil }
        subscript(index: Int) -> Entry { entries[index] }
        func post(amount: Int = { 1 }(), memo: String) async throws -> Int {
          let local = amount
          return local
        }
        static func == (a: Self, b: Self) -> Bool { true }
        var count: Int {
          entries.count
        }
      }
      extension Outer.Inner: P {
        func `a b`() {}
      }
      protocol P: AnyObject {
        associatedtype Item
        var item: Item { get }
        func go(
          a: Int
        ) -> Int
        func stop()
      }
      actor Teller {}
      typealias Amounts = [Int]
      let shared = Teller()
      if let first = shared { print(first) }
      """
    #expect(
      listed(.swift, text) == [
        "structure Ledger 4-25", "variable Ledger.entries 5-5", "variable Ledger.word 6-6",
        "enumeration Ledger.State 7-10", "enumerationCase Ledger.State.open 8-8",
        "enumerationCase Ledger.State.closed 8-8", "enumerationCase Ledger.State.other 9-9", "method Ledger.init 11-14",
        "method Ledger.make 15-15", "method Ledger.subscript 16-16", "method Ledger.post 17-20",
        "method Ledger.== 21-21", "variable Ledger.count 22-24", "extension Outer.Inner 26-28",
        "method Outer.Inner.a b 27-27", "interface P 29-36", "typeAlias P.Item 30-30", "variable P.item 31-31",
        "method P.go 32-34", "method P.stop 35-35", "class Teller 37-37", "typeAlias Amounts 38-38",
        "variable shared 39-39",
      ])
  }

  @Test func `Python`() {
    let text = #"""
      """A module; def nothing(): pass"""
      import os
      LIMIT = 10
      names: list[str] = []

      @decorated
      class Ledger(Base):
          """
          class NotThis:
          """
          kind = "x"

          def __init__(self, a,
                       b=(1, 2)):
              self.a = a
              query = """
      select 1
      """
              def inner(): pass

          async def post(self): return 1

      if True:
          def conditional():
              pass

      def last(): pass
      """#
    #expect(
      listed(.python, text) == [
        "variable LIMIT 3-3", "variable names 4-4", "class Ledger 7-21", "variable Ledger.kind 11-11",
        "method Ledger.__init__ 13-19", "method Ledger.post 21-21", "function conditional 24-25", "function last 27-27",
      ])
  }

  @Test func `JavaScript and TypeScript`() {
    let text = """
      import { type A, b } from './b';
      export default class Ledger extends Base {
        #entries = [];
        static limit: number = 3
        constructor(a) { super(a); if (a) { call(b) } }
        async *post(amount, { memo } = {}) {
          const local = 1;
        }
        get count() { return 1 }
        handler = async (e) => { go(e) };
      }
      export interface Shape { area(): number; name?: string }
      export type Alias = string | number;
      export enum Color { Red, Green = 2 }
      export const make = (a) => {
        const hidden = 1;
      };
      export async function* walk(a) {}
      let x = 1, pattern = /function no() {/;
      namespace N.M { export function inside() {} }
      """
    #expect(
      listed(.javaScript, text) == [
        "class Ledger 2-11", "variable Ledger.entries 3-3", "variable Ledger.limit 4-4",
        "method Ledger.constructor 5-5", "method Ledger.post 6-8", "method Ledger.count 9-9",
        "variable Ledger.handler 10-10", "interface Shape 12-12", "method Shape.area 12-12",
        "variable Shape.name 12-12", "typeAlias Alias 13-13", "enumeration Color 14-14",
        "enumerationCase Color.Red 14-14", "enumerationCase Color.Green 14-14", "variable make 15-17",
        "function walk 18-18", "variable x 19-19", "module N.M 20-20", "function N.M.inside 20-20",
      ])
  }

  @Test func `Go`() {
    let text = """
      package ledger

      import ("fmt")

      const (
        A = iota
        B
      )
      type Ledger struct {
        entries []int
      }
      type (
        Shape interface { Area() int }
        ID string
      )
      func (l *Ledger) Post(amount int) (int, error) {
        f := func() {}
        return 1, nil
      }
      func New[T any](x T) *Ledger { return nil }
      var shared = New(1)
      """
    #expect(
      listed(.go, text) == [
        "variable A 6-6", "variable B 7-7", "structure Ledger 9-11", "interface Shape 13-13", "typeAlias ID 14-14",
        "method Post 16-19", "function New 20-20", "variable shared 21-21",
      ])
  }

  @Test func `Rust`() {
    let text = """
      use std::fmt::Display;
      pub mod deep { pub const fn inside() {} }
      #[derive(Debug)]
      pub struct Ledger<'a> { name: &'a str }
      pub enum State { Open, Closed(u8) }
      impl<'a, T: Display> From<T> for Ledger<'a> where T: 'a {
          fn from(x: T) -> Self { let local = 1; fn no() {} }
      }
      pub trait Shape { const N: usize; fn area(&self) -> f64; fn name(&self) -> String { String::new() } }
      static mut COUNT: u32 = 0;
      type Pair = (u8, u8);
      macro_rules! twice { ($x:expr) => { $x; $x } }
      pub async unsafe fn last(x: impl Shape) {}
      """
    #expect(
      listed(.rust, text) == [
        "module deep 2-2", "function deep.inside 2-2", "structure Ledger 4-4", "enumeration State 5-5",
        "extension Ledger 6-8", "method Ledger.from 7-7", "interface Shape 9-9", "variable Shape.N 9-9",
        "method Shape.area 9-9", "method Shape.name 9-9", "variable COUNT 10-10", "typeAlias Pair 11-11",
        "macro twice 12-12", "function last 13-13",
      ])
  }

  @Test func `C and C++`() {
    let text = """
      #include <stdio.h>
      #define LIMIT(x) \\
        (x + 1)
      struct point { int x, y; };
      typedef struct { int a; } pair;
      typedef int (*callback)(int);
      static int count = compute(3);
      #ifdef A
      static int first(int a) {
      #else
      static int second(int a) {
      #endif
        if (a) { return call(a); }
        return 0;
      }
      extern "C" { int exported(void); }
      namespace deep::down {
      template <class T> class Ledger final : public Base<T> {
       public:
        Ledger(int a) : a_(a) {}
        ~Ledger();
        virtual int post(const std::string& memo) const override { return helper(memo); }
        bool operator==(const Ledger&) const;
       private:
        int a_;
      };
      enum class Color : int { Red };
      using Alias = int;
      int Ledger<int>::post(int x) { for (;;) {} }
      }
      struct point *find(struct point *p, int n);
      EXPORT_SYMBOL(find);
      int main(int argc, char **argv) { int x = foo(1); }
      """
    let symbols = listed(.c, text)
    for expected in [
      "macro LIMIT 2-2", "structure point 4-4", "typeAlias pair 5-5", "typeAlias callback 6-6", "function first 9-9",
      "function second 11-15", "function exported 16-16", "module down 17-30", "class down.Ledger 18-26",
      "method down.Ledger.Ledger 20-20", "method down.Ledger.post 22-22", "enumeration down.Color 27-27",
      "typeAlias down.Alias 28-28", "function down.post 29-29", "function find 31-31", "function main 33-33",
    ] { #expect(symbols.contains(expected), "\(expected) in \(symbols)") }
    for name in ["call", "helper", "EXPORT_SYMBOL", "foo", "compute", "a_", "if", "for"] {
      #expect(!symbols.contains { $0.contains(" \(name) ") || $0.contains(".\(name) ") }, "\(name) in \(symbols)")
    }
  }

  @Test func `Java, Kotlin, C#, Scala and PHP`() {
    let java = """
      package a.b;
      @Service("class X {")
      public abstract class Ledger<T> extends Base implements Shape {
        private final List<String> names = new ArrayList<>(make(1));
        int count;
        public Ledger(int a) { super(a); new Thread() { void no() {} }; }
        @Override public <U> Map<String, U> post(int amount) throws IOException { return call(amount); }
        abstract void open();
        enum State { OPEN(1), CLOSED { int no() { return 1; } } }
        record Pair(int a, int b) {}
      }
      """
    #expect(
      listed(.java, java) == [
        "class Ledger 3-11", "variable Ledger.names 4-4", "variable Ledger.count 5-5", "method Ledger.Ledger 6-6",
        "method Ledger.post 7-7", "method Ledger.open 8-8", "enumeration Ledger.State 9-9", "class Ledger.Pair 10-10",
      ])
    let kotlin = """
      data class Point(val x: Int, val y: Int) {
        companion object { const val ZERO = 0 }
        fun <T> List<T>.post(amount: Int): Int = amount
        val size: Int
          get() = 1
      }
      fun String.shout() = uppercase()
      typealias Names = List<String>
      """
    #expect(
      listed(.kotlin, kotlin) == [
        "class Point 1-6", "variable Point.ZERO 2-2", "method Point.post 3-3", "variable Point.size 4-4",
        "function shout 7-7", "typeAlias Names 8-8",
      ])
    let cSharp = """
      namespace A.B {
        public class Ledger<T> where T : class {
          public int Count { get; set; }
          public async Task<int> Post<U>(int amount) => await Call(amount);
        }
      }
      """
    #expect(
      listed(.cSharp, cSharp) == [
        "module A.B 1-6", "class A.B.Ledger 2-5", "variable A.B.Ledger.Count 3-3", "method A.B.Ledger.Post 4-4",
      ])
    let scala = """
      case class Point(x: Int)
      object Point extends App {
        def make[T](x: T): Point = { val local = 1; new Point(1) }
      }
      """
    #expect(listed(.scala, scala) == ["class Point 1-1", "class Point 2-4", "method Point.make 3-3"])
    let php = """
      <?php
      namespace App\\Models;
      final class Ledger extends Base {
        const LIMIT = 3;
        public function post(int $amount): int { return array_map(function ($x) { return $x; }, []); }
      }
      """
    #expect(
      listed(.php, php) == [
        "module App.Models 2-2", "class Ledger 3-6", "variable Ledger.LIMIT 4-4", "method Ledger.post 5-5",
      ])
  }

  @Test func `Ruby, Elixir and shell`() {
    let ruby = """
      module Bank
        class Ledger < Base
          LIMIT = 3
          def self.make(a) = new(a)
          def empty?
            items.each do |x|
              if x then y end
            end
          end
          private def post(amount)
            amount
          end
        end
      end
      """
    #expect(
      listed(.ruby, ruby) == [
        "module Bank 1-14", "class Bank.Ledger 2-13", "variable Bank.Ledger.LIMIT 3-3", "method Bank.Ledger.make 4-4",
        "method Bank.Ledger.empty? 5-9", "method Bank.Ledger.post 10-12",
      ])
    let elixir = """
      defmodule Bank.Ledger do
        def post(amount), do: amount
        defp check(x) do
          x
        end
      end
      """
    #expect(
      listed(.elixir, elixir) == [
        "module Bank.Ledger 1-6", "function Bank.Ledger.post 2-2", "function Bank.Ledger.check 3-5",
      ])
    let shell = "post() {\n  echo \"no() {\"\n}\nfunction check { :; }\n"
    #expect(listed(.shell, shell) == ["function post 1-3", "function check 4-4"])
  }

  @Test func `a signature is the declaration in one line, without its body`() throws {
    let text = Array(
      """
      @available(macOS 15, *)
      public func post(
        amount: Int,
        memo: String = "a  b"
      ) async throws -> Int {
        1
      }
      let limit = 3
      """.utf8)
    let symbols = SymbolExtraction(of: text, in: .swift).definitions
    #expect(
      symbols.map { $0.signature(in: text) }.first
        == #"public func post( amount: Int, memo: String = "a b" ) async throws -> Int"#)
    #expect(try #require(symbols.first).signature(in: text, limit: 11) == "public func…")
    #expect(symbols.map { String(decoding: text[$0.nameRange], as: UTF8.self) } == ["post", "limit"])
  }

  @Test func `references count what the code uses, and neither strings, comments nor the declaration itself`() {
    let text = "func post() { post(); other.post } // post\nlet a = \"post\"\n"
    let references = SymbolExtraction(of: Array(text.utf8), in: .swift).references
    #expect(references["post"] == 2)
    #expect(references["other"] == 1)
    #expect(references["a"] == nil)
  }

  @Test func `limits are met and said`() {
    var limits = SymbolExtraction.Limits()
    #expect(!SymbolExtraction(of: Array("func a() {}".utf8), in: .swift, limits: limits).isPartial)
    limits.definitions = 2
    let many = Array(String(repeating: "func a() {}\n", count: 9).utf8)
    let few = SymbolExtraction(of: many, in: .swift, limits: limits)
    #expect(few.definitions.count == 2)
    #expect(few.isPartial)
    limits = SymbolExtraction.Limits()
    limits.size = 10
    #expect(SymbolExtraction(of: many, in: .swift, limits: limits).isPartial)
    limits = SymbolExtraction.Limits()
    limits.names = 1
    #expect(SymbolExtraction(of: Array("a b c".utf8), in: .swift, limits: limits).references == ["a": 1])
  }

  @Test(.timeLimit(.minutes(2)), arguments: Language.allCases)
  func `no text takes more than linear time, or a crash`(_ language: Language) {
    let pieces = [
      "{", "}", "(", ")", "<", ">", "case a,", "func ", "class A {", "struct ", "impl ", "def a:\n ", "typedef ",
      "#if\n{", "#else\n", "a::", "`", "\"", "'''", "/*", "namespace a.", "fun <", "const (\n", "end\n", "=", "~", ",",
      "\u{0}", "é", "\t", "=\n", "func a(", "enum E { case ", "defmodule A.",
    ]
    for piece in pieces {
      let text = Array(String(repeating: piece, count: 20_000).utf8)
      _ = SymbolExtraction(of: text, in: language)
    }
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let text = (0..<60).compactMap { _ in pieces.randomElement(using: &generator) }.joined(separator: " ")
      let bytes = Array(text.utf8)
      let extraction = SymbolExtraction(of: bytes, in: language)
      for symbol in extraction.definitions {
        #expect(symbol.lines.first <= symbol.lines.last)
        #expect(bytes.indices.contains(symbol.nameRange.lowerBound) && symbol.nameRange.upperBound <= bytes.count)
        _ = symbol.signature(in: bytes)
      }
    }
  }
}
