// Writes the table of benches/results.json between the markers of README.md.
//   node benches/peers/readme.mjs           writes
//   node benches/peers/readme.mjs --check   fails when README.md says something else
import { readFile, writeFile } from 'node:fs/promises';
import { explanation, header, rows } from './lib/table.mjs';

const start = '<!-- bench:start -->';
const end = '<!-- bench:end -->';
const readme = new URL('../../README.md', import.meta.url);

function stop(message) {
  console.error(message);
  process.exit(1);
}

const read = (file, otherwise) => readFile(file, 'utf8').catch(() => stop(otherwise));
const results = JSON.parse(await read(new URL('../results.json', import.meta.url), 'There is no benches/results.json. Run scripts/bench first.'));
const text = await read(readme, 'There is no README.md to put the table into.');

const from = text.indexOf(start);
const to = text.indexOf(end, from);
if (from < 0 || to < 0) stop(`README.md has no place for the table. Put the lines ${start} and ${end} where it is to stand.`);

const line = (cells) => `| ${cells.join(' | ')} |`;
const table = [line(header), `|${' --- |'.repeat(header.length)}`, ...rows(results).map(line)].join('\n');
const wanted = `${text.slice(0, from)}${start}\n${table}\n\n${explanation(results)}\n${text.slice(to)}`;

if (process.argv.includes('--check')) {
  if (wanted !== text) stop('The table in README.md is not that of benches/results.json. Run: node benches/peers/readme.mjs');
} else if (wanted !== text) {
  await writeFile(readme, wanted);
}
