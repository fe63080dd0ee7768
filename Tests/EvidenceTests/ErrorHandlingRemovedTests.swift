import Evidence
import SourceText
import Testing

@Suite struct ErrorHandlingRemovedTests {
  static let fires: [(Example, String)] = [
    (Example("a.swift", "-let a = try? load()\n+let a = try! load()"), "`try!` replaces error handling"),
    (Example("a.swift", "-do { try f() } catch { log(error) }\n+try! f()"), "`try!` replaces error handling"),
    (Example("a.swift", "-guard let b = a as? B else { return }\n+let b = a as! B"), "`as!` replaces a checked cast"),
    (
      Example("a.swift", "-guard let x = y else { return }\n-use(x)\n+use(y!)"),
      "A forced unwrap replaces handling of nil"
    ),
    (Example("a.swift", "-use(y ?? z)\n+use(y!.count)"), "A forced unwrap replaces handling of nil"),
    (Example("src/a.rs", "-    let x = f()?;\n+    let x = f().unwrap();"), "`unwrap` replaces `?`"),
    (
      Example("a.go", "-x, err := f()\n-if err != nil {\n-\treturn err\n-}\n+x, _ := f()"),
      "Error check removed, the call stays"
    ),
    (
      Example("a.go", "-if err := f(); err != nil {\n-\treturn err\n-}\n+_ = f()"),
      "Error check removed, the call stays"
    ),
    (Example("a.swift", "+do { try f() } catch {}"), "Empty error handler"),
    (Example("a.ts", "+} catch (e) {\n+}"), "Empty error handler"),
    (Example("a.ts", "+p.catch(() => {})"), "Empty error handler"),
    (Example("A.java", "+} catch (IOException e) { }"), "Empty error handler"),
    (Example("A.java", "+} catch (IgnoredException e) { }"), "Empty error handler"),
    (Example("a.py", " try:\n+    f()\n+except:\n+    pass"), "Empty error handler"),
    (Example("a.py", "+except Exception as e: pass"), "Empty error handler"),
  ]

  static let quiet = [
    Example("a.swift", "+let a = try! load()"),
    Example("a.swift", "-let a = try! load()\n+let b = try! load()"),
    Example("a.swift", "-let a = try load()\n+let a = try reload()"),
    Example("Tests/ATests.swift", "-let a = try load()\n+let a = try! load()"),
    Example("a.swift", "-if let a { f(a) }\n+if !b, a != c { f(\"no!\") }"),
    Example("a.swift", "-guard let x = y else { return }\n context\n+use(z!)"),
    Example("src/a.rs", "-let x = f()?;\n+let x = f().unwrap_or(0);"),
    Example("a.go", "-if err != nil {\n+if err != nil && x {\n+_ = f()"),
    Example("a.go", "-if err != nil {\n-}\n+for _, x := range xs() {"),
    Example("a.ts", "+} catch (e) {\n+  // the file may be missing\n+}"),
    Example("a.ts", "+} catch { /* optional */ }"),
    Example("A.java", "+} catch (IOException ignored) {\n+}"),
    Example("A.kt", "+} catch (_: IOException) {\n+}"),
    Example("a.ts", "+open(x).catch(() => {}) // nobody waits for it"),
    Example("a.py", "+# The module may be missing.\n+except Exception:\n+    pass"),
    Example("a.rb", "+  @catch = {}"),
    Example(
      "src/a.rs", "-let x = f()?;\n+let x = match f() { Ok(x) => x, Err(e) => return d.take().unwrap().fail(e) };"),
    Example("src/a.rs", "-Err(e) => panic!(e),\n+match f().unwrap() {"),
    Example("examples/a.rs", "-    let x = f()?;\n+    let x = f().unwrap();"),
    Example("vendor/a.js", "+} catch (e) {}"),
    Example("A.kt", "+} catch (expected: IOException) { }"),
    Example("a.ts", "-} catch (e) {}\n+} catch (error) {}"),
    Example("a.ts", "-  } catch (e) {\n-  }\n+} catch (e) {\n+}"),
    Example("a.py", "+except ImportError:\n+    pass"),
    Example("a.py", "+except Exception:\n+    raise"),
    Example("a.py", "+except:\n+    pass  # the reason"),
    Example("a.swift", "+// catch {}\n+let s = \"catch {}\"\n+catch { handle(error) }"),
  ]

  @Test(arguments: fires) func `lost handling is reported`(_ example: Example, _ title: String) throws {
    #expect(try example.findings(of: ErrorHandlingRemoved()).map(\.title) == [title])
  }

  @Test(arguments: quiet) func `code that handles errors otherwise is left alone`(_ example: Example) throws {
    #expect(try example.findings(of: ErrorHandlingRemoved()).isEmpty)
  }
}
