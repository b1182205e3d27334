import assert from "node:assert/strict";
import { test } from "node:test";
import { HELP } from "../../src/help/help_text";
import { vi } from "../../src/text/vi";

const LETTERS_ON_A4 = 3200; // at 11 points with headings and numbers; the browser test counts the printed pages
const strings = Object.values(vi);

/* A text of the interface, or its beginning before what is filled in ("Điểm cầu đã kết nối: {n}/{total}"). */
const stands = (term: string) => strings.some((text) => text === term || text.startsWith(`${term}: {`)) || strings.some((text) => text.includes(`«${term}»`));

for (const [role, page] of Object.entries(HELP)) {
  test(`S-24: help for ${role}: each term stands on the pages, and it fits on a sheet`, () => {
    const text = [page.lead, ...page.parts.flatMap(({ heading, steps }) => [heading, ...steps])].join("\n");
    const terms = [...text.matchAll(/«([^»]+)»/g)].map(([, term]) => term ?? "");
    assert.deepEqual(terms.filter((term) => !stands(term)), []);
    assert.ok(terms.length >= 3);
    assert.ok(text.length < LETTERS_ON_A4, `${text.length} letters`);
    assert.equal(text, text.normalize("NFC"));
  });
}
