// How long a first visit takes, from the address to a form that takes what is typed: first_page.mjs SITE URL RUNS.
// Each run is a browser profile of its own, so nothing is kept from the one before. Prints a list of milliseconds.
import { createRequire } from "node:module";

const [site, url, runs] = process.argv.slice(2);
const { chromium } = createRequire(`${site}/`)("playwright-core");

/** In the page: when the form is there, and the thread free to answer whoever uses it. */
async function interactive() {
  const field = () => document.querySelector("form input");
  await new Promise((done) => {
    const look = () => (field() ? done() : requestAnimationFrame(look));
    look();
  });
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const at = performance.now();
  field().focus();
  return document.activeElement === field() ? at : Number.NaN;
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
const taken = [];
for (let run = 0; run < Number(runs); run++) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "commit" });
  taken.push(await page.evaluate(interactive));
  await context.close();
}
await browser.close();
console.log(JSON.stringify(taken));
