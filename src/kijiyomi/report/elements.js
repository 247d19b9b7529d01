"use strict";
/** What all parts of the page use: its data, its elements, its tables. */
const reportPage = (() => {
  const ALPHABET = Array.from({ length: 0x7f - 0x21 }, (_, i) => String.fromCharCode(0x21 + i)).filter((c) => !"<&\\".includes(c));
  const VALUES = new Uint8Array(0x7f);
  ALPHABET.forEach((sign, value) => { VALUES[sign.charCodeAt(0)] = value; });
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

  return { byId, byText, button, count, folded, make, newTable, percent, plain, summary, unpack };
})();
