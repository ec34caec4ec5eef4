import { expectClosings } from "./closings.ts";

expectClosings("faster");
