"use strict";
(() => {
  const { byId, byText, button, count, folded, make, newTable, open, percent, plain, summary, unpack } = reportPage;

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

  /** Add a chart for each label of names that was asked for and found. */
  function showNames() {
    const others = summary.names.filter((key) => !byId(`chart-${key}`));
    if (!others.length) return;
    byId("names").hidden = false;
    document.querySelector('nav a[href="#names"]').hidden = false;
    for (const key of others) {
      byId("names").append(make("h3", {}, summary.filters[key]), make("div", { className: "chart", id: `chart-${key}` }));
    }
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

  function showArticles() {
    articles = unpack("articles");
    reportPage.articles = articles;
    for (const article of articles) {
      for (const key of summary.names) article[key] ??= [];
      const { title, id, excerpt, subjects, categories, tags, keywords } = article;
      const names = summary.names.map((key) => article[key]);
      article.haystack = folded([title, id, excerpt, subjects, categories, tags, keywords, ...names].flat().join("\n"));
    }
    const columns = [
      { title: "日付", field: "date", width: 105, responsive: 0 },
      { title: "題名", field: "title", widthGrow: 4, minWidth: 200, responsive: 0, sorter: byText, formatter: (cell) => button(cell.getValue(), () => open(cell.getData()), { className: "open" }) },
      { title: "主題", field: "subjects", widthGrow: 1.4, minWidth: 110, responsive: 6, sorter: byText },
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
      const companies = byId("fact-companies").checked;
      table.setFilter((fact) => fact.folded.includes(who) && (!companies || fact.company) && (!type || fact.type === type) && (!status || fact.status === status)
        && (!year || (fact.years[0] <= year && year <= fact.years[1])));
    };
    for (const name of ["who", "type", "year", "status", "companies"]) byId(`fact-${name}`).addEventListener("input", restrictFacts);
    byId("fact-companies").checked = facts.some(({ company }) => company);
    table.on("tableBuilt", restrictFacts);
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

  // ---- Start

  showNumbers();
  showTrends();
  showNames();
  showRankings();
  // The data come after the scripts, so that the overview shows before they are read.
  document.addEventListener("DOMContentLoaded", () => {
    showArticles();
    showFacts();
    if (summary.audited) showFindings();
    drawAll();
  });
})();
