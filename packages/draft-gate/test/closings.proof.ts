import { expectClosings, oneByOne } from "./closings.ts";

expectClosings("faster", oneByOne);
expectClosings("webpack", oneByOne);
