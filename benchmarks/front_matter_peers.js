// What front matter libraries of npm make of posts: JSON on standard input and output; see front_matter.py.
"use strict";

const fs = require("fs");

const LIBRARIES = {
  "gray-matter": () => {
    const matter = require("gray-matter");
    return {
      read: (text) => {
        const { data, content } = matter(text, {});
        return { data, content };
      },
      write: ({ data, content }) => matter.stringify(content, data),
    };
  },
  "hexo-front-matter": () => {
    const { parse, split, stringify } = require("hexo-front-matter");
    return {
      read: (text) => {
        const { _content, ...data } = parse(text);
        return { data, content: _content, how: split(text) };
      },
      write: ({ data, content, how }) =>
        stringify(
          { ...data, _content: content },
          {
            mode: (how.separator || "").startsWith(";") ? "json" : "",
            prefixSeparator: how.prefixSeparator,
            separator: how.separator,
          },
        ),
    };
  },
};

const { posts, minutes } = JSON.parse(fs.readFileSync(0, "utf8"));
const results = {};
for (const [name, load] of Object.entries(LIBRARIES)) {
  const library = load();
  results[name] = posts.map(({ text, key, tags }) => {
    try {
      const post = library.read(text);
      const found = JSON.parse(JSON.stringify({ data: post.data, content: post.content }));
      const data = { ...post.data, [key]: tags, reading_time: minutes };
      return { ...found, written: library.write({ ...post, data }) };
    } catch (error) {
      return { error: String(error) };
    }
  });
}
process.stdout.write(JSON.stringify(results));
