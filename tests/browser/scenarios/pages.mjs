// Every page that the wishes name, in both themes and at both widths: a picture, what axe says, whether it scrolls
// sideways, what the browser said.
import { accessibilityFaults, facts, openPage, scenario, sidewaysScroll, signIn, visit } from "./drive.mjs";

const HEIGHTS = { 1440: 900, 360: 760 };

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser, { language: facts.language });
  const seen = [];
  const texts = {};
  let refusal = "";
  const look = async (name) => {
    for (const [theme, width] of facts.looks) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: HEIGHTS[width] });
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: `${facts.screenshots}/${facts.prefix}${name}-${theme}-${width}.png`, fullPage: true });
      const axe = facts.axe ? await accessibilityFaults(page) : [];
      seen.push({ name, theme, width, axe, sideways: await sidewaysScroll(page) });
    }
  };
  if (facts.outside) {
    await page.goto(`${facts.url}/console/sign-in`);
    await page.locator("form").waitFor();
    await look("sign-in");
    const [name, password] = await page.locator("form input").all();
    await name.fill("nobody");
    await password.fill("no password of anybody");
    await password.press("Enter");
    await page.getByRole("alert").waitFor();
    await look("sign-in-refused");
    refusal = await page.getByRole("alert").innerText();
  }
  await signIn(page);
  for (const [name, path] of Object.entries(facts.pages)) {
    await visit(page, path);
    await page.locator("h1").waitFor();
    await look(name);
    texts[name] = await page.locator("main").innerText();
  }
  return { seen, texts, refusal, faults };
});
