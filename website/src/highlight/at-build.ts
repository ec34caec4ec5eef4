/** The build colours code as it writes the pages. */
export { highlight as highlightNow } from "./highlight.ts";
