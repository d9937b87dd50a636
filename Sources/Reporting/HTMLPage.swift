import Migration

/// The fixed parts of the HTML report.
enum HTMLPage {
  /// Text that means nothing to HTML.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
      "\"", with: "&quot;")
  }

  static let style = """
    :root { color-scheme: light dark; --back: #fff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --panel: #f6f8fa; --error: #b3261e; --warning: #8a5a00; --info: #0b5cad; --clean: #1a7f37; --mark: #fff1b8; }
    @media (prefers-color-scheme: dark) { :root { --back: #0f1419; --text: #e6edf3; --soft: #9aa4af; --line: #30363d; --panel: #171c23; --error: #ff8a80; --warning: #f0b849; --info: #7cb7ff; --clean: #5fd38d; --mark: #5a4a00; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 76rem; padding: 1rem; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.1rem; margin: 0; color: var(--soft); }
    h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
    h3 { font-size: 1rem; margin: 1.5rem 0 .3rem; }
    a { color: var(--info); }
    .verdict { font-size: 1.6rem; font-weight: 600; margin: .2rem 0 1rem; }
    .error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); } .clean { color: var(--clean); }
    table { border-collapse: collapse; width: 100%; display: block; overflow-x: auto; }
    th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    .bar { display: block; width: 6rem; height: .6rem; margin-top: .5rem; background: var(--line); border-radius: .3rem; overflow: hidden; }
    .bar span { display: block; print-color-adjust: exact; height: 100%; min-width: 2px; background: currentColor; }
    .tag { font-weight: 600; }
    button, input, select { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: .4rem; padding: .3rem .6rem; }
    button.rule { border: 0; padding: 0; background: none; color: var(--info); text-decoration: underline; cursor: pointer; }
    :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; }
    .controls { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; margin: .5rem 0 1rem; }
    .controls label { display: grid; font-size: .85rem; color: var(--soft); }
    .controls input[type=search] { min-width: min(20rem, 80vw); }
    ol { list-style: none; margin: 0; padding: 0; }
    li { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; margin: 0 0 .6rem; background: var(--panel); overflow-wrap: anywhere; }
    li p { margin: 0; }
    li .place { color: var(--soft); font-size: .9rem; }
    pre { margin: .4rem 0 0; overflow-x: auto; font: .9rem/1.4 ui-monospace, monospace; unicode-bidi: plaintext; }
    mark { background: var(--mark); color: inherit; border-bottom: 2px solid currentColor; }
    dl { display: flex; flex-wrap: wrap; gap: .4rem 1.6rem; margin: .4rem 0; }
    dt { color: var(--soft); font-size: .85rem; }
    dd { margin: 0; font-size: 1.2rem; font-variant-numeric: tabular-nums; }
    .note { margin: .6rem 0 .2rem; color: var(--soft); font-size: .9rem; }
    .chart { break-inside: avoid; }
    .chart svg { display: block; width: 100%; height: 9rem; background: var(--panel); border-bottom: 1px solid var(--soft); }
    .chart rect { fill: currentColor; }
    .scale { display: flex; justify-content: space-between; margin: .1rem 0 .6rem; color: var(--soft); font-size: .85rem; }
    details { margin: .3rem 0 1rem; }
    summary { cursor: pointer; color: var(--info); min-height: 1.5rem; }
    details table { width: auto; }
    details td { text-align: right; font-variant-numeric: tabular-nums; }
    details th { font-weight: normal; }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    footer { color: var(--soft); font-size: .85rem; margin-top: 2rem; }
    @media (max-width: 44rem) {
      .wide thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
      .wide, .wide tbody { display: block; }
      .wide tr { display: flex; flex-wrap: wrap; gap: 0 .6rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
      .wide td { border: 0; padding: 0; }
      .wide td:nth-child(2) { order: 4; flex-basis: 100%; }
      .wide td:last-child { order: 5; flex-basis: 100%; }
      .bar { width: 100%; height: .3rem; }
      button.rule { min-height: 1.5rem; }
    }
    @media print { .controls, #more { display: none; } li { break-inside: avoid; background: none; } body { max-width: none; } }

    """

  static let list = """
    <section aria-labelledby="findings" id="list" hidden>
    <h2 id="findings">Findings</h2>
    <div class="controls">
    <label>Search<input type="search" id="search" autocomplete="off"></label>
    <label>Severity<select id="severity"><option value="">all</option><option>error</option><option>warning</option><option>info</option></select></label>
    <label>Rule<select id="rule"><option value="">all</option></select></label>
    </div>
    <p id="count" role="status" aria-live="polite"></p>
    <ol id="items"></ol>
    <button type="button" id="more" hidden>Show more</button>
    </section>
    <noscript><p>The list of findings needs JavaScript, which this page brings itself; it asks nothing of any server.</p></noscript>

    """

  /// Fields of a finding: path, line, column, severity, rule, message, row before, at and behind the place, fix.
  static let script = """
    "use strict";
    (() => {
      const data = JSON.parse(document.getElementById("data").textContent);
      const find = id => document.getElementById(id);
      if (!data.length) return;
      find("list").hidden = false;
      const page = 100;
      let matches = data, shown = 0;
      for (const rule of [...new Set(data.map(d => d[4]))].sort()) {
        const option = document.createElement("option");
        option.textContent = rule;
        find("rule").append(option);
      }
      const element = (name, className, text) => {
        const node = document.createElement(name);
        if (className) node.className = className;
        if (text) node.textContent = text;
        return node;
      };
      const item = d => {
        const li = element("li");
        const head = element("p");
        head.append(element("span", "tag " + d[3], d[3]), " ", d[5], " ", element("code", "", "[" + d[4] + "]"));
        li.append(element("p", "place", d[0] + ":" + d[1] + ":" + d[2]), head);
        if (d[6] || d[7] || d[8]) {
          const row = element("pre");
          row.tabIndex = 0;
          row.setAttribute("role", "group");
          row.setAttribute("aria-label", "The row");
          row.append(d[6], element("mark", "", d[7] || " "), d[8]);
          li.append(row);
        }
        if (d[9]) li.append(element("p", "place", d[9]));
        return li;
      };
      const more = () => {
        const part = document.createDocumentFragment();
        for (const d of matches.slice(shown, shown + page)) part.append(item(d));
        find("items").append(part);
        shown = Math.min(shown + page, matches.length);
        find("more").hidden = shown >= matches.length;
        find("count").textContent = matches.length === 0 ? "Nothing matches." : shown + " of " + matches.length + " shown";
      };
      const filter = () => {
        const words = find("search").value.toLowerCase(), severity = find("severity").value, rule = find("rule").value;
        matches = data.filter(d => (!severity || d[3] === severity) && (!rule || d[4] === rule)
          && (!words || (d[0] + ":" + d[1] + " " + d[4] + " " + d[5] + " " + d[6] + d[7] + d[8]).toLowerCase().includes(words)));
        shown = 0;
        find("items").replaceChildren();
        more();
      };
      let timer;
      find("search").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(filter, 120); });
      find("severity").addEventListener("change", filter);
      find("rule").addEventListener("change", filter);
      find("more").addEventListener("click", more);
      for (const button of document.querySelectorAll("button.rule")) {
        button.addEventListener("click", () => {
          find("rule").value = button.dataset.rule;
          filter();
          find("findings").scrollIntoView();
          find("rule").focus({ preventScroll: true });
        });
      }
      addEventListener("beforeprint", () => { while (shown < Math.min(matches.length, 2000)) more(); });
      more();
    })();

    """
}
