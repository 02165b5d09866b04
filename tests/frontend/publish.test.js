/** A server that reads from the folder while a build arrives sees the old one or the new one. */
import assert from "node:assert/strict";
import { mkdtemp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { compress, publish } from "../../bin/frontend/publish.js";

async function stagedBuild(root, name) {
  const staged = path.join(root, `staged-${name}`);
  await mkdir(path.join(staged, "generated"), { recursive: true });
  const asset = `page-${name}.js`;
  await writeFile(path.join(staged, asset), `// ${name} `.repeat(100));
  await writeFile(path.join(staged, "generated", "assets.js"), name);
  await writeFile(path.join(staged, "sw.js"), name);
  const manifest = { build: name, assets: { "page.js": `/static/dist/${asset}` } };
  await writeFile(path.join(staged, "manifest.json"), JSON.stringify(manifest));
  return staged;
}

async function publishBuilds(...names) {
  const root = await mkdtemp(path.join(tmpdir(), "publish-"));
  const out = path.join(root, "dist");
  for (const name of names) await publish(await stagedBuild(root, name), out);
  return out;
}

test("the new build is there, whole", async () => {
  const out = await publishBuilds("one");
  const names = (await readdir(out)).sort();
  assert.deepEqual(names, ["generated", "manifest.json", "page-one.js", "sw.js"]);
  assert.equal(await readFile(path.join(out, "generated", "assets.js"), "utf8"), "one");
});

test("assets of the build before stay, older ones go", async () => {
  const names = await readdir(await publishBuilds("one", "two", "three"));
  assert.ok(names.includes("page-three.js"));
  assert.ok(names.includes("page-two.js"));
  assert.ok(!names.includes("page-one.js"));
});

test("the manifest comes last, so that what it lists is there", async () => {
  const out = await publishBuilds("one", "two");
  const manifest = JSON.parse(await readFile(path.join(out, "manifest.json"), "utf8"));
  assert.equal(manifest.build, "two");
  await readFile(path.join(out, path.basename(manifest.assets["page.js"])));
});

test("compressed copies hold the same bytes and go with their file", async () => {
  const root = await mkdtemp(path.join(tmpdir(), "publish-"));
  const out = path.join(root, "dist");
  for (const name of ["one", "two", "three"]) {
    const staged = await stagedBuild(root, name);
    await compress(staged);
    await publish(staged, out);
  }
  const file = path.join(out, "page-three.js");
  const plain = await readFile(file);
  assert.deepEqual(brotliDecompressSync(await readFile(`${file}.br`)), plain);
  assert.deepEqual(gunzipSync(await readFile(`${file}.gz`)), plain);
  assert.deepEqual(
    (await readdir(out)).filter((name) => name.startsWith("page-one")),
    [],
  );
});
