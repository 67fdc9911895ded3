/** What azd hands to its hooks. */
export function fromAzd(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(
      `${name} is not set: this runs as a hook of azd, in an environment of its own.`,
    );
  }
  return value;
}
