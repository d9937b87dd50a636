import Platform
import Testing

@Suite struct SubprocessTests {
  private func text(_ result: Subprocess.Result?) -> String? {
    result.map { String(decoding: $0.output, as: UTF8.self) }
  }

  @Test("captures standard output and the exit status")
  func output() throws {
    let result = try Subprocess.run(["/bin/sh", "-c", "printf one; exit 3"])
    #expect(text(result) == "one")
    #expect(result.map { $0.status >> 8 } == 3)
    #expect(try #require(result).peakMemory > 0)
  }

  @Test("arguments arrive as they are", arguments: ["", "a b", "'\"$HOME\\", "ü\n"])
  func arguments(_ argument: String) throws {
    #expect(text(try Subprocess.run(["/bin/sh", "-c", "printf %s \"$1\"", "sh", argument])) == argument)
  }

  @Test("searches PATH, and returns nil if there is no such program")
  func missing() throws {
    #expect(text(try Subprocess.run(["sh", "-c", "printf found"])) == "found")
    #expect(text(try Subprocess.run(["/nowhere/no-such-program"])) == nil)
  }

  @Test("added variables replace those of the same name, and the others are inherited")
  func environment() throws {
    let words = ["/bin/sh", "-c", "printf '%s|%s' \"$BATCHLINT_TEST\" \"$PATH\""]
    let path = String(cString: getenv("PATH"))
    #expect(text(try Subprocess.run(words, environment: ["BATCHLINT_TEST": "a=b"])) == "a=b|\(path)")
    #expect(text(try Subprocess.run(words, environment: ["PATH": "/other"])) == "|/other")
  }

  @Test("standard error is merged with the output, or discarded")
  func errors() throws {
    let words = ["/bin/sh", "-c", "printf out; printf err >&2"]
    #expect(text(try Subprocess.run(words, errors: .mergedWithOutput)) == "outerr")
    #expect(text(try Subprocess.run(words, errors: .discarded)) == "out")
    #expect(text(try Subprocess.run(words, output: .discarded, errors: .discarded)) == "")
  }

  @Test("output up to the limit is accepted, and one byte more is an error")
  func limit() throws {
    let words = ["/bin/sh", "-c", "head -c 100000 /dev/zero"]
    #expect(try Subprocess.run(words, limit: 100_000)?.output.count == 100_000)
    #expect(throws: Subprocess.Failure.tooMuchOutput) { try Subprocess.run(words, limit: 99_999) }
  }

  @Test("a program gets the default signal handling")
  func signals() throws {
    signal(SIGPIPE, SIG_IGN)
    let result = try Subprocess.run(["/bin/sh", "-c", "kill -PIPE $$; printf alive"])
    #expect(result.map { $0.status & 0x7F } == SIGPIPE)
  }

  @Test("programs of several threads do not hold each other's pipes open")
  func parallel() throws {
    let threads = (0..<8).compactMap { _ in
      SystemThread { for _ in 0..<20 { _ = try? Subprocess.run(["/bin/sh", "-c", "printf x"]) } }
    }
    for thread in threads { thread.join() }
    #expect(text(try Subprocess.run(["/bin/sh", "-c", "printf x"])) == "x")
  }
}
