/**
 * A process that takes the lock of a database once, or waits for it until it is ended. Where the database is damaged, it
 * may end by that.
 *
 * @module
 */
import { open } from "lmdb";

const root = open({ path: process.argv[2] as string, noSubdir: false, overlappingSync: false, maxDbs: 8 });
root.transactionSync(() => {});
await root.close();
