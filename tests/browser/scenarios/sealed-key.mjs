// A hosted service uses the certificate: its page asks for the private key, sealed, and refuses an open one.
import { accessibilityFaults, click, facts, openPage, scenario, signIn, visit } from "./drive.mjs";

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser, facts);
  await signIn(page);
  const missing = async () => {
    await visit(page, "/certificates");
    await page.getByRole("button", { name: "Private key required" }).click();
    const row = page.getByRole("link", { name: facts.domain });
    await row.or(page.getByText("Nothing fits")).first().waitFor();
    return row.count();
  };
  const listed = await missing();
  const axe = await accessibilityFaults(page);
  await page.getByRole("link", { name: facts.domain }).click();
  await page.getByText("Normal, private key registration required").waitFor();
  axe.push(...(await accessibilityFaults(page)));
  await page.screenshot({ path: `${facts.screenshots}/sealed-key.png`, fullPage: true });
  const field = page.getByRole("textbox", { name: "Sealed private key" });
  await field.fill(facts.open);
  await click(page, "Register the key");
  await page.getByText("sealed_key_open").waitFor();
  await field.fill(facts.sealed);
  await click(page, "Register the key");
  await page.getByText("A sealed private key is registered").waitFor();
  const stillAsked = await page.getByText("Normal, private key registration required").count();
  return { stillAsked, listed: [listed, await missing()], axe, faults };
});
