// A hosted service uses the certificate: its page asks for the private key, sealed, and refuses an open one.
import { accessibilityFaults, click, facts, openPage, scenario, signIn, visit } from "./drive.mjs";

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser, facts);
  await signIn(page);
  await visit(page, `/certificates/${facts.certificateId}`);
  await page.getByText("Normal, private key registration required").waitFor();
  const axe = await accessibilityFaults(page);
  await page.screenshot({ path: `${facts.screenshots}/sealed-key.png`, fullPage: true });
  const field = page.getByRole("textbox", { name: "Sealed private key" });
  await field.fill(facts.open);
  await click(page, "Register the key");
  await page.getByText("sealed_key_open").waitFor();
  await field.fill(facts.sealed);
  await click(page, "Register the key");
  await page.getByText("A sealed private key is registered").waitFor();
  const stillAsked = await page.getByText("Normal, private key registration required").count();
  return { stillAsked, axe, faults };
});
