import Linting
import Migration

/// One self-contained page: the result, what to fix first, the findings with filter and search. It makes no requests,
/// which its policy forbids. It contains the findings as data and draws them in pages, so that it opens fast with very
/// many.
final class HTMLReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  @exclusivity(unchecked) private var ruleCounts = RuleCounts()
  private var probes: [(path: String, facts: ProbeFacts)] = []
  @exclusivity(unchecked) private var isFirst = true

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() {
    output.put(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src \
      'unsafe-inline'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>batchlint report</title>
      <style>

      """)
    output.put(HTMLPage.style)
    output.put("</style>\n</head>\n<body>\n<script type=\"application/json\" id=\"data\">[")
  }

  func report(_ file: any ReportedFile, shown: Int) {
    ruleCounts.add(file)
    if let facts = file.facts.probe { probes.append((file.path, facts)) }
    let first = isFirst ? 0 : nil
    FindingParts(0..<shown, of: file).write(to: output) { HTMLFindings($0, first: first) }
    if shown > 0 { isFirst = false }
  }

  func end(_ summary: Summary) {
    output.put("\n]</script>\n<header>\n<h1>batchlint</h1>\n")
    let worst = summary.errors > 0 ? "error" : summary.warnings > 0 ? "warning" : summary.infos > 0 ? "info" : "clean"
    output.put("<p class=\"verdict \(worst)\" role=\"status\">\(HTMLPage.escaped(Verdict.text(summary)))</p>\n")
    if summary.shown < summary.findings {
      output.put(
        "<p>\(grouped(summary.findings - summary.shown)) findings are counted but not listed (--max-findings).</p>\n")
    }
    output.put("</header>\n<main>\n")
    let rules = ruleCounts.sorted
    let page = ProbePage(
      output: output, severities: Dictionary(uniqueKeysWithValues: rules.map { ($0.rule.name, $0.severity) }))
    for (index, probe) in probes.enumerated() { page.write(probe.facts, of: probe.path, number: index + 1) }
    if !rules.isEmpty { putRules(rules) }
    output.put(HTMLPage.list)
    output.put(
      """
      </main>\n<footer><p>Created by batchlint \(HTMLPage.escaped(options.version)). Values that may be secret are shown \
      as \(Excerpt.mask).</p></footer>\n<script>\n
      """
    )
    output.put(HTMLPage.script)
    output.put("</script>\n</body>\n</html>\n")
  }

  /// What to fix first: errors before warnings, the most frequent first.
  private func putRules(_ rules: [RuleCounts.Entry]) {
    output.put(
      """
      <section aria-labelledby="rules">\n<h2 id="rules">What to fix first</h2>\n<table class="wide">\n<thead><tr><th \
      scope="col">Count</th><th scope="col"><span class="hidden">Share</span></th><th scope="col">Severity</th><th \
      scope="col">Rule</th><th scope="col">How to fix it</th></tr></thead>\n<tbody>\n
      """
    )
    let most = rules.map(\.count).max() ?? 1
    for entry in rules {
      let rule = entry.rule.name
      let help = RuleRegistry.rules[entry.rule.index].info.help
      output.put(
        """
        <tr><td class="number">\(grouped(entry.count))</td><td class="share"><span class="bar \
        \(entry.severity.rawValue)" aria-hidden="true"><span style="width: \
        \(entry.count * 100 / most)%"></span></span></td><td><span class="tag \
        \(entry.severity.rawValue)">\(entry.severity.rawValue)</span></td>
        """
      )
      output.put(
        """
        <td><button type="button" class="rule" data-rule="\(rule)">\(rule)</button></td><td>\(HTMLPage.escaped(help)) \
        <a href="\(RuleRegistry.pageURL(rule))" rel="noreferrer">More<span class="hidden"> on \
        \(rule)</span></a></td></tr>\n
        """
      )
    }
    output.put("</tbody>\n</table>\n</section>\n")
  }
}
