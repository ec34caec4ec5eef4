#!/usr/bin/env node
// Apart from dist/, so that it is there, and executable, before the first build.
import "../dist/main.js";
