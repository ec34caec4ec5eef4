/** Names are compared one by one up to so many. */
const FEW = 8;

/** Names of which none is there twice. */
export class Distinct {
  readonly names: string[] = [];
  #all: Set<string> | undefined;

  has(name: string): boolean {
    return this.#all?.has(name) ?? this.names.includes(name);
  }

  /** Takes a name; not one that was there before. */
  takes(name: string): boolean {
    if (this.names.length === FEW) this.#all = new Set(this.names);
    if (this.has(name)) return false;
    this.#all?.add(name);
    this.names.push(name);
    return true;
  }
}
