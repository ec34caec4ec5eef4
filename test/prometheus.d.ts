declare module "parse-prometheus-text-format" {
  /** The metric families of a scrape. */
  export default function parse(text: string): unknown[];
}
