/** A segment with text around its parameters, such as `{name}.{ext}`. */
export interface ComplexSegment {
  readonly text: string;
  /** The parameters in a value, or null when it does not fit. */
  readonly read: (value: string) => Readonly<Record<string, string>> | null;
}

/** ASP.NET reads such a segment from its end: of two parameters the first takes as much as it can. Null for what is none. */
export function compileComplexSegment(text: string): ComplexSegment | null {
  if (!/^[^{}]*(\{\w+\}[^{}]+)*(\{\w+\})?$/.test(text)) return null;
  const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const literals = text.split(/\{\w+\}/).map((part) => part.replaceAll(/\W/g, String.raw`\$&`));
  const pattern = new RegExp(`^${literals.join('(.+)')}$`, 'is');
  return {
    text,
    read: (value) => {
      const found = pattern.exec(value);
      if (found === null) return null;
      return Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? '']));
    },
  };
}
