#!/usr/bin/env node
'use strict';

const { main } = require('../dist/cli/index.js');

main(process.argv.slice(2));
