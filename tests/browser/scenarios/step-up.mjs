// A sensitive act of a session whose second proof is old: a dialog asks for another one, and the act goes on by itself.
import { accessibilityFaults, click, codeOf, facts, openPage, scenario, signIn, visit } from "./drive.mjs";

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser);
  await signIn(page);
  await visit(page, "/enterprises");
  const ask = async (name) => {
    await page.locator("header").getByRole("button", { name: "Add an enterprise" }).or(page.getByRole("button", { name: "Add an enterprise" })).first().click();
    await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill(name);
    await click(page, "Add it");
    await page.getByText("Is it you?").waitFor();
  };
  await ask("Given up");
  const axe = await accessibilityFaults(page);
  await page.screenshot({ path: `${facts.screenshots}/step-up.png` });
  await page.keyboard.press("Escape");
  await page.getByRole("alert").waitFor();
  const refused = await page.getByRole("alert").innerText();
  await click(page, "Cancel");
  await ask("Gone through with");
  await page.getByLabel("Code", { exact: true }).fill(codeOf(facts.secret));
  await click(page, "Go on");
  await page.getByRole("link", { name: "Gone through with" }).waitFor();
  const names = await page.getByRole("table").getByRole("link").allInnerTexts();
  return { refused, names, axe, faults };
});
