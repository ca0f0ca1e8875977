// What a browser loads for somebody who comes for the first time.
import { facts, openPage, scenario } from "./drive.mjs";

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser);
  const loaded = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.goto(facts.url);
  await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  await page.waitForLoadState("networkidle");
  return { loaded, faults, address: page.url() };
});
