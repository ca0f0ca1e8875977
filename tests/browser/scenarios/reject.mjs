// Staff ends an application on a ground that goes on record.
import { accessibilityFaults, click, facts, openPage, scenario, signIn, visit } from "./drive.mjs";

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser, facts);
  await signIn(page);
  await visit(page, `/applications/${facts.application}`);
  await click(page, "Reject");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("It ends here").waitFor();
  const button = dialog.getByRole("button", { name: "Reject", exact: true });
  await dialog.getByRole("radio", { name: "A trademark dispute" }).check();
  const early = await button.isDisabled();
  await dialog.getByLabel("What it rests on").fill(facts.comment);
  const axe = await accessibilityFaults(page);
  await page.screenshot({ path: `${facts.screenshots}/reject.png` });
  await button.click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText(facts.comment).waitFor();
  return { early, axe, faults, text: await page.locator("main").innerText() };
});
