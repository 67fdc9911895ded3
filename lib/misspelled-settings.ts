/** More letters off than this and it is another name. */
const mostLetters = 2;

/**
 * Settings whose names are nearly ones that are not set: other case, another separator, a letter or two.
 * @param known the names that the app reads
 * @returns each with the name it was meant to be
 */
export function misspelledSettings(
  environment: NodeJS.ProcessEnv,
  known: readonly string[],
): readonly { readonly name: string; readonly meant: string }[] {
  const missing = known.filter((name) => (environment[name] ?? '') === '');
  const others = Object.keys(environment).filter((name) => !known.includes(name));
  return others.flatMap((name) => {
    const meant = missing.find((one) => isNearly(name, one));
    return meant === undefined ? [] : [{ name, meant }];
  });
}

function isNearly(name: string, meant: string): boolean {
  const [a, b] = [lettersOf(name), lettersOf(meant)];
  return Math.abs(a.length - b.length) <= mostLetters && lettersOff(a, b) <= mostLetters;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** How many letters have to be put in, left out or changed to make one of the other. */
function lettersOff(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of a.split('').entries()) {
    const line = [row + 1];
    for (const [column, other] of b.split('').entries()) {
      const changed = (before[column] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(changed, (before[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    before = line;
  }
  return before[b.length] ?? 0;
}
