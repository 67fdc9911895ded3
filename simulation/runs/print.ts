/** Says in the output of a run what was tried and seen: a green test alone does not tell how much. */
export function print(lines: readonly string[]): void {
  // oxlint-disable-next-line eslint/no-console -- the figures of a run are meant to be read
  console.log(lines.join('\n'));
}
