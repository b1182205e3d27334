import assert from "node:assert/strict";
import { test } from "node:test";
import { readdirSync, readFileSync } from "node:fs";
import { en } from "../../src/text/en";
import { fill } from "../../src/text/text";
import { vi } from "../../src/text/vi";

const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test("both catalogues have the same keys", () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(vi).sort());
});

test("a text has the same places to fill in both languages, and none is empty", () => {
  for (const key of Object.keys(vi) as (keyof typeof vi)[]) {
    assert.deepEqual(places(en[key]), places(vi[key]), key);
    assert.ok(vi[key].length > 0 && en[key].length > 0, key);
  }
});

test("Vietnamese is composed Unicode, so that it matches what people type", () => {
  for (const text of Object.values(vi)) assert.equal(text, text.normalize("NFC"));
});

test("fill puts values in and leaves unknown places alone", () => {
  assert.equal(fill("lần {n} của {x}", { n: 3 }), "lần 3 của {x}");
});

test("English counts one thing as one, and Vietnamese has no such forms", () => {
  assert.equal(fill("{n} {n:site is|sites are} lost", { n: 1 }), "1 site is lost");
  assert.equal(fill("{n} {n:site is|sites are} lost", { n: "0" }), "0 sites are lost");
  assert.equal(fill("{n} {n:row|rows}", { n: "1,001" }), "1,001 rows");
  assert.equal(fill("{n} {n:row|rows}", {}), "{n} {n:row|rows}");
  for (const [key, text] of Object.entries(en)) {
    const named = [...text.matchAll(/\{(\w+)[:}]/g)].map(([, name]) => name!);
    for (const [, name] of text.matchAll(/\{(\w+):/g)) assert.ok(text.includes(`{${name}}`), key);
    const told = fill(text, Object.fromEntries(named.map((name) => [name, 1])));
    assert.doesNotMatch(told, /\b1 (?!(ms|is|has)\b)(more |poor |working )?([a-z]+s|are|have)\b/, key);
  }
  for (const [key, text] of Object.entries(vi)) assert.doesNotMatch(text, /\{\w+:/, key);
});

test("every text is used somewhere", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => /^(?!text.).*\.ts$/.test(name));
  const code = sources.map((name) => readFileSync(`src/${name}`, "utf8")).join();
  const families = [...code.matchAll(/`([a-z_]+\.(?:[a-z_]+\.)*)\$\{/g)].map(([, family]) => family!); // t(`rec.alarm.${word}`)
  const unused = Object.keys(vi).filter((key) => !key.startsWith("err.") && !families.some((family) => key.startsWith(family)) && !code.includes(`"${key}"`));
  assert.deepEqual(unused, []); // err.CODE is looked up by what the server says
});
