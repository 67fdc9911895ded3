/** A realistic mistake: texts of the sources that are replaced. */
export interface PlantedBug {
  readonly name: string;
  readonly changes: readonly {
    readonly file: string;
    /** Stands in the file exactly once. */
    readonly from: string;
    readonly to: string;
  }[];
}

/** A bug that is one replacement. */
export function bug(name: string, file: string, from: string, to: string): PlantedBug {
  return { name, changes: [{ file, from, to }] };
}
