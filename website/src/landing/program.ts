import { upLevel } from "./definition.ts";

const payload = upLevel.encode({ level: 1.5 });

// shown
upLevel.decode(payload);
// => { level: 1.5 }

upLevel.transcode(payload);
// => '{"level":1.5}'

upLevel.decode(payload.slice(0, 7));
// not-well-formed at byte 7:
// expected more bytes
