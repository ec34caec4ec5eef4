import { expectClosings, together } from "./closings.ts";

expectClosings("faster", together);
