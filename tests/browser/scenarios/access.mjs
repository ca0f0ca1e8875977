// A person comes in by an invitation, adds a passkey, keeps recovery codes, and gets in again in each of three ways.
import { accessibilityFaults, facts, openPage, scenario, visit } from "./drive.mjs";

const axe = {};

async function look(page, name) {
  await page.screenshot({ path: `${facts.screenshots}/access-${name}.png`, fullPage: true });
  axe[name] = await accessibilityFaults(page);
}

const click = (page, name) => page.getByRole("button", { name, exact: true }).click();
const overview = (page) => page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();

/** Chromium's own virtual authenticator: it holds a resident key and says that it verified the person. */
async function addAuthenticator(context, page) {
  const debug = await context.newCDPSession(page);
  await debug.send("WebAuthn.enable");
  await debug.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

async function leave(page) {
  await page.locator("header button").last().click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
}

async function typePassword(page, password) {
  await page.getByLabel("Name", { exact: true }).fill(facts.name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await click(page, "Sign in");
}

await scenario(async (browser) => {
  const { page, context, faults } = await openPage(browser);
  await addAuthenticator(context, page);
  await page.goto(facts.link);
  await page.getByLabel("New password", { exact: true }).fill(facts.password);
  await page.getByLabel("New password once more").fill(facts.password);
  await look(page, "invitation");
  await click(page, "Set the password");
  await click(page, "Add a passkey");
  await page.getByLabel("Name of the passkey").fill("Virtual authenticator");
  await look(page, "passkey");
  await click(page, "Go on");
  await click(page, "Show my recovery codes");
  const list = page.getByRole("list", { name: "Recovery codes" });
  await list.waitFor();
  const codes = await list.locator("code").allInnerTexts();
  await look(page, "recovery-codes");
  await page.getByLabel(/^I have put them/).check();
  await click(page, "Done");
  await overview(page);

  await page.reload();
  await overview(page);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));

  await leave(page);
  await click(page, "Sign in with a passkey");
  await overview(page);

  await leave(page);
  await typePassword(page, "not the password of anybody");
  await page.getByRole("alert").waitFor();
  const refusal = await page.getByRole("alert").innerText();
  await typePassword(page, facts.password);
  await page.getByText("One more proof that it is you.", { exact: false }).waitFor();
  await look(page, "second-factor");
  await click(page, "Use a passkey");
  await overview(page);

  await leave(page);
  await typePassword(page, facts.password);
  await click(page, "I have lost it: use a recovery code");
  await page.getByLabel("Recovery code", { exact: true }).fill(codes[0]);
  await click(page, "Go on");
  await overview(page);
  await visit(page, "/settings");
  await page.getByText("9 left").waitFor();
  await look(page, "settings");
  const places = await page.getByRole("navigation", { name: "Main" }).first().getByRole("link").allInnerTexts();
  return { codes: codes.length, refusal, stored, places, axe, faults };
});
