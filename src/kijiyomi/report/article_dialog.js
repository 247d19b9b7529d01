"use strict";
/** Open an article: what was read in it, and its text with the entities marked. */
reportPage.open = (() => {
  const { button, byId, count, make, percent, summary, unpack } = reportPage;
  const BLOCKS_KEPT = 3;

  const blocks = new Map();
  function details(article) {
    const name = `block-${article.block}`;
    const block = blocks.get(name) ?? unpack(name);
    blocks.delete(name);
    blocks.set(name, block);
    if (blocks.size > BLOCKS_KEPT) blocks.delete(blocks.keys().next().value);
    const first = reportPage.articles.findIndex((other) => other.block === article.block);
    return { ...block.articles[article.index - first], words: block.words };
  }

  function open(article) {
    const one = details(article);
    const entities = located(one);
    const body = make("div", { className: "kijiyomi", lang: "ja" },
      make("h2", { id: "article-title" }, article.title),
      make("p", { className: "quiet" }, [article.date, `${count(article.characters)}字`, `約${count(article.minutes)}分（${count(one.seconds)}秒）`, one.path].filter(Boolean).join("・")),
      ...one.warnings.map((warning) => make("div", { className: "kijiyomi-warning" }, `⚠ ${warning}`)),
      labelChips({
        主題: one.subjects.map(([label, score]) => [label, percent(score)]),
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
    return make("dl", { className: "kijiyomi-labels" }, ...rows);
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

  byId("close").addEventListener("click", () => byId("article").close());
  byId("article").addEventListener("click", (event) => { if (event.target === event.currentTarget) event.currentTarget.close(); });
  return open;
})();
