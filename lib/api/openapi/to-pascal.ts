/** `assignLicenses` as `AssignLicenses`, as clients call types. */
export function toPascal(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}
