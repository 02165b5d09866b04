import assert from "node:assert/strict";
import { test } from "node:test";

import { compile } from "../../bin/frontend/templates.js";
import { createEngine } from "../../service_worker/engine.js";
import { createRenderer } from "../../service_worker/renderer.js";

const CATALOGUES = {
  en: {
    "Guten Tag, %(name)s": ["Hello, %(name)s"],
    "%(num)s Kommentar": ["%(num)s comment", "%(num)s comments"],
  },
};

function renders(source, context = {}) {
  return createRenderer({ "page.html": compile(source, "page.html") }, CATALOGUES)("page.html", {
    language: "de",
    ...context,
  });
}

test("text is escaped as MarkupSafe does it", () => {
  const text = `<b> & "Anführung" 'so' \\ \``;
  const escaped = "&lt;b&gt; &amp; &#34;Anführung&#34; &#39;so&#39; \\ `";
  assert.equal(renders("{{ text }}\n", { text }), `${escaped}\n`);
});

test("line breaks are kept and everything else is escaped", () => {
  assert.equal(
    renders("{{ text|linebreaks }}", { text: "a<\n\n'b'" }),
    "a&lt;<br>\n<br>\n&#39;b&#39;",
  );
});

test("messages take their values by name", () => {
  assert.equal(renders('{{ _("Seite %(page)s von %(all)s", page=1, all=2) }}'), "Seite 1 von 2");
  assert.equal(renders('{{ _("100 % echt") }}'), "100 % echt");
  assert.equal(renders('{{ _("%(n)s %% <b>", n=5) }}'), "5 % &lt;b&gt;");
});

test("a number chooses the form of its message", () => {
  const source = '{{ ngettext("%(num)s Kommentar", "%(num)s Kommentare", n) }}';
  assert.equal(renders(source, { n: 1 }), "1 Kommentar");
  assert.equal(renders(source, { n: 0 }), "0 Kommentare");
});

test("templates extend, include and lend each other macros as in Jinja2", () => {
  const sources = {
    "base.html":
      '{% from "marks.html" import mark with context %}<h1>{% block title %}-{% endblock %}</h1>{{ mark(1) }}{% block main %}{% endblock %}\n',
    "marks.html": "{% macro mark(n) %}<i>{{ n }} {{ who }}</i>{% endmacro %}",
    "row.html": '{% from "marks.html" import mark with context %}{{ mark(row) }}',
    "page.html":
      '{% extends "base.html" %}{% block title %}{{ who }}{% endblock %}{% block main %}{% for row in rows %}{% include part %}{% else %}nichts{% endfor %}{{ rows|length }}{% endblock %}',
  };
  const render = createRenderer(
    Object.fromEntries(
      Object.entries(sources).map(([name, source]) => [name, compile(source, name)]),
    ),
  );
  const context = { who: "<du>", part: "row.html" };
  const du = "&lt;du&gt;";
  const html = render("page.html", { ...context, rows: [7, 8] });
  assert.equal(html, `<h1>${du}</h1><i>1 ${du}</i><i>7 ${du}</i><i>8 ${du}</i>2\n`);
  assert.match(render("page.html", { ...context, rows: [] }), /nichts0/);
});

test("what a template lends is made once a page, and anew for the next", () => {
  const sources = {
    "marks.html": '{% macro mark(n) %}{{ who|tick }}{{ n }}{% endmacro %}{% set made = who|made %}',
    "row.html": '{% from "marks.html" import mark with context %}{{ mark(row) }}',
    "page.html": '{% for row in rows %}{% include "row.html" %}{% endfor %}',
  };
  const compiled = Object.entries(sources).map(([name, source]) => [name, compile(source, name)]);
  let made = 0;
  const filters = { tick: (text) => text, made: () => (made += 1) };
  const render = createEngine(Object.fromEntries(compiled), { escape: (text) => text, filters });
  assert.equal(render("page.html", { who: "a", rows: [1, 2, 3] }), "a1a2a3");
  assert.equal(made, 1);
  assert.equal(render("page.html", { who: "b", rows: [1] }), "b1");
});

test("a mistake in a template is an error, however deep it is", () => {
  const render = createRenderer({
    "page.html": compile('{% include "part.html" %}', "page.html"),
    "part.html": compile("{{ nothing.there() }}", "part.html"),
  });
  assert.throws(() => render("page.html", {}), /nothing/);
  assert.throws(() => render("missing.html", {}), /no template missing.html/);
});

test("what every object has is nothing that a document says", () => {
  const context = { town: { phases: { a: "Keim" } }, asked: ["a", "constructor", "__proto__"] };
  const source = "{% for code in asked %}{{ town.phases[code] }}|{% endfor %}{{ constructor }}";
  assert.equal(renders(source, context), "Keim|||");
});

test("each loop, macro and include has variables of its own", () => {
  const render = createRenderer({
    "page.html": compile(
      '{% set a = "außen" %}{% for a in ["1", "2"] %}{% include "part.html" %}{% endfor %}{{ a }}' +
        '{% macro said(a) %}[{{ a }}]{% endmacro %}{{ said("innen") }}{{ said() }}{{ a }}',
      "page.html",
    ),
    "part.html": compile('{{ a }}{{ loop.index }}{% set a = "Teil" %}{{ a }} ', "part.html"),
  });
  assert.equal(render("page.html", {}), "11Teil 22Teil außen[innen][]außen");
});

test("the page's language chooses words and numbers", () => {
  const source =
    '{{ _("Guten Tag, %(name)s", name=who) }}, {{ ngettext("%(num)s Kommentar", "%(num)s Kommentare", n) }}, {{ 4403|number }}';
  const context = { who: "<Ayşe>", n: 2 };
  assert.equal(renders(source, context), "Guten Tag, &lt;Ayşe&gt;, 2 Kommentare, 4.403");
  assert.equal(
    renders(source, { ...context, language: "en" }),
    "Hello, &lt;Ayşe&gt;, 2 comments, 4,403",
  );
});
