/** What is packed in a file. */
export interface Member {
  readonly name: string;
  readonly content: Buffer;
}
