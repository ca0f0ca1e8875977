// A person comes in by an invitation, sets a code generator up, and signs in with its code the next time.
import { accessibilityFaults, click, codeOf, facts, openPage, scenario } from "./drive.mjs";

const axe = {};

async function look(page, name) {
  await page.screenshot({ path: `${facts.screenshots}/codes-${name}.png`, fullPage: true });
  axe[name] = await accessibilityFaults(page);
}

const overview = (page) => page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser);
  await page.goto(facts.link);
  await page.getByLabel("New password", { exact: true }).fill(facts.password);
  await page.getByLabel("New password once more").fill(facts.password);
  await click(page, "Set the password");
  await click(page, "Use a code generator");
  const secret = await page.locator("form code").innerText();
  const picture = await page.getByRole("img", { name: "QR code for the code generator" }).evaluate((image) => image.naturalWidth);
  await look(page, "totp");
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await click(page, "Switch it on");
  await page.getByRole("alert").waitFor();
  const refusal = await page.getByRole("alert").innerText();
  const first = codeOf(secret);
  await page.getByLabel("Code", { exact: true }).fill(first);
  await click(page, "Switch it on");
  await click(page, "Show my recovery codes");
  const list = page.getByRole("list", { name: "Recovery codes" }).locator("code");
  await list.first().waitFor();
  const codes = await list.allInnerTexts();
  const [file] = await Promise.all([page.waitForEvent("download"), click(page, "Save as a file")]);
  await page.getByLabel(/^I have put them/).check();
  await click(page, "Done");
  await overview(page);

  await page.locator("header button").last().click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByLabel("Name", { exact: true }).fill(facts.name);
  await page.getByLabel("Password", { exact: true }).fill(facts.password);
  await click(page, "Sign in");
  await page.getByLabel("Code", { exact: true }).fill(first);
  await click(page, "Go on");
  await page.getByRole("alert").waitFor(); // the code of the enrolment was used up by it
  const replay = await page.getByRole("alert").innerText();
  await click(page, "I have lost it: use a recovery code");
  await page.getByLabel("Recovery code", { exact: true }).fill(codes[0]);
  await click(page, "Go on");
  await overview(page);
  return { picture, refusal, replay, codes: codes.length, file: file.suggestedFilename(), axe, faults };
});
