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

  const wording = window.registryWords;
  const page = wording && one("#page") && JSON.parse(one("#page").textContent);
  if (page) updates.push(() => {
    for (const [place, spans] of Object.entries(page.places)) card(one(`.card[data-place="${place}"]`), at(spans));
    gap(one(".verdict"), at(page.gap));
    const svg = one(".timeline");
    if (svg) mark(svg);
  });

  function card(node, [, status, head, points, notes, verified]) {
    const headline = wording.words[head];
    const [details, caveats] = [points, notes].map((places) => places.map((place) => wording.words[place]));
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
    const [a, b] = wording.shorts;
    const field = (name) => one(`[data-field="${name}"]`, node);
    field("kind").textContent = kind ? wording.kinds[kind] : "neither";
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
      cell.hidden = Boolean(kind) && !counts[`/${kind}`];
      fill(cell, counts[`${family}/${kind}`] ?? 0, kind !== "aligned" && family && kind);
    }
    for (const head of all("th[data-kind]", matrix)) head.hidden = !counts[`/${head.dataset.kind}`];
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

  // two days of a pair compared: the gaps that opened and closed in between, by act

  const runs = window.registryRuns;
  const compare = one("[data-compare]");
  if (runs && compare) {
    compare.addEventListener("change", balance);
    compare.addEventListener("submit", (event) => event.preventDefault());
    updates.push(balance);
  }

  function balance() {
    const [first, last] = [compare.elements.first.value, compare.elements.last.value];
    const list = one("[data-turns]");
    if (!isDay(first) || !isDay(last) || last < first) {
      one("[data-balance]").textContent = "Choose a first day and a later last day.";
      list.replaceChildren();
      return;
    }
    const stood = (on) => runs.runs.filter(([, , since, until]) => since <= on && (!until || on < until)).length;
    const opened = runs.runs.filter(([, , since]) => first < since && since <= last);
    const closed = runs.runs.filter(([, , , until]) => until && first < until && until <= last);
    one("[data-balance]").textContent = `${stood(first)} stood on ${first}; ${opened.length} opened, ${closed.length} closed; ${stood(last)} stand on ${last}.`;
    const turns = new Map();
    for (const [gaps, what, when, by] of [[opened, "opened", 2, 4], [closed, "closed", 3, 5]]) {
      for (const run of gaps) for (const act of run[by].length ? run[by] : [-1]) {
        const turn = `${run[when]} ${act}`;
        if (!turns.has(turn)) turns.set(turn, { opened: [], closed: [] });
        turns.get(turn)[what].push(run);
      }
    }
    list.replaceChildren(...[...turns].sort(([a], [b]) => (a < b ? 1 : -1)).map(([turn, by]) => turned(turn, by)));
    all("a", list).forEach(carry);
  }

  function turned(turn, by) {
    const day = turn.slice(0, 10);
    const [act, place, title] = runs.acts[turn.slice(11)] ?? [];
    const item = element("li", "");
    const body = element("span", "");
    if (act) body.append(linked(`act/${act}.html`, title)); else body.append("No act: the record begins, or a text of another day shows it");
    for (const what of ["opened", "closed"]) if (by[what].length) {
      const line = element("span", `${what} ${by[what].length}: `, "quiet broad");
      by[what].forEach(([id, kind], at) => line.append(at ? ", " : "", linked(`substance/${id}.html`, runs.names[id]), ` (${runs.kinds[kind]})`));
      body.append(line);
    }
    item.append(element("span", day, "date nowrap"), element("span", place ?? "", "place"), body);
    return item;
  }

  function linked(path, text) {
    const link = element("a", text);
    link.setAttribute("href", root + path);
    return link;
  }

  // search: the table of the resolver; what is typed is found by the surest way that leads anywhere

  // The form is of no use without the script, so the script makes it.
  one("header .bar").insertAdjacentHTML("beforeend", `<form class="search" role="search">
    <label for="search">Search</label>
    <input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="Name, 名称, CAS number, citation" aria-controls="found" aria-describedby="found-count">
    <p id="found-count" class="quiet" role="status"></p>
    <ul id="found" class="found" hidden></ul>
  </form>`);
  const search = one("#search");
  const found = one("#found");
  const LIMIT = 12;
  const resolver = window.registrySearch ?? { entries: [], keys: {}, around: [], exchanged: {}, titles: [], words: {}, idle: [], laws: [], isomers: [], sounds: [], shortened: [], readings: {}, spelt: [] };
  const { entries, keys } = resolver;
  const names = Object.keys(keys);
  const STRENGTH = /(?<![a-z0-9-])[0-9]+(?:[.,][0-9]+)?\s*(?:mg|mcg|ug|g|kg|ml|iu|%)(?![a-z])/g;
  const LABEL = /^\s*(?:(?:cas|dea|drug|code|number|no|nr|rn|registry)[ .:#-]*)+(?=[0-9])/i;
  const CHINESE = /[\u3400-\u9fff]/;
  const own = (map, name) => (Object.hasOwn(map, name) ? map[name] : undefined);
  const held = (name) => own(keys, name);

  /** Names that differ in case, width, primes, dashes or spaces are one to the search. */
  const key = (text) => [...text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "")].map((letter) => own(resolver.exchanged, letter) ?? letter).join("");
  const short = (text) => resolver.shortened.reduce((name, [long, brief]) => name.replaceAll(long, brief), text);

  /** By a name, a number or a title. */
  const exact = (typed) => held(key(typed)) ?? held(key(typed.replace(LABEL, "").replace(/\bfed(?:\.|eral)? ?reg(?:\.|ister)?/i, "FR")));

  /** A salt, an isomer or a product: words are taken off until what is left has a name. */
  function formed(typed) {
    const bracketed = typed.match(/^(.+?)\s*[(（[]([^()（）[\]]+)[)）\]]\s*$/);
    const twice = bracketed && (exact(bracketed[1]) ?? exact(bracketed[2]));
    if (twice) return twice;
    const plain = typed.toLowerCase().replace(STRENGTH, " ").replace(/\b(?:as|of|for|the|salt)\b/g, " ");
    return apart(key(plain)) ?? apart(key(plain.replace(/\b(?:dl|d|l)-/g, " "))) ?? isomer(key(typed)) ?? held(key(typed).replace(/s$/, "")) ?? abbreviated(typed);
  }

  function apart(whole) {
    let text = whole;
    for (let off = text; off; ) {
      off = resolver.around.find((word) => text.length > word.length && text.endsWith(word));
      const first = off ? undefined : resolver.around.find((word) => text.length > word.length && text.startsWith(word));
      text = off ? text.slice(0, -off.length) : text.slice(first?.length ?? 0);
      off ??= first;
      const base = off && (held(text) ?? isomer(text));
      if (base) return base.map(([place, note]) => [place, note ?? `a form of ${entries[place][1]}`]);
    }
    return undefined;
  }

  function abbreviated(typed) {
    const wanted = short(key(typed));
    const name = names.find((each) => short(each) === wanted);
    return name && keys[name];
  }

  function isomer(text) {
    for (const group of resolver.isomers) for (const prefix of group.map(key)) {
      const rest = text.slice(prefix.length);
      if (!text.startsWith(prefix) || rest.length < (CHINESE.test(rest) ? 2 : 4)) continue;
      const named = group.map((other) => held(key(other) + rest)).find(Boolean);
      if (named) return named;
      const base = held(rest)?.filter(([place]) => entries[place][3] === "substance");
      if (base?.length) return base.map(([place]) => [place, `an isomer of ${entries[place][1]}`]);
    }
    return undefined;
  }

  /** A family, a class, a list or an act in other words: turned, singular, with a jurisdiction. */
  function titled(typed) {
    const words = bag(typed);
    if (!words.size) return undefined;
    const name = (set) => [...set].sort().join(" ");
    const whole = resolver.titles.find(([title]) => title === name(words));
    if (whole) return whole[1];
    const number = typed.match(/(?:announcement|公告)\D*([0-9]+)|第([0-9]+)号/i);
    if (number) {
      const acts = entries.flatMap((entry, place) => (entry[3] === "act" && entry[2].includes(`第${number[1] ?? number[2]}号`) ? [[place]] : []));
      if (acts.length) return acts;
    }
    for (const [wording, law] of resolver.laws) {
      const theirs = wording.split(" ");
      if (!theirs.every((word) => words.has(word))) continue;
      const left = name([...words].filter((word) => !theirs.includes(word) && word !== "class" && word !== "family"));
      const there = resolver.titles.filter(([title]) => left && (title === left || title.split(" ").filter((word) => !theirs.includes(word)).join(" ") === left));
      const hits = there.flatMap(([, leads]) => leads).filter(([place]) => entries[place][0].includes(`/${law}/`) || entries[place][0].includes(`/${law}-`));
      if (hits.length) return hits;
    }
    const plain = CHINESE.test(typed) && key(typed).replace(/(?:物质|化合物|药物|化学品|类)+$/, "");
    return plain ? held(plain) ?? held(`${plain}类`) : undefined;
  }

  /** The words of a title, in the singular, numerals as numbers, without idle ones. */
  function bag(text) {
    const parts = text.normalize("NFKC").toLowerCase().replaceAll("目录", " ").replace(/第?([一二三四五1-5])类/g, (_, number) => ` ${"一二三四五"[number - 1] ?? number}类 `).match(/[a-z]+|[0-9]+|[\u3400-\u9fff]+/g) ?? [];
    const plain = parts.filter((word) => !resolver.idle.includes(word)).map((word) => own(resolver.words, word) ?? word);
    return new Set(plain.map((word) => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word)).filter((word) => !resolver.idle.includes(word)));
  }

  /** What begins with the letters typed so far, the shortest first; then titles with such a word. */
  function begun(typed) {
    const wanted = key(typed);
    const starts = names.filter((name) => name.startsWith(wanted)).sort((a, b) => a.length - b.length);
    const word = (title) => (CHINESE.test(wanted) ? key(title).includes(wanted) : title.split(/[\s·/-]+/).some((part) => key(part).startsWith(wanted)));
    const holds = wanted.length < 2 ? [] : entries.flatMap((entry, place) => (word(entry[1]) || word(entry[2]) ? [[place]] : []));
    return [...starts.flatMap((name) => keys[name]), ...holds];
  }

  /** The names that differ by a slip or two, the nearest first; numbers are never guessed at. */
  function misspelt(typed) {
    const wanted = heard(key(typed));
    const near = [];
    const digits = wanted.replace(/\D/g, "");
    if (CHINESE.test(wanted) ? wanted.length < 3 : wanted.length < 6 || /^[0-9]+$/.test(wanted)) return [];
    for (const spelt of resolver.spelt) {
      const name = key(spelt);
      const slips = initials(typed) === initials(spelt) ? slipsTo(wanted, name, digits) : undefined;
      if (slips !== undefined) near.push([slips, name]);
    }
    const best = Math.min(...near.map(([slips]) => slips));
    const hits = near.filter(([slips]) => slips === best).flatMap(([, name]) => keys[name]);
    return hits.filter(([place]) => !["act", "list"].includes(entries[place][3])).map(([place]) => [place, "spelt otherwise"]);
  }

  /** The first letter of each word: a prefix of chemistry is no slip ("etoni-", "metoni-"). */
  const initials = (text) => (CHINESE.test(text) ? "" : text.toLowerCase().split(/[ -]+/).map((word) => heard(word)[0]).join(""));

  /** How many slips lie between; nothing where they are too many. */
  function slipsTo(wanted, name, digits) {
    if (CHINESE.test(wanted)) {
      if (name.length !== wanted.length) return undefined;
      const other = [...wanted].map((letter, at) => [letter, name[at]]).filter(([a, b]) => a !== b);
      const alike = other.length === 1 && own(resolver.readings, other[0][0]) !== undefined && own(resolver.readings, other[0][0]) === own(resolver.readings, other[0][1]);
      return alike ? 1 : undefined;
    }
    if (Math.abs(name.length - wanted.length) > 2 || name.replace(/\D/g, "") !== digits) return undefined;
    const sound = heard(name);
    if (sound[0] !== wanted[0]) return undefined;
    const most = wanted.length >= 10 || [...sound].sort().join("") === [...wanted].sort().join("") ? 2 : 1;
    const slips = distance(wanted, sound, most);
    return slips <= most ? slips : undefined;
  }

  /** Letters that are written for one another are one. */
  const heard = (text) => resolver.sounds.reduce((name, [written, other]) => name.replaceAll(written, other), text).replace(/^x/, "z");

  /** Letters written wrongly, left out, added or exchanged with the next. */
  function distance(a, b, most) {
    let earlier = [];
    let row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i += 1) {
      const last = row;
      row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], earlier[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      earlier = last;
    }
    return row[b.length];
  }

  /** Each page once: what is meant exactly, else a form or a title, then what begins so, else a slip. */
  function ranked(typed) {
    if (!key(typed)) return [];
    const sure = exact(typed) ?? formed(typed) ?? titled(typed) ?? [];
    const some = sure.length && key(typed).length < 4 ? sure : [...sure, ...begun(typed)];
    const hits = some.length ? some : misspelt(typed);
    const once = new Map();
    for (const [place, note] of hits) if (!once.has(place)) once.set(place, note);
    return [...once].map(([place, note]) => [entries[place], note]);
  }

  function suggest() {
    const hits = ranked(search.value);
    found.hidden = !search.value.trim();
    found.replaceChildren(...hits.slice(0, LIMIT).map(hit));
    if (!hits.length) found.append(element("li", "Nothing in this record. That says nothing about the law.", "none"));
    one("#found-count").textContent = search.value.trim() ? `${hits.length} found` : "";
    all("a", found).forEach(carry);
  }

  function hit([[path, title, shown, what], note]) {
    const link = element("a", "");
    link.setAttribute("href", root + path);
    const words = [what === "substance" ? "" : what, note, shown].filter(Boolean).join(" · ");
    link.append(element("b", title), element("span", words));
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
