#!/usr/bin/env node
type A = { b: string };
const a: A = { b: process.version };
console.log(a.b);
