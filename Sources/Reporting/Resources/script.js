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
    li.append(element("p", "place", d[0] + ":" + d[1] + (d[2] ? ":" + d[2] : "")), head);
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
