#!/usr/bin/env node
// Stands apart from what is compiled, so that npm can link it before anything is.
import "../dist/main.js";
