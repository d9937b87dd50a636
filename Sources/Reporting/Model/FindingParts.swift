import Platform

/// Writes some findings of a file to an output. One thread uses it.
protocol FindingWriter: AnyObject {
  func write(_ findings: Range<Int>, of file: any ReportedFile)
}

/// The findings of a file in parts: where there are many, each thread writes its part to memory, and the parts are put
/// in order. What is written is the same for any number of threads.
struct FindingParts {
  /// Findings in a part: a thread is worth starting for them, and what waits in memory stays small.
  private static let size = 4096

  private let findings: Range<Int>
  private let file: any ReportedFile
  private let threads: Int

  init(_ findings: Range<Int>, of file: any ReportedFile) {
    (self.findings, self.file) = (findings, file)
    let parts = (findings.count + FindingParts.size - 1) / FindingParts.size
    threads = min(SystemThread.count(most: parts), parts)
  }

  /// - Parameter writer: makes what writes to an output; for each thread one.
  func write(to output: Output, _ writer: (Output) -> any FindingWriter) {
    let own = writer(output)
    let others = (1..<max(threads, 1)).compactMap { _ in file.copyForThread().map { Worker($0, writer) } }
    guard !others.isEmpty else { return own.write(findings, of: file) }
    var start = findings.lowerBound
    func next() -> Range<Int> {
      let part = start..<min(start + FindingParts.size, findings.upperBound)
      start = part.upperBound
      return part
    }
    while start < findings.upperBound {
      let part = next()
      let running = others.map { worker in
        worker.part = next()
        // Where the system has no thread left, the part is written here.
        return (worker, worker.part.isEmpty ? nil : SystemThread { worker.run() })
      }
      own.write(part, of: file)
      for (worker, thread) in running {
        if let thread { thread.join() } else { worker.run() }
        worker.put(to: output)
      }
    }
  }

  /// One thread's writer. Only that thread uses it from its start until it has been joined.
  private final class Worker: @unchecked Sendable {
    var part = 0..<0
    private let file: any ReportedFile
    private let buffer: MemoryOutput
    private let writer: any FindingWriter

    init(_ file: any ReportedFile, _ writer: (Output) -> any FindingWriter) {
      self.file = file
      buffer = MemoryOutput()
      self.writer = writer(buffer.text)
    }

    func run() {
      writer.write(part, of: file)
      buffer.text.flush()
    }

    func put(to output: Output) {
      output.put(buffer.bytes)
      buffer.clear()
    }
  }
}
