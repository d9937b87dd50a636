import CICU

/// A regular expression of ICU's dialect that gives up on a text after a time limit.
public final class Pattern {
  /// What a search came to.
  public enum Outcome: Sendable { case found, notFound, tooSlow, failed }

  /// A pattern that is not one; `offset` counts UTF-16 units from 0, nil where ICU gives none.
  public struct SyntaxError: Error, Equatable { public var offset: Int? }

  private let expression: OpaquePointer

  /// - Parameters:
  ///   - pattern: in the syntax of ICU's regular expressions (UTS 18 level 1).
  ///   - timeLimit: how long one search may take, in milliseconds, approximately.
  public init(_ pattern: String, timeLimit: Int) throws(SyntaxError) {
    var pattern = pattern
    var offset: Int32 = -1
    let opened = pattern.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cicu_regex_open($0.baseAddress ?? emptyText, $0.count, Int32(clamping: timeLimit), &offset)
      }
    }
    guard let opened else { throw SyntaxError(offset: offset < 0 ? nil : Int(offset)) }
    expression = opened
  }

  deinit { cicu_regex_close(expression) }

  /// Searches for the pattern anywhere in UTF-8 text; bytes that are not UTF-8 count as U+FFFD.
  public func search(_ text: UnsafeRawBufferPointer) -> Outcome {
    let answer = text.withMemoryRebound(to: CChar.self) {
      cicu_regex_find(expression, $0.baseAddress ?? emptyText, $0.count)
    }
    switch answer {
    case 1: return .found
    case 0: return .notFound
    case -1: return .tooSlow
    default: return .failed
    }
  }
}

/// The address of an empty text, for C functions that require one. Nothing writes to it, and it is never freed.
nonisolated(unsafe) let emptyText: UnsafePointer<CChar> = {
  let text = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
  text.initialize(to: 0)
  return UnsafePointer(text)
}()
