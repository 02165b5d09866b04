/** Templates compile in the build, run without eval, and a mistake names its template. */
import assert from "node:assert/strict";
import { mkdtemp, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import nunjucks from "nunjucks/browser/nunjucks-slim.js";
import { precompileTemplates } from "../../bin/frontend/templates.js";

async function precompiled(templates) {
  const folder = await mkdtemp(path.join(tmpdir(), "templates-"));
  for (const [name, text] of Object.entries(templates)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return precompileTemplates(folder);
}

test("a template extends and imports others by their path", async () => {
  const source = await precompiled({
    "base.html": "<main>{% block main %}{% endblock %}</main>\n",
    "person.html": "{% macro person(name) %}<b>{{ name }}</b>{% endmacro %}",
    "project/show.html":
      '{% extends "base.html" %}{% from "person.html" import person with context %}' +
      "{% block main %}{% for name in names %}{{ person(name) }}{% endfor %}{% endblock %}",
  });
  const url = `data:text/javascript,${encodeURIComponent(source)}`;
  const { default: templates } = await import(url);
  const environment = new nunjucks.Environment(new nunjucks.PrecompiledLoader(templates));
  assert.equal(
    environment.render("project/show.html", { names: ["Ayşe", "<i>"] }),
    "<main><b>Ayşe</b><b>&lt;i&gt;</b></main>\n",
  );
});

test("a mistake names the template and the line", async () => {
  await assert.rejects(
    precompiled({ "comment/thread.html": "\n{% if %}" }),
    /comment\/thread\.html.*Line 2/s,
  );
});
