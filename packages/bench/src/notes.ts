import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What was left out or done otherwise, and why. */
export function notes(): string[] {
  const hasGo = (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, "go")));
  return [
    hasGo
      ? "fxamacker/cbor is left out: a Go toolchain is there, but a program for it is not"
      : "fxamacker/cbor is left out: no Go toolchain is installed",
    "cbor2 is left out of the megabyte, which it takes seconds for",
    "protobufjs runs the code that its reflection generates (`Type#setup`), which is what pbjs writes to a file; @bufbuild/protobuf runs a descriptor made at run time, as its generated files do",
  ];
}
