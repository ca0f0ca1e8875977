// Names that look like markup, on every page that shows one: text, and nothing else.
import { facts, openPage, scenario, signIn, visit } from "./drive.mjs";

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser, facts);
  await page.addInitScript(() => {
    globalThis.alert = () => console.error("markup of somebody else was run");
  });
  await signIn(page);
  const seen = {};
  for (const path of facts.paths) {
    await visit(page, path);
    await page.locator("h1").waitFor();
    const name = page.locator("main").getByText(facts.markup, { exact: false }).first();
    seen[path] = {
      shown: await name.waitFor({ timeout: 10_000 }).then(() => true, () => false),
      made: await page.evaluate(() => document.querySelectorAll("b, main img, main script, main style").length),
    };
  }
  return { seen, faults };
});
