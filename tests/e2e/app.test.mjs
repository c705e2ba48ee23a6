/*
 * The example app in Chromium on the real reference server. One file, so that all scenarios share one browser,
 * one server and one app; node --test would run files side by side, each with its own.
 */
import './lib/world.mjs';
import './scenarios/server-rendering.mjs';
import './scenarios/lists.mjs';
import './scenarios/deal-edit.mjs';
import './scenarios/payments.mjs';
import './scenarios/requests.mjs';
import './scenarios/bad-network.mjs';
import './scenarios/proxy.mjs';
import './scenarios/accessibility.mjs';
import './scenarios/strict-mode.mjs';
