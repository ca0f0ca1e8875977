// The 72 hours are over: the application says so, and the same is applied for again, under the same name.
import { accessibilityFaults, click, facts, openPage, scenario, signIn, visit } from "./drive.mjs";

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser, facts);
  await signIn(page);
  await visit(page, `/applications/${facts.application}`);
  await page.getByText("The 72 hours are over").waitFor();
  const axe = await accessibilityFaults(page);
  await page.screenshot({ path: `${facts.screenshots}/again-timeout.png`, fullPage: true });
  await page.getByRole("link", { name: "Apply again" }).click();
  await page.getByText("In place of").waitFor();
  const filled = { name: await page.getByLabel("Certificate name").inputValue(), domain: await page.getByLabel("Domain name", { exact: true }).inputValue() };
  await click(page, "Next");
  await page.getByRole("heading", { level: 2, name: "CSR" }).waitFor();
  await page.getByRole("textbox", { name: "CSR in PEM form" }).fill(facts.csr);
  await click(page, "Validate CSR");
  await page.getByText("Validated", { exact: true }).waitFor();
  await click(page, "Next");
  await page.getByRole("heading", { level: 2, name: "Validation" }).waitFor();
  await click(page, "Next");
  await page.getByLabel(/^I have read the Subscriber Agreement/).check();
  await click(page, "File the application");
  await page.getByText("Waiting for one DNS record").waitFor();
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  await page.getByRole("link", { name: "Open the earlier application" }).click();
  await page.getByText("The 72 hours are over").waitFor();
  return { filled, title, earlier: page.url(), axe, faults };
});
