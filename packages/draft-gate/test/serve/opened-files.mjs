// Loaded before the server: writes the name of every file of a private tree that is opened or looked at into the file
// that OPENED names.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const append = fs.appendFileSync;
const isPrivate = (name) => /[/\\]private(?:[/\\]|$)/.test(String(name));

for (const api of [fs, fs.promises]) {
  for (const [name, original] of Object.entries(api)) {
    if (typeof original !== "function" || /^[A-Z_]/.test(name)) continue;
    api[name] = Object.assign(function (first, ...rest) {
      if (isPrivate(first)) append(process.env.OPENED, `${name} ${first}\n`);
      return original.call(this, first, ...rest);
    }, original);
  }
}
syncBuiltinESMExports();
