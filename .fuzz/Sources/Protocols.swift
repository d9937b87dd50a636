import CResolver
import Foundation
import IMAP
import Platform

/// Responses are the same in whatever pieces they come, and a reader holds no more than its limit.
func fuzzResponses(_ input: [UInt8]) {
  guard let step = input.first.map({ Int($0 % 16) + 1 }) else { return }
  let bytes = Array(input.dropFirst())
  func read(_ step: Int) -> String {
    var reader = ResponseReader(limit: 512)
    var found: [String] = []
    for start in stride(from: 0, to: bytes.count, by: step) {
      let isBroken = bytes[start..<min(start + step, bytes.count)].withUnsafeBytes { piece in
        var rest = piece
        do throws(ProtocolError) {
          while let response = try reader.next(&rest) { found.append("\(response)") }
          return false
        } catch {
          found.append("\(error)")
          return true
        }
      }
      promise(reader.partial.count <= 512, "\(reader.partial.count) bytes are held")
      if isBroken { break }
    }
    return found.joined(separator: "\n")
  }
  let (whole, pieces) = (read(max(bytes.count, 1)), read(step))
  promise(whole == pieces, "whole: \(whole)\nin pieces of \(step): \(pieces)")
}

/// Whatever a server sends: each request is answered once, and the password is neither kept nor shown.
func fuzzSession(_ input: [UInt8]) {
  guard input.count > 1, input.count < 8_192 else { return }
  let security: Session.Security = [.implicit, .startTLS, .none][Int(input[0] % 3)]
  var limits = Limits()
  (limits.response, limits.responses, limits.octets) = (300, 30, 3_000)
  (limits.responsesBeforeSignIn, limits.octetsBeforeSignIn) = (20, 2_000)
  var conversation = Conversation(security, allowsPlainText: true, limits: limits)
  if security == .implicit { conversation.establishTLS() }
  conversation.signIn("alberta", "Wren-4821")
  conversation.request(.examine(.inbox))
  for piece in input.dropFirst(2).split(separator: 0, omittingEmptySubsequences: false) {
    if piece.isEmpty { conversation.establishTLS() } else { conversation.hear(bytes: Array(piece)) }
  }
  if input[1] & 1 == 0 { conversation.disconnect() } else { conversation.runOutOfTime() }
  conversation.request(.namespace)
  let log = conversation.log
  promise(
    log.count { $0.hasPrefix("opened") } == 1 && conversation.replies.count == 3 && log.contains("close"),
    "not answered once: \(log)")
  let shown = log.filter { !$0.hasPrefix(">") }.joined()
  promise(!shown.contains("Wren-4821") && !shown.contains("V3Jlbi00ODIx"), "shown: \(shown)")
}

/// The events of a stream of messages are the same in whatever pieces it comes.
func fuzzFrames(_ input: [UInt8]) {
  guard let step = input.first.map({ Int($0) + 1 }) else { return }
  let bytes = Array(input.dropFirst())
  func read(_ step: Int) -> [String] {
    var frames = FrameReader()
    var found: [String] = []
    var (offset, end) = (0, 0)
    while end < bytes.count {
      end = min(end + step, bytes.count)
      bytes[..<end].withUnsafeBytes { part in
        while let event = frames.next(part, &offset) {
          switch event {
          case .content(let range):
            promise(range.upperBound <= end && offset <= end, "\(range) of \(end) bytes")
            do {
              found.append("\(try Message(UnsafeRawBufferPointer(rebasing: part[range])))")
            } catch {
              found.append("\(error)")
            }
          case .refused(let problem): found.append(problem)
          }
        }
        promise(offset <= end, "offset \(offset) of \(end)")
      }
    }
    // Members of objects have no order.
    return found.map { $0.count < 40 ? $0 : String($0.prefix(12)) }
  }
  let (whole, pieces) = (read(max(bytes.count, 1)), read(step))
  promise(whole.filter(isMessage) == pieces.filter(isMessage), "whole: \(whole), in pieces of \(step): \(pieces)")
}

private func isMessage(_ event: String) -> Bool { event.hasPrefix("request") || event.hasPrefix("notification") }

/// Records of a DNS answer fit what is there for them.
func fuzzDNS(_ input: [UInt8]) {
  guard let choice = input.first else { return }
  let type = [cresolver_a, cresolver_ns, cresolver_mx, cresolver_aaaa, cresolver_srv][Int(choice % 5)]
  let answer = Array(input.dropFirst())
  var records = [cresolver_record](repeating: cresolver_record(), count: 8)
  var exists: Int32 = 1
  let count = cresolver_parse(answer, Int32(answer.count), Int32(type), &records, 8, &exists)
  promise(count <= 8, "\(count) records")
  for record in records.prefix(Int(max(count, 0))) {
    withUnsafeBytes(of: record.owner) { promise($0.contains(0), "an owner without an end") }
    withUnsafeBytes(of: record.target) { promise($0.contains(0), "a target without an end") }
    promise(record.type == Int32(type), "a record of type \(record.type)")
  }
}
