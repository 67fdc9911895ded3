import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The rooms of `lib` from the bottom up; those of one line stand beside each other and know nothing of each other. */
const floors = [
  ['licensing'],
  ['refusals'],
  ['messages'],
  ['storage'],
  ['operations'],
  ['http'],
  ['api', 'graph', 'pages'],
] as const;

/** The rooms of `lib/operations` from the bottom up. */
const operationFloors = [
  ['engine'],
  ['lists'],
  ['audit', 'notices'],
  ['licenses'],
  ['users'],
  ['jobs'],
  ['held-data'],
  ['retention', 'ediscovery'],
  ['purge'],
  ['tenant'],
  ['after-commit'],
] as const;

const parts = ['lib', 'functions', 'simulation', 'dev', 'bench', 'portal'] as const;
const files = parts.flatMap((part) =>
  readdirSync(part, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(part, name)),
);

/** What a file imports of ours, as paths from the root. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/from '(\.[^']+)'/g)].map(([, path]) => join(dirname(file), path ?? ''));
}

/** Imports between rooms of a folder that lead up, or to a room beside. */
function arrowsUp(folder: string, ofFloors: readonly (readonly string[])[]): readonly string[] {
  const floorOf = (path: string): number =>
    ofFloors.findIndex((rooms) => rooms.includes(roomOf(folder, path)));
  return files
    .filter((file) => file.startsWith(`${folder}/`) && floorOf(file) >= 0)
    .flatMap((file) =>
      importsOf(file)
        .filter((path) => path.startsWith(`${folder}/`) && floorOf(path) >= floorOf(file))
        .filter((path) => roomOf(folder, path) !== roomOf(folder, file))
        .map((path) => `${file} -> ${path}`),
    );
}

function roomOf(folder: string, path: string): string {
  return relative(folder, path).split('/')[0] ?? '';
}

function roomsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

describe.each([
  ['lib', floors],
  ['lib/operations', operationFloors],
])('The rooms of %s', (folder, ofFloors) => {
  it('are the ones named here', () => {
    expect(roomsIn(folder)).toEqual(ofFloors.flat().toSorted());
  });

  it('import nothing from above and nothing from beside', () => {
    expect(arrowsUp(folder, ofFloors)).toEqual([]);
  });
});

it('what is deployed imports nothing of dev, bench, test or the simulation', () => {
  const strangers = files
    .filter((file) => /^(lib|functions)\//.test(file))
    .flatMap((file) => importsOf(file).map((path) => `${file} -> ${path}`))
    .filter((arrow) => / -> (dev|test|simulation|bench)\//.test(arrow));
  expect(strangers).toEqual([]);
});

it('neither dev nor the simulation imports a test', () => {
  const strangers = files
    .filter((file) => /^(dev|simulation)\//.test(file))
    .flatMap((file) => importsOf(file).map((path) => `${file} -> ${path}`))
    .filter((arrow) => arrow.includes(' -> test/'));
  expect(strangers).toEqual([]);
});

it('no folder but the index of routes holds more than about 20 files', () => {
  const counts = Map.groupBy(files, (file) => dirname(file));
  const full = [...counts].filter(
    ([folder, { length }]) => length > 24 && folder !== 'functions/api',
  );
  expect(full.map(([folder]) => folder)).toEqual([]);
});

it('no file is much longer than 200 lines, but for the two tables of what the simulation asks', () => {
  const tables = ['simulation/clients/requests.ts', 'simulation/clients/scenarios.ts'];
  const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 241);
  expect(long.filter((file) => !tables.includes(file))).toEqual([]);
});
