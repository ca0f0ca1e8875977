// What scenarios share: a browser with a clean profile, signing in, asking the test for a change of the world, and
// the record of everything that may not happen while a page is shown.
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

export const facts = JSON.parse(process.argv[2]);
const require = createRequire(`${facts.modules}/`);
const { chromium } = require("playwright-core");

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** Asks the test that started this; resolves with its answer. */
export async function ask(question) {
  console.log(JSON.stringify(question));
  return JSON.parse((await answers.next()).value);
}

export async function openBrowser() {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** A page in a profile of its own; `faults` fills with what the browser complains about. */
export async function openPage(browser, { theme = "light", width = 1440, language = "en" } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: width > 800 ? 900 : 760 },
    colorScheme: theme,
    locale: language,
    ignoreHTTPSErrors: true,
    acceptDownloads: true,
    permissions: ["clipboard-read", "clipboard-write"],
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    // A refused request is part of some scenarios; the page has to show it, which they look at.
    const expected = message.text().startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !expected) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.stack ?? error.message));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== facts.url) faults.push(`a request to ${request.url()}`);
  });
  page.setDefaultTimeout(60_000); // a loaded machine is slow, not wrong
  return { page, context, faults };
}

/** With the session of somebody who signed in before. */
export async function signIn(page, cookie = facts.cookie) {
  await page.context().addCookies([
    { name: "__Host-chancery-session", value: cookie, url: facts.url, secure: true, httpOnly: true, sameSite: "Strict" },
  ]);
  await page.goto(`${facts.url}/console/`);
  await page.locator("main h1").waitFor();
}

/** The button of that name, and no other whose name begins alike. */
export const click = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** RFC 6238 with SHA-1 and six digits, as a code generator shows it now. */
export function codeOf(secret) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((octet) => Number.parseInt(octet, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const tag = createHmac("sha1", key).update(step).digest();
  return String((tag.readUInt32BE(tag.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** To a page of the console without loading it anew. */
export async function visit(page, path) {
  await page.evaluate((to) => {
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, `/console${path}`);
  await page.waitForLoadState("networkidle");
}

export async function sidewaysScroll(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** Violations of WCAG 2.2 A and AA that axe calls serious or critical. */
export async function accessibilityFaults(page) {
  const source = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  // Through the debugger, which the page's own policy does not concern.
  await page.evaluate(source);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
  );
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`.slice(0, 900));
}

/** Runs the scenario, prints its result for the test, and always closes the browser. */
export async function scenario(play) {
  const browser = await openBrowser();
  try {
    console.log(JSON.stringify({ result: await play(browser) }));
  } finally {
    await browser.close();
  }
  process.exit(0);
}
