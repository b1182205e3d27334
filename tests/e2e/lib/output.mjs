// What tests leave to look at: build/test-output/SUITE/. It is no part of what is judged.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../../..');

export class Output {
  static async open(suite) {
    const folder = path.join(root, 'build/test-output', suite);
    await mkdir(folder, { recursive: true });
    return new Output(folder);
  }

  constructor(folder) {
    this.folder = folder;
  }

  // A file of this suite.
  keep(name, bytes) {
    return writeFile(path.join(this.folder, name), bytes);
  }

  // What is on the screens of these sites now: an object of sites by the name that stands in the file's.
  async screens(name, sites) {
    await Promise.all(Object.entries(sites).map(async ([who, site]) => this.keep(`${name}-${who}.png`, await site.page.screenshot())));
  }
}
