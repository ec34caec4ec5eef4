/** Formats that break a line anywhere and go on with a space: calendars and cards (RFC 5545, section 3.1), mail. */
const folds = /\.(ics|ifb|vcf|vcard|eml|mht|mhtml|ldif)$/i;

/** The text with its lines whole again, where it can be of a format that breaks them within words. */
export function unfolded(file: string, text: string): string[] {
  const isFolded = folds.test(file) || text.startsWith("BEGIN:V");
  return isFolded ? [text.replace(/\r?\n[ \t]/g, "")] : [];
}
