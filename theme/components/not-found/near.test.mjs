import assert from "node:assert/strict";
import test from "node:test";

import { near } from "./near.js";

test("the folders above an address, nearest first", () => {
  assert.deepEqual(near("/news/2026/11/17/priem/"), ["/news/2026/11/17/", "/news/2026/11/", "/news/2026/", "/news/"]);
});

test("a page asked for without its last slash may be the one", () => {
  assert.deepEqual(near("/news/2026"), ["/news/2026/", "/news/"]);
});

test("a file stands for its folder", () => {
  assert.deepEqual(near("/documents/index.html"), ["/documents/"]);
  assert.deepEqual(near("/files/2026/plan.pdf"), ["/files/2026/", "/files/"]);
  assert.deepEqual(near("/404.html"), []);
});

test("above the first step there is only the home page", () => {
  assert.deepEqual(near("/"), []);
  assert.deepEqual(near("/net/"), []);
});
