"use strict";
(() => {
  const ALPHABET = Array.from({ length: 0x7f - 0x21 }, (_, i) => String.fromCharCode(0x21 + i)).filter((c) => !"<&\\".includes(c));
  const VALUES = new Uint8Array(0x7f);
  ALPHABET.forEach((sign, value) => { VALUES[sign.charCodeAt(0)] = value; });
  const BLOCKS_KEPT = 3;
  const LANGUAGE = {
    ja: {
      data: { loading: "読み込み中", error: "エラー" },
      pagination: {
        page_size: "1ページの件数", page_title: "ページを表示", all: "すべて",
        first: "«", first_title: "最初のページ", last: "»", last_title: "最後のページ",
        prev: "前へ", prev_title: "前のページ", next: "次へ", next_title: "次のページ",
      },
    },
  };

  const byId = (id) => document.getElementById(id);
  const summary = JSON.parse(byId("summary").textContent);
  const count = (number) => number.toLocaleString("ja-JP");
  const percent = (share) => `${(share * 100).toFixed(1)}%`;
  const folded = (text) => text.normalize("NFKC").toLowerCase();

  /** Return a new element; strings among the children become text, never HTML. */
  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function button(text, onclick, properties = {}) {
    return make("button", { type: "button", onclick, ...properties }, text);
  }

  /** Return what a data element holds: pairs of signs are 13 bits of a Zstandard frame of UTF-16 JSON. */
  function unpack(name) {
    const element = byId(`data-${name}`);
    const signs = element.textContent;
    const bytes = new Uint8Array(Number(element.dataset.size));
    let bits = 0, held = 0, filled = 0;
    for (let at = 0; at < signs.length; at += 2) {
      bits = (bits << 13) | (VALUES[signs.charCodeAt(at)] * ALPHABET.length + VALUES[signs.charCodeAt(at + 1)]);
      held += 13;
      while (held >= 8 && filled < bytes.length) {
        held -= 8;
        bytes[filled++] = bits >> held;
      }
      bits &= (1 << held) - 1;
    }
    return JSON.parse(new TextDecoder("utf-16le").decode(fzstd.decompress(bytes)));
  }

  const blocks = new Map();
  function details(article) {
    const name = `block-${article.block}`;
    const block = blocks.get(name) ?? unpack(name);
    blocks.delete(name);
    blocks.set(name, block);
    if (blocks.size > BLOCKS_KEPT) blocks.delete(blocks.keys().next().value);
    const first = articles.findIndex((other) => other.block === article.block);
    return { ...block.articles[article.index - first], words: block.words };
  }

  // ---- Charts

  /** Draw a chart. Expressions are interpreted, since the page allows no eval. */
  async function draw(container, spec, onpick) {
    if (!spec) {
      container.replaceChildren(make("p", { className: "quiet" }, "該当するものがありません。"));
      return;
    }
    const runtime = vega.parse(vegaLite.compile(spec).spec, null, { ast: true });
    const view = new vega.View(runtime, { expr: vega.expressionInterpreter, renderer: "svg", container });
    if (onpick) view.addEventListener("click", (_, item) => { if (item?.datum) onpick(item.datum); });
    await view.runAsync();
  }

  async function drawAll() {
    // Three months need no bars as wide as the page.
    for (const name of ["monthly", "investments-count", "investments-amount"]) {
      byId(`chart-${name}`).style.maxWidth = `${4 + 6 * (summary.monthly?.data.values.length ?? 10)}rem`;
    }
    const jobs = [[byId("chart-monthly"), summary.monthly]];
    for (const [key, spec] of Object.entries(summary.rankings)) {
      jobs.push([byId(`chart-${key}`), spec, (datum) => restrict(key, datum[summary.filters[key]])]);
    }
    jobs.push([byId("chart-investments-count"), summary.investments.count]);
    if (summary.converted_to) jobs.push([byId("chart-investments-amount"), summary.investments.amount]);
    document.querySelectorAll("#keyword-trends .chart").forEach((container, at) => jobs.push([container, summary.trends[at].chart]));
    for (const job of jobs) {
      await draw(...job);
      // The page stays responsive between two charts.
      await new Promise((resolve) => { setTimeout(resolve); });
    }
    document.body.dataset.charts = "drawn";
  }

  // ---- Overview and trends

  function showNumbers() {
    const entries = Object.entries(summary.overview);
    byId("numbers").append(...entries.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));
  }

  function showTrends() {
    if (!summary.monthly) byId("trends").append(make("p", { className: "note" }, "日付がわからないため、推移は示せません。"));
    const none = make("p", { className: "quiet" }, "偶然と区別できるほどの増減はありません。");
    byId("keyword-trends").append(...(summary.trends.length ? summary.trends.map(trendFigure) : [none]));
  }

  function trendFigure(trend) {
    const rising = trend.after > trend.before;
    const change = make("span", {}, `${rising ? "▲" : "▼"} ${percent(trend.before)} → ${percent(trend.after)}`);
    const caption = make("figcaption", {}, make("b", {}, trend.keyword), " ", change);
    return make("figure", { className: rising ? "rising" : "falling" }, caption, make("div", { className: "chart" }));
  }

  /** Put the numbers of the charts under them as tables, whose names can be picked by keyboard too. */
  function showRankings() {
    for (const [key, spec] of Object.entries(summary.rankings)) {
      if (!spec) continue;
      const rows = spec.data.values.map((value) => make("tr", {},
        make("td", {}, button(value[summary.filters[key]], () => restrict(key, value[summary.filters[key]]), { className: "open" })),
        make("td", { className: "number" }, count(value.記事))));
      const table = make("table", {}, make("tbody", {}, ...rows));
      byId(`chart-${key}`).after(make("details", {}, make("summary", {}, "表で見る・絞り込む"), make("div", { className: "wide" }, table)));
    }
  }

  // ---- Tables

  let articles = [];
  let table;
  const filters = new Map();

  function newTable(container, columns, data, options) {
    const made = new Tabulator(container, {
      // Its own resizing also renders all rows anew when they scroll into view, and the focus is lost.
      autoResize: false,
      data, columns, layout: "fitColumns", responsiveLayout: "hide", locale: "ja", langs: LANGUAGE,
      pagination: true, paginationSize: 25, paginationSizeSelector: [25, 50, 100, 200], placeholder: "該当するものがありません。",
      columnDefaults: { headerSortTristate: false, vertAlign: "top", formatter: (cell) => plain(cell.getValue()) },
      ...options,
    });
    made.on("tableBuilt", () => sortableByKeyboard(container));
    let waiting;
    window.addEventListener("resize", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => made.redraw(true), 150);
    });
    return made;
  }

  function plain(value) {
    const text = Array.isArray(value) ? value.join("、") : typeof value === "number" ? count(value) : value;
    return make("span", {}, text);
  }

  function sortableByKeyboard(container) {
    for (const head of container.querySelectorAll(".tabulator-col.tabulator-sortable")) {
      head.tabIndex = 0;
      head.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        head.click();
      });
    }
  }

  const byText = (a, b) => String(a).localeCompare(String(b), "ja");

  function showArticles() {
    articles = unpack("articles");
    for (const article of articles) {
      const { title, id, excerpt, categories, tags, keywords, companies, gpus } = article;
      article.haystack = folded([title, id, excerpt, categories, tags, keywords, companies, gpus].flat().join("\n"));
    }
    const columns = [
      { title: "日付", field: "date", width: 105, responsive: 0 },
      { title: "題名", field: "title", widthGrow: 4, minWidth: 200, responsive: 0, sorter: byText, formatter: (cell) => button(cell.getValue(), () => open(cell.getData()), { className: "open" }) },
      { title: "カテゴリー", field: "categories", widthGrow: 1.4, minWidth: 110, responsive: 2, sorter: byText },
      { title: "タグ", field: "tags", widthGrow: 2, minWidth: 130, responsive: 3, sorter: byText },
      { title: "企業", field: "companies", widthGrow: 2, minWidth: 130, responsive: 4, sorter: byText, formatter: (cell) => some(cell.getValue()) },
      { title: "文字数", field: "characters", width: 90, hozAlign: "right", responsive: 5, sorter: "number" },
      { title: "分", field: "minutes", width: 62, hozAlign: "right", responsive: 1, sorter: "number" },
    ];
    table = newTable(byId("article-table"), columns, articles, { index: "index", initialSort: [{ column: "date", dir: "desc" }] });
    table.on("rowClick", (event, row) => { if (!event.target.closest("button")) open(row.getData()); });
    table.on("tableBuilt", filter);
    table.on("dataFiltered", (_, rows) => { byId("count").textContent = `${count(articles.length)}本中 ${count(rows.length)}本`; });
    byId("search").addEventListener("input", filter);
    byId("article-table").addEventListener("keydown", moveBetweenRows);
  }

  function some(names, most = 5) {
    return plain(names.length > most ? [...names.slice(0, most), `ほか${names.length - most}`] : names);
  }

  function moveBetweenRows(event) {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = step && event.target.closest(".tabulator-row")?.[step]?.querySelector("button.open");
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  function filter() {
    const words = folded(byId("search").value).split(/\s+/).filter(Boolean);
    const kept = [...filters.values()].map(({ keeps }) => keeps);
    table.setFilter((article) => words.every((word) => article.haystack.includes(word)) && kept.every((keeps) => keeps(article)));
    byId("filters").replaceChildren(...[...filters].map(([key, { text }]) => button(`${text} ✕`, () => release(key), { title: "絞り込みをやめる" })));
  }

  function restrict(key, name) {
    if (summary.filters[key]) show(key, `${summary.filters[key]}: ${name}`, (article) => article[key].includes(name));
  }

  function show(key, text, keeps) {
    filters.set(key, { text, keeps });
    filter();
    byId("articles").scrollIntoView();
    byId("search").focus({ preventScroll: true });
  }

  function release(key) {
    filters.delete(key);
    filter();
    byId("search").focus({ preventScroll: true });
  }

  // ---- Facts

  const HOLDERS_SUGGESTED = 300;

  function showFacts() {
    const facts = unpack("facts").map((fact, index) => ({ ...fact, index, folded: folded(fact.who) }));
    // Amounts of several currencies have no order.
    const order = summary.converted_to ? { field: "amount", sorter: "number", sorterParams: { alignEmptyValues: "bottom" } } : { field: "figure", headerSort: false };
    const columns = [
      { title: "だれが", field: "who", widthGrow: 1, minWidth: 125, responsive: 0, sorter: byText, formatter: (cell) => holder(cell.getData()) },
      { title: "何を", field: "what", widthGrow: 1, minWidth: 125, responsive: 1, sorter: byText, formatter: (cell) => below(cell.getData().what, cell.getData().type) },
      { title: "いくら", ...order, widthGrow: 1, minWidth: 160, responsive: 0, formatter: (cell) => figure(cell.getData()) },
      { title: "いつ", field: "when", width: 110, responsive: 3, sorter: byText },
      { title: "予定か実績か", field: "status", width: 120, responsive: 3, sorter: byText },
      { title: "文と記事", field: "date", widthGrow: 2.6, minWidth: 260, responsive: 2, formatter: (cell) => source(cell.getData()) },
    ];
    const table = newTable(byId("fact-table"), columns, facts, { index: "index", initialSort: [{ column: "date", dir: "desc" }], paginationSize: 10, paginationSizeSelector: [10, 25, 50, 100] });
    const years = [...new Set(facts.flatMap((fact) => fact.years))].sort((a, b) => b - a);
    fill("fact-type", summary.fact_types.filter((type) => facts.some((fact) => fact.type === type)));
    fill("fact-status", summary.fact_statuses.filter((status) => facts.some((fact) => fact.status === status)));
    fill("fact-year", years);
    const names = new Map();
    facts.forEach(({ who }) => names.set(who, (names.get(who) ?? 0) + 1));
    const most = [...names].sort((a, b) => b[1] - a[1]).slice(0, HOLDERS_SUGGESTED);
    byId("fact-holders").append(...most.map(([value]) => make("option", { value })));
    const restrictFacts = () => {
      const who = folded(byId("fact-who").value.trim());
      const [type, year, status] = ["type", "year", "status"].map((name) => byId(`fact-${name}`).value);
      table.setFilter((fact) => fact.folded.includes(who) && (!type || fact.type === type) && (!status || fact.status === status)
        && (!year || (fact.years[0] <= year && year <= fact.years[1])));
    };
    for (const name of ["who", "type", "year", "status"]) byId(`fact-${name}`).addEventListener("input", restrictFacts);
    table.on("dataFiltered", (_, rows) => { byId("fact-count").textContent = `${count(facts.length)}件中 ${count(rows.length)}件`; });
    byId("investment-amounts").hidden = !summary.converted_to;
    byId("converted-to").textContent = summary.converted_to ?? "";
  }

  function fill(id, values) {
    byId(id).append(...values.map((value) => make("option", { value }, String(value))));
  }

  // Cells repeat in small letters what narrow screens have no columns for.

  function holder({ who, when, status }) {
    return make("div", {}, who, make("small", { className: "fact-medium" }, [when, status].filter(Boolean).join("・")));
  }

  function figure(fact) {
    const money = summary.converted_to ? [below(fact.converted, fact.conversion)] : [];
    const rest = make("small", { className: "fact-small" }, fact.what ? `${fact.what}（${fact.type}）` : fact.type, source(fact));
    return make("div", {}, make("b", {}, fact.figure), ...money, rest);
  }

  function below(text, small) {
    return make("div", {}, text, make("small", { className: "below" }, small));
  }

  function source({ article, date, sentence }) {
    const said = sentence ? [sentence[0], make("mark", {}, sentence[1]), sentence[2]] : [];
    const { title } = articles[article];
    const link = button(title, () => open(articles[article]), { className: "open" });
    return make("div", {}, make("div", {}, ...said), make("small", { className: "below" }, date, " ", link));
  }

  // ---- Findings of the audit

  function showFindings() {
    byId("audit").hidden = false;
    document.querySelector('nav a[href="#audit"]').hidden = false;
    const findings = unpack("findings").map((finding, rank) => ({ ...finding, rank }));
    const columns = [
      { title: "種類", field: "kind", width: 190, responsive: 1, sorter: byText },
      { title: "対象", field: "subject", widthGrow: 2, minWidth: 140, responsive: 0, sorter: byText, formatter: (cell) => about(cell.getData()) },
      { title: "根拠", field: "evidence", widthGrow: 2, minWidth: 150, responsive: 2, sorter: byText },
      { title: "記事", field: "posts", width: 92, hozAlign: "right", responsive: 0, sorter: "number", formatter: (cell) => concerned(cell.getData()) },
    ];
    const kinds = new Map();
    findings.forEach(({ kind }) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
    const select = byId("finding-kind");
    select.append(...[...kinds].map(([kind, times]) => make("option", { value: kind }, `${kind}（${count(times)}）`)));
    const found = newTable(byId("finding-table"), columns, findings, { index: "rank", paginationSize: 25 });
    select.addEventListener("change", () => found.setFilter((finding) => !select.value || finding.kind === select.value));
  }

  /** Return what a finding is about; narrow screens, which have no room for the other columns, show them here. */
  function about({ subject, kind, evidence }) {
    return make("div", {}, subject, make("small", { className: "narrow" }, `${kind}。${evidence}`));
  }

  function concerned(finding) {
    if (!finding.articles.length) return plain(finding.posts);
    if (finding.articles.length === 1) return button("開く", () => open(articles[finding.articles[0]]));
    const indices = new Set(finding.articles);
    return button(`${count(finding.posts)}本`, () => show("finding", `点検: ${finding.kind}`, (article) => indices.has(article.index)), { title: "一覧で見る" });
  }

  // ---- One article

  function open(article) {
    const one = details(article);
    const entities = located(one);
    const body = make("div", { className: "kijiyomi", lang: "ja" },
      make("h2", { id: "article-title" }, article.title),
      make("p", { className: "quiet" }, [article.date, `${count(article.characters)}字`, `約${count(article.minutes)}分（${count(one.seconds)}秒）`, one.path].filter(Boolean).join("・")),
      ...one.warnings.map((warning) => make("div", { className: "kijiyomi-warning" }, `⚠ ${warning}`)),
      labelChips({
        カテゴリー: one.categories.map(([label, score]) => [label, percent(score)]),
        タグ: one.tags.map(([label, score]) => [label, percent(score)]),
        キーワード: one.keywords.map(([text, times]) => [text, `×${count(times)}`]),
      }),
      make("blockquote", { className: "kijiyomi-excerpt" }, article.excerpt),
      make("h3", {}, `エンティティー（${count(entities.length)}件）`), grouped(entities, one.text === null),
      ...(one.facts.length ? [meanings(entities)] : []));
    if (one.text === null) body.append(make("p", { className: "note" }, "本文はこのページに含まれていません。"));
    else body.append(make("h3", {}, "本文"), legend(entities), marked(one.text, entities));
    byId("article-body").replaceChildren(body);
    byId("article").showModal();
    byId("article").scrollTop = 0;
  }

  /** Return the entities with their offsets, counted in code points, and their spellings. */
  function located({ entities, facts, text, words }) {
    const points = text === null ? null : Array.from(text);
    const meanings = new Map(facts.map(([entity, fact]) => [entity, words[fact]]));
    let last = 0;
    return entities.map(([gap, length, label, value, spelling], index) => {
      const start = last + gap;
      last = start + length;
      const [code, name] = summary.labels[label];
      return { start, end: last, code, name, value: words[value], fact: meanings.get(index), text: points ? points.slice(start, last).join("") : words[spelling] };
    });
  }

  function meanings(entities) {
    const rows = entities.filter(({ fact }) => fact).map((entity) => make("tr", {}, make("td", {}, mark(entity, entity.text)), make("td", {}, entity.fact.replaceAll("\n", "、"))));
    const table = make("table", {}, make("tbody", {}, ...rows));
    return make("details", {}, make("summary", {}, `数値の意味（${count(rows.length)}件）`), table);
  }

  function labelChips(groups) {
    const rows = Object.entries(groups).filter(([, items]) => items.length).flatMap(([name, items]) => [
      make("dt", {}, name),
      make("dd", {}, ...items.map(([text, figure]) => make("span", { className: "kijiyomi-chip" }, `${text} `, make("span", { className: "kijiyomi-quiet" }, figure)))),
    ]);
    return make("dl", { className: "kijiyomi-facts" }, ...rows);
  }

  function grouped(entities, open) {
    const groups = new Map();
    for (const entity of entities) {
      const key = JSON.stringify([entity.code, entity.value]);
      const group = groups.get(key) ?? { ...entity, spellings: new Set(), times: 0 };
      group.spellings.add(entity.text);
      group.times += 1;
      groups.set(key, group);
    }
    const order = summary.labels.map(([code]) => code);
    const rows = [...groups.values()].sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code) || b.times - a.times);
    const head = make("tr", {}, ...["種類", "正規化した名前・値", "表記", "回数"].map((name) => make("th", { scope: "col" }, name)));
    const lines = rows.map((group) => make("tr", {}, make("td", {}, mark({ ...group, fact: undefined }, group.name)), make("td", {}, group.value), make("td", {}, [...group.spellings].join("、")), make("td", {}, count(group.times))));
    const inside = make("table", {}, make("thead", {}, head), make("tbody", {}, ...lines));
    return make("details", { open }, make("summary", {}, "名前と値の一覧"), inside);
  }

  function legend(entities) {
    const kinds = summary.labels.map(([code, name]) => ({ code, name, times: entities.filter((entity) => entity.code === code).length }));
    const shown = kinds.filter(({ times }) => times).flatMap(({ code, name, times }) => [make("span", {}, make("mark", { className: `kijiyomi-${code.toLowerCase()}` }, name), ` ${count(times)}`), " "]);
    return make("p", { className: "quiet legend" }, ...shown);
  }

  function mark(entity, text) {
    return make("mark", { className: `kijiyomi-${entity.code.toLowerCase()}`, title: [`${entity.name}（${entity.code}）: ${entity.value}`, entity.fact].filter(Boolean).join("\n") }, text);
  }

  function marked(text, entities) {
    const points = Array.from(text);
    const shown = make("div", { className: "kijiyomi-text", tabIndex: 0, ariaLabel: "本文" });
    shown.setAttribute("role", "region");
    let last = 0;
    for (const entity of entities.filter(({ end }) => end <= summary.longest_text)) {
      shown.append(points.slice(last, entity.start).join(""), mark(entity, entity.text));
      last = entity.end;
    }
    shown.append(points.slice(last, summary.longest_text).join(""));
    if (points.length > summary.longest_text) shown.append(make("p", { className: "quiet" }, `… ほか${count(points.length - summary.longest_text)}字`));
    return shown;
  }

  // ---- Start

  byId("close").addEventListener("click", () => byId("article").close());
  byId("article").addEventListener("click", (event) => { if (event.target === event.currentTarget) event.currentTarget.close(); });
  showNumbers();
  showTrends();
  showRankings();
  // The data come after the scripts, so that the overview shows before they are read.
  document.addEventListener("DOMContentLoaded", () => {
    showArticles();
    showFacts();
    if (summary.audited) showFindings();
    drawAll();
  });
})();
