/** Templates become data: a mistake names its template, and each comes when it is needed. */
import assert from "node:assert/strict";
import { mkdtemp, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { parted, readTemplates } from "../../bin/frontend/templates.js";
import { createRenderer } from "../../service_worker/renderer.js";

async function read(templates) {
  const folder = await mkdtemp(path.join(tmpdir(), "templates-"));
  for (const [name, text] of Object.entries(templates)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return readTemplates(folder);
}

test("a template extends and imports others by their path", async () => {
  const templates = await read({
    "base.html": "<main>{% block main %}{% endblock %}</main>\n",
    "person.html": "{% macro person(name) %}<b>{{ name }}</b>{% endmacro %}",
    "project/show.html":
      '{% extends "base.html" %}{% from "person.html" import person with context %}' +
      "{% block main %}{% for name in names %}{{ person(name) }}{% endfor %}{% endblock %}",
  });
  assert.equal(
    createRenderer(templates)("project/show.html", { names: ["Ayşe", "<i>"] }),
    "<main><b>Ayşe</b><b>&lt;i&gt;</b></main>\n",
  );
});

for (const [what, source] of Object.entries({
  "a mistake": "\n{% if %}",
  "what the worker does not know": "\n{{ 1 if here else 2 }}",
})) {
  test(`${what} names the template and the line`, async () => {
    await assert.rejects(read({ "comment/thread.html": source }), /comment\/thread\.html.*line 2/is);
  });
}

test("what the server alone shows stays with it", async () => {
  assert.deepEqual(Object.keys(await read({ "admin/rooms.html": "", "town.html": "" })), ["town.html"]);
});

test("a first visit brings its pages with all that they include, others come later", async () => {
  const templates = await read({
    "base.html": "",
    "account/show.html": '{% extends "base.html" %}{% include "account/own.html" %}',
    "account/own.html": "",
    "device/offline.html": "",
    "error/show.html": '{% extends "base.html" %}',
    "map/choices.html": "",
    "map/frame.html": "{% macro frame(choices) %}{% include choices %}{% endmacro %}",
    "outbox/show.html": "{% for item in items %}{% include item.template %}{% endfor %}",
    "project/list.html":
      '{% extends "base.html" %}{% from "map/frame.html" import frame with context %}{{ frame("map/choices.html") }}',
    "project/outbox.html": "",
  });
  const pages = ["project/list.html", "account/show.html", "outbox/show.html"];
  const rows = pages.map((template) => ({ template }));
  const { first, later } = parted(templates, rows, (name) => name.startsWith("account/"));
  assert.deepEqual(Object.keys(first), [
    "base.html",
    "device/offline.html",
    "map/choices.html",
    "map/frame.html",
    "outbox/show.html",
    "project/list.html",
    "project/outbox.html",
  ]);
  assert.deepEqual(Object.keys(later), ["account/own.html", "account/show.html"]);
  const without = parted(templates, rows.slice(0, 2), () => false);
  assert.ok(!("project/outbox.html" in without.first));
});
