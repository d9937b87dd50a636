import Linting
import Migration

/// The part of the HTML report about a probe: its verdicts, how long the sign-ins took, and how the run went. A chart's
/// numbers are in a table after it.
struct ProbePage {
  let output: Output
  /// Of the rules that have findings.
  let severities: [String: Severity]

  /// - Parameter number: distinguishes the probes of a page.
  func write(_ facts: ProbeFacts, of path: String, number: Int) {
    let digest = ProbeDigest(facts)
    output.put(
      "<section aria-labelledby=\"probe\(number)\">\n<h2 id=\"probe\(number)\">Sign-ins of \(text(path))</h2>\n")
    output.put("<p>At \(text(ProbeText.place(facts))). \(text(ProbeText.extent(facts, digest)))</p>\n")
    writeVerdicts(digest)
    write(ProbeText.servers(facts), by: "Server")
    write(ProbeText.domains(facts), by: "Domain")
    writeTimes(facts, digest)
    writeCourse(facts)
    output.put("</section>\n")
  }

  private func text(_ text: String) -> String { HTMLPage.escaped(PlainText.plain(text)) }

  private func writeVerdicts(_ digest: ProbeDigest) {
    output.put(
      """
      <table class="wide">\n<thead><tr><th scope="col">Rows</th><th scope="col"><span \
      class="hidden">Share</span></th><th scope="col">Verdict</th><th scope="col">What it means</th></tr></thead>\n\
      <tbody>\n
      """
    )
    let most = digest.verdicts.first?.rows ?? 1
    for verdict in digest.verdicts {
      let isGood = verdict.name == "ok"
      let style = isGood ? "clean" : severities[verdict.name]?.rawValue ?? ""
      let more =
        isGood
        ? ""
        : """
         <a href="\(RuleRegistry.pageURL(verdict.name))" rel="noreferrer">More<span class="hidden"> on \
        \(verdict.name)</span></a>
        """
      output.put(
        """
        <tr><td class="number">\(grouped(verdict.rows))</td><td><span class="bar \(style)" aria-hidden="true"><span \
        style="width: \(verdict.rows * 100 / most)%"></span></span></td>
        """
      )
      output.put(
        """
        <td><span class="tag \
        \(style)">\(verdict.name)</span></td><td>\(text(ProbeText.meaning(verdict.name)))\(more)</td></tr>\n
        """
      )
    }
    output.put("</tbody>\n</table>\n")
  }

  private static let mostGroups = 10

  /// How many rows of each group there are and opened; a long list is folded.
  private func write(_ groups: [ProbeText.Group], by head: String) {
    guard !groups.isEmpty else { return }
    output.put("<h3>By \(head.lowercased())</h3>\n")
    let isLong = groups.count > ProbePage.mostGroups
    if isLong { output.put("<details><summary>\(counted(groups.count, head.lowercased()))</summary>\n") }
    output.put(
      """
      <table class="wide">\n<thead><tr><th scope="col">Rows</th><th scope="col"><span \
      class="hidden">Share that opened</span></th><th scope="col">\(head)</th><th scope="col">Opened</th></tr></thead>\n\
      <tbody>\n
      """
    )
    for group in groups {
      let share = group.rows > 0 ? group.opened * 100 / group.rows : 0
      output.put(
        """
        <tr><td class="number">\(grouped(group.rows))</td><td><span class="bar clean" aria-hidden="true"><span \
        style="width: \(share)%"></span></span></td><td>\(text(group.name))</td><td>\(grouped(group.opened)) of \
        \(grouped(group.rows)) opened</td></tr>\n
        """
      )
    }
    output.put("</tbody>\n</table>\n\(isLong ? "</details>\n" : "")")
  }

  private static let legend =
    """
    <p class="note"><span class="info" aria-hidden="true">■</span> opened <span class="error" \
    aria-hidden="true">■</span> did not open
    """

  /// The shares' times, and a histogram; what is slower than 99 % of all has one bar.
  private func writeTimes(_ facts: ProbeFacts, _ digest: ProbeDigest) {
    guard let slowest = digest.times.last, let usual = digest.time(ofShare: 99) else { return }
    output.put("<h3>How long the server took to answer</h3>\n<dl>\n")
    for share in ProbeDigest.shares {
      output.put("<div><dt>\(share) % within</dt><dd>\(ProbeText.time(digest.time(ofShare: share) ?? 0))</dd></div>\n")
    }
    let last = facts.attempts.first { $0.milliseconds == slowest }?.row ?? 0
    output.put("<div><dt>slowest, row \(grouped(last))</dt><dd>\(ProbeText.time(slowest))</dd></div>\n</dl>\n")
    let bins = HistogramBins(upTo: usual, most: 24)
    let hasMore = slowest >= bins.count * bins.width
    var opened = Array(repeating: 0, count: bins.count + (hasMore ? 1 : 0))
    var failed = opened
    for attempt in facts.attempts {
      guard let time = attempt.milliseconds else { continue }
      let bar = min(time / bins.width, bins.count)
      if attempt.isGood { opened[bar] += 1 } else { failed[bar] += 1 }
    }
    let end = ProbeText.time(bins.count * bins.width)
    let half = ProbeText.time(digest.time(ofShare: 50) ?? 0)
    writeChart(
      [BarChart.Part(style: "info", heights: opened), BarChart.Part(style: "error", heights: failed)],
      label:
        """
        Histogram of the sign-in times: half within \(half), the slowest \(ProbeText.time(slowest)). The numbers are \
        in the table behind it.
        """,
      note: { "\(ProbePage.legend); the highest bar: \(counted($0, "row"))</p>" }, from: "0",
      to: hasMore ? "over \(end)" : end)
    let rows = opened.indices.map { bar in
      let from = ProbeText.time(bar * bins.width)
      return [
        bar == bins.count ? "\(from) and more" : "\(from) to \(ProbeText.time((bar + 1) * bins.width))",
        grouped(opened[bar]), grouped(failed[bar]),
      ]
    }
    writeTable(["Sign-in time", "Opened", "Did not open"], rows.filter { $0[1] != "0" || $0[2] != "0" })
  }

  /// How many rows were tried in each slice of the run, and how long their sign-ins took.
  private func writeCourse(_ facts: ProbeFacts) {
    let dated = facts.attempts.filter { $0.startedAt != nil }
    guard dated.count > 1, let last = dated.map({ $0.startedAt! }).max() else { return }
    let bins = HistogramBins(upTo: max(last, facts.duration), most: 60)
    var opened = Array(repeating: 0, count: bins.count)
    var failed = opened
    var times: [[Int]] = Array(repeating: [], count: bins.count)
    for attempt in dated {
      let slice = attempt.startedAt! / bins.width
      if attempt.isGood { opened[slice] += 1 } else { failed[slice] += 1 }
      if let time = attempt.milliseconds { times[slice].append(time) }
    }
    let middles = times.map { times in times.isEmpty ? nil : times.sorted()[(times.count - 1) / 2] }
    let end = ProbeText.time(bins.count * bins.width)
    output.put("<h3>How the run went</h3>\n")
    writeChart(
      [BarChart.Part(style: "info", heights: opened), BarChart.Part(style: "error", heights: failed)],
      label: "Rows tried in each \(ProbeText.time(bins.width)) of the run. The numbers are in the table behind it.",
      note: { "\(ProbePage.legend); each bar \(ProbeText.time(bins.width)), the highest: \(counted($0, "row"))</p>" },
      from: "0", to: end)
    if middles.contains(where: { $0 ?? 0 > 0 }) {
      writeChart(
        [BarChart.Part(style: "info", heights: middles.map { $0 ?? 0 })],
        label:
          """
          The median sign-in time in each \(ProbeText.time(bins.width)) of the run. The numbers are in the table \
          behind it.
          """,
        note: { "<p class=\"note\">the median sign-in time; the highest: \(ProbeText.time($0))</p>" }, from: "0",
        to: end)
    }
    let rows = opened.indices.map { slice in
      [
        ProbeText.time(slice * bins.width), grouped(opened[slice]), grouped(failed[slice]),
        middles[slice].map(ProbeText.time) ?? "–",
      ]
    }
    writeTable(["From", "Opened", "Did not open", "Median sign-in time"], rows.filter { $0[1] != "0" || $0[2] != "0" })
  }

  /// - Parameter note: the line above it, made from the height of the highest bar.
  private func writeChart(_ parts: [BarChart.Part], label: String, note: (Int) -> String, from: String, to: String) {
    let chart = BarChart(parts: parts)
    output.put(
      """
      \(note(chart.highest))\n<div class="chart">\(chart.svg(label: label))\n<p class="scale" \
      aria-hidden="true"><span>\(from)</span><span>\(to)</span></p></div>\n
      """
    )
  }

  private func writeTable(_ heads: [String], _ rows: [[String]]) {
    output.put("<details><summary>As a table</summary>\n<table>\n<thead><tr>")
    for head in heads { output.put("<th scope=\"col\">\(head)</th>") }
    output.put("</tr></thead>\n<tbody>\n")
    for row in rows {
      output.put("<tr><th scope=\"row\">\(row[0])</th>\(row.dropFirst().map { "<td>\($0)</td>" }.joined())</tr>\n")
    }
    output.put("</tbody>\n</table>\n</details>\n")
  }
}
