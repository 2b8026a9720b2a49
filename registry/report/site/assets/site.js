// Search, another day, filters. Everything a page says stands in it already, for the day it was
// made for; this script only reads the data beside the page and never asks anybody else.
"use strict";
(() => {
  const { root, on: built } = document.body.dataset;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const asked = new URLSearchParams(location.search);
  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(Date.parse(text));
  let day = isDay(asked.get("on")) ? asked.get("on") : built;

  /** The span that holds on the day asked for: the last that has begun. */
  const at = (spans) => spans.findLast(([first]) => first <= day);

  // the day

  const input = one("#on");
  const updates = [];

  function show() {
    all("[data-day]").forEach((node) => { node.textContent = day; });
    all("[data-verified]").forEach((node) => { node.hidden = day <= node.dataset.verified; });
    const back = one("[data-reset]");
    if (back) back.hidden = day === built;
    if (input) input.value = day;
    for (const update of updates) update();
    all("a[href]").forEach(carry);
  }

  /** Links inside the site keep the day, and where the script runs, the filter they name. */
  function carry(link) {
    const href = link.getAttribute("href");
    if (!/\.html(?:[?#]|$)/.test(href) || /^[a-z]+:/i.test(href)) return;
    const [path, hash] = href.split("#");
    const query = new URLSearchParams(link.dataset.link ?? path.split("?")[1] ?? "");
    query.delete("on");
    if (day !== built) query.set("on", day);
    const text = query.toString();
    const end = hash && !link.dataset.link ? `#${hash}` : "";
    link.setAttribute("href", path.split("?")[0] + (text ? `?${text}` : "") + end);
  }

  function choose(next) {
    if (!isDay(next)) return;
    day = next;
    const query = new URLSearchParams(location.search);
    if (day === built) query.delete("on"); else query.set("on", day);
    remember(query);
    show();
  }

  function remember(query) {
    const text = query.toString();
    try { history.replaceState(null, "", location.pathname + (text ? `?${text}` : "") + location.hash); } catch { /* some browsers forbid it from disk */ }
  }

  input?.addEventListener("change", () => choose(input.value));
  one("[data-reset]")?.addEventListener("click", () => choose(built));

  // lines that stand, and lines of other days

  for (const table of all("[data-stays]")) {
    const rows = all("tr[data-since]", table);
    updates.push(() => {
      const places = { true: one("tbody.standing", table), false: one("tbody.other", table) };
      let standing = 0;
      for (const row of rows) {
        const { since, until } = row.dataset;
        const stands = since <= day && (!until || day < until);
        standing += stands;
        places[stands].append(row);
      }
      const count = one("[data-standing]");
      if (count) count.textContent = standing;
    });
  }

  // one substance

  const page = one("#page") && JSON.parse(one("#page").textContent);
  if (page) updates.push(() => {
    for (const [place, spans] of Object.entries(page.places)) card(one(`.card[data-place="${place}"]`), at(spans));
    gap(one(".verdict"), at(page.gap));
    const svg = one(".timeline");
    if (svg) mark(svg);
  });

  function card(node, [, status, headline, details, caveats, verified]) {
    node.className = `card ${status}`;
    const cut = headline.lastIndexOf(" ");
    one(".headline", node).replaceChildren(`${headline.slice(0, cut + 1)}`, element("span", headline.slice(cut + 1), "nowrap"));
    const beyond = one(".beyond", node);
    beyond.dataset.verified = verified;
    beyond.hidden = day <= verified;
    one(".through", beyond).textContent = verified;
    one(".details", node).replaceChildren(...details.map((text) => element("li", text)));
    one(".caveats", node).replaceChildren(...caveats.map((text) => element("li", text)));
  }

  function gap(node, [, kind, since, lag]) {
    const [a, b] = page.shorts;
    const field = (name) => one(`[data-field="${name}"]`, node);
    field("kind").textContent = kind ? page.kinds[kind] : "neither";
    field("kind").className = `kind kind-${kind ?? "neither"}`;
    field("since").textContent = since ?? "";
    field("lag").textContent = lag === null ? "" : `; ${b} ${Math.abs(lag)} days ${lag < 0 ? "before" : "after"} ${a}`;
  }

  function mark(svg) {
    const [first, last, now] = [svg.dataset.first, svg.dataset.last, day].map(Date.parse);
    const share = `${100 * Math.min(Math.max((now - first) / (last - first), 0), 1)}%`;
    const line = one("#now");
    line.setAttribute("x1", share);
    line.setAttribute("x2", share);
  }

  function element(name, text, className = "") {
    const node = document.createElement(name);
    node.textContent = text;
    node.className = className;
    return node;
  }

  // the matrix and the table of all substances

  const data = window.registrySpans;
  const words = { "not-listed": "not listed", undetermined: "undetermined" };
  const level = (count) => (count === 0 ? 0 : count < 5 ? 1 : count < 15 ? 2 : count < 40 ? 3 : 4);

  const matrix = one(".matrix");
  if (matrix && data) updates.push(() => {
    const counts = {};
    const add = (...keys) => keys.forEach((key) => { counts[key] = (counts[key] ?? 0) + 1; });
    for (const [family, gaps] of Object.values(data.rows)) {
      const kind = at(gaps)[1];
      if (kind) add(`${family}/${kind}`, `${family}/`, `/${kind}`, "/"); else add("neither");
    }
    for (const cell of all("td", matrix)) {
      const { family = "", kind = "" } = cell.dataset;
      fill(cell, counts[`${family}/${kind}`] ?? 0, kind !== "aligned" && family && kind);
    }
    one("[data-neither]").textContent = counts.neither ?? 0;
  });

  function fill(cell, count, coloured) {
    const link = one("a", cell);
    (link ?? cell).textContent = count;
    link?.setAttribute("aria-label", link.getAttribute("aria-label").replace(/\d+$/, count));
    cell.classList.toggle("zero", count === 0);
    if (coloured) cell.className = `level-${level(count)}${count ? "" : " zero"}`;
  }

  const table = one("table.substances");
  const filters = one("[data-filters]");
  if (table && data) {
    const names = Object.fromEntries(all("#kind option").map((option) => [option.value, option.textContent]));
    updates.push(() => {
      for (const row of all("tr[data-id]", table)) answer(row, data.rows[row.dataset.id], names);
      filter();
    });
    for (const name of ["family", "kind"]) {
      const select = filters.elements[name];
      if ([...select.options].some((option) => option.value === asked.get(name))) select.value = asked.get(name);
      select.addEventListener("change", filter);
    }
  }

  function answer(row, [, gaps, ...sides], names) {
    data.places.forEach((place, index) => {
      const [, status, lists] = at(sides[index]);
      const cell = one(`[data-place="${place}"]`, row);
      cell.textContent = words[status] ?? lists;
      cell.className = status;
    });
    const kind = at(gaps)[1] ?? "neither";
    row.dataset.kind = kind;
    const cell = one("[data-gap]", row);
    cell.textContent = names[kind];
    cell.className = `kind kind-${kind}`;
  }

  function filter() {
    const family = filters.elements.family.value;
    const kind = filters.elements.kind.value;
    const wanted = (row) => !kind || row.dataset.kind === kind || (kind === "gap" && !["aligned", "neither"].includes(row.dataset.kind));
    let shown = 0;
    for (const body of all("tbody", table)) {
      let here = 0;
      for (const row of all("tr[data-id]", body)) {
        row.hidden = !wanted(row) || Boolean(family && body.dataset.family !== family);
        here += !row.hidden;
      }
      body.hidden = !here;
      shown += here;
    }
    one("[data-shown]").textContent = shown;
    const query = new URLSearchParams(location.search);
    for (const [name, value] of [["family", family], ["kind", kind]]) if (value) query.set(name, value); else query.delete(name);
    remember(query);
  }

  // search

  const search = one("#search");
  const found = one("#found");
  const LIMIT = 12;
  /** Names that differ in case, width, primes, dashes or spaces are one to the search. */
  const key = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s\p{P}\u2032\u2033]+/gu, "");
  let index;

  function ranked(typed) {
    index ??= (window.registrySearch ?? []).map((entry) => [entry, [entry[1], entry[2], ...entry[4]].map(key)]);
    const wanted = key(typed);
    if (!wanted) return [];
    const rank = (keys) => Math.min(...keys.map((text) => (text === wanted ? 0 : text.startsWith(wanted) ? 1 : text.includes(wanted) ? 2 : 9)));
    // What is meant exactly comes first; then substances before lists before acts, as the index has them.
    const kinds = { substance: 1, list: 2, act: 3 };
    return index.map(([entry, keys], place) => [rank(keys), place, entry])
      .filter(([score]) => score < 9)
      .map(([score, place, entry]) => [score && kinds[entry[3]], score, place, entry])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).map((hit) => hit[3]);
  }

  function suggest() {
    const hits = ranked(search.value);
    found.hidden = !search.value.trim();
    found.replaceChildren(...hits.slice(0, LIMIT).map(hit));
    if (!hits.length) found.append(element("li", "Nothing in this record. That says nothing about the law.", "none"));
    one("#found-count").textContent = search.value.trim() ? `${hits.length} found` : "";
    all("a", found).forEach(carry);
  }

  function hit([path, title, shown, what]) {
    const link = element("a", "");
    link.setAttribute("href", root + path);
    link.append(element("b", title), element("span", what === "substance" ? shown : [what, shown].filter(Boolean).join(" · ")));
    const item = element("li", "");
    item.append(link);
    return item;
  }

  search.addEventListener("input", suggest);
  search.addEventListener("focus", suggest);
  search.form.addEventListener("submit", (event) => { event.preventDefault(); one("a", found)?.click(); });
  search.form.addEventListener("keydown", (event) => {
    const stops = [search, ...all("a", found)];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { found.hidden = true; search.focus(); found.hidden = true; }
    if (!step || found.hidden) return;
    event.preventDefault();
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
  });
  document.addEventListener("click", (event) => { if (!search.form.contains(event.target)) found.hidden = true; });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(?:INPUT|SELECT)$/.test(document.activeElement.tagName)) { event.preventDefault(); search.focus(); }
  });

  all(".without-script").forEach((node) => { node.hidden = true; });
  all(".needs-script").forEach((node) => { node.hidden = false; });
  show();
})();
