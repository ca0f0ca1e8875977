// What is kept beside applications and certificates: drafts, saved views, watched certificates, names and notes.
import { accessibilityFaults, click, facts, openPage, scenario, signIn, visit } from "./drive.mjs";

const axe = {};

async function look(page, name) {
  await page.screenshot({ path: `${facts.screenshots}/keep-${name}.png`, fullPage: true });
  axe[name] = await accessibilityFaults(page);
}

async function removeDraft(page) {
  await visit(page, "/apply");
  await page.getByRole("link", { name: facts.draft, exact: true }).waitFor();
  await click(page, "Remove");
  await look(page, "draft");
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("link", { name: facts.draft, exact: true }).waitFor({ state: "detached" });
}

/** Saved on one visit, chosen on the next, deleted. */
async function saveView(page) {
  await visit(page, "/certificates");
  await page.getByLabel("Search certificates").last().fill("shop");
  await click(page, "Valid");
  await click(page, "Save this view");
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("the shop's");
  await page.getByText("This form as an API call").click();
  const curl = await page.getByRole("dialog").locator("pre").innerText();
  await look(page, "view");
  await click(page, "Save");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await visit(page, "/");
  await visit(page, "/certificates");
  await click(page, "the shop's");
  await page.waitForURL(/search=shop/);
  const chosen = { address: page.url(), typed: await page.getByLabel("Search certificates").last().inputValue() };
  await click(page, "Delete the view the shop's");
  await page.getByRole("button", { name: "the shop's", exact: true }).waitFor({ state: "detached" });
  return { ...chosen, curl };
}

async function importCertificate(page) {
  await visit(page, "/imported");
  await page.getByRole("button", { name: "Import a certificate" }).first().click();
  const form = page.getByRole("dialog");
  const refusals = {};
  const attempt = async (what, certificate, key) => {
    await form.getByLabel("Certificate", { exact: false }).first().fill(certificate);
    await form.getByLabel("Private key").first().fill(key);
    await form.getByRole("button", { name: "Import", exact: true }).click();
    await form.getByRole("alert").waitFor();
    refusals[what] = await form.getByRole("alert").innerText();
  };
  await attempt("request", facts.csr, "");
  await attempt("other key", facts.certificate, facts.otherKey);
  await look(page, "import");
  await form.getByLabel("Private key").first().fill(facts.key);
  await form.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: facts.foreign }).waitFor();
  await look(page, "imported");
  await click(page, "Stop watching");
  await page.getByRole("dialog").getByRole("button", { name: "Stop watching", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Watched certificates" }).waitFor();
  await page.getByText("No certificate of another CA is watched").waitFor();
  return refusals;
}

async function label(page) {
  await visit(page, `/certificates/${facts.certificateId}`);
  const renews = page.getByRole("switch", { name: "Automatic renewal" });
  await renews.waitFor();
  const before = await renews.isChecked();
  await renews.click();
  await page.getByText("Renews itself", { exact: true }).waitFor();
  await click(page, "Edit");
  await page.getByLabel("Certificate name").fill("front door");
  await page.getByLabel("Note", { exact: true }).fill("Ask Jin.");
  await click(page, "Save");
  await page.locator("main").getByText("Ask Jin.").waitFor();
  await page.getByRole("link", { name: "Renew", exact: true }).click();
  await page.getByText("Renews a certificate").waitFor();
  const domains = await page.getByLabel("Domain name", { exact: true }).inputValue();
  return { before, domains };
}

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser, facts);
  const sent = [];
  page.on("request", (request) => sent.push(request.postData() ?? ""));
  await signIn(page);
  await removeDraft(page);
  const view = await saveView(page);
  const refusals = await importCertificate(page);
  const labelled = await label(page);
  return { view, refusals, labelled, leaks: sent.filter((body) => body.includes("PRIVATE KEY")).length, axe, faults };
});
