import { expectClosings } from "./closings.ts";

expectClosings("webpack");
