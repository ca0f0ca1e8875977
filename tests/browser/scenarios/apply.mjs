// An applicant goes from nothing to an issued certificate, in either family, over the DNS that the test serves.
import { accessibilityFaults, ask, facts, openPage, scenario, signIn, visit } from "./drive.mjs";

const SECONDS = 1000;

async function button(page, name) {
  return page.getByRole("button", { name, exact: true });
}

async function onward(page, heading) {
  await (await button(page, "Next")).click();
  await page.getByRole("heading", { level: 2, name: heading, exact: true }).waitFor();
}

/** The steps of the wizard as they are shown, and which of them is the current one. */
async function stepsOf(page) {
  const steps = page.locator(`nav[aria-label="Steps"] li`); // on a narrow screen they are not shown
  await steps.first().waitFor({ state: "attached" });
  return steps.evaluateAll((items) => items.map((item) => ({ name: item.querySelector("button > span:last-child").textContent, current: item.ariaCurrent === "step" })));
}

async function fillDomains(page) {
  await page.getByLabel("Certificate name").fill(facts.title);
  for (const [i, domain] of facts.domains.entries()) {
    if (i > 0) await (await button(page, "Add another domain")).click();
    await page.getByLabel(i === 0 ? "Domain name" : `Domain name ${i + 1}`, { exact: true }).fill(domain);
  }
}

/** Only a CSR that was validated goes on, and only as long as neither it nor a domain changes (NC-16). */
async function bringCsr(page) {
  const next = await button(page, "Next");
  const text = page.getByRole("textbox", { name: "CSR in PEM form" });
  const blocked = [await next.isDisabled()];
  await text.fill(facts.wrongCsr);
  await (await button(page, "Validate CSR")).click();
  const refusal = await page.getByRole("alert").innerText();
  blocked.push(await next.isDisabled());
  await text.fill(facts.csr);
  await (await button(page, "Validate CSR")).click();
  await page.getByText("Validated", { exact: true }).waitFor();
  const open = await next.isEnabled();
  await text.press("End");
  await text.press("Enter");
  blocked.push(await next.isDisabled());
  await (await button(page, "Validate CSR")).click();
  await page.getByText("Validated", { exact: true }).waitFor();
  await (await button(page, "Back")).click();
  await page.getByLabel("Domain name", { exact: true }).fill(`other.${facts.domains[0]}`);
  await onward(page, "CSR");
  blocked.push(await next.isDisabled());
  await (await button(page, "Back")).click();
  await page.getByLabel("Domain name", { exact: true }).fill(facts.domains[0]);
  await onward(page, "CSR");
  return { blocked, open, refusal };
}

async function makeKey(page) {
  const submit = await button(page, "File the application");
  const make = await button(page, "Make the key and save it");
  await page.getByLabel("Password of the key").fill("too short");
  const refused = await make.isDisabled();
  await page.getByLabel("Password of the key").fill(facts.keyPassword);
  const [download] = await Promise.all([page.waitForEvent("download"), make.click()]);
  await download.saveAs(facts.keyFile);
  const early = await submit.isDisabled();
  await page.getByLabel(/^I have the file and its password/).check();
  return { refused, early, file: download.suggestedFilename() };
}

async function publish(page) {
  const records = await page.locator("article dl").evaluateAll((lists) => lists.map((list) => [...list.querySelectorAll("code")].map((code) => code.textContent)));
  const values = Map.groupBy(records, ([, name]) => name);
  for (const [name, parts] of values) await ask({ ask: "txt", name, values: parts.map(([, , value]) => value) });
  return records;
}

/** Key and chain as one file for Tomcat and IIS, made from the key file that the applicant saved. */
async function install(page) {
  const saved = {};
  for (const [server, ending] of Object.entries({ Tomcat: "p12", IIS: "pfx" })) {
    await (await button(page, server)).click();
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), (await button(page, "Choose the key file")).click()]);
    await chooser.setFiles(facts.keyFile);
    const make = page.getByRole("button", { name: new RegExp(`^Make .*\\.${ending}$`) });
    await page.getByLabel("Password", { exact: true }).fill("not this one");
    await make.click();
    await page.getByText("The password does not open this key.").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(facts.keyPassword);
    const [download] = await Promise.all([page.waitForEvent("download"), make.click()]);
    saved[ending] = `${facts.keyFile}.${ending}`;
    await download.saveAs(saved[ending]);
  }
  await look(page, "install");
  return saved;
}

const axe = {};

async function look(page, name) {
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: `${facts.screenshots}/apply-${facts.family}-${name}-${facts.theme}-${facts.width}.png`, fullPage: true });
  axe[name] = await accessibilityFaults(page);
}

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser, facts);
  const sent = [];
  page.on("request", (request) => sent.push(request.postData() ?? ""));
  await signIn(page);
  await visit(page, "/apply");
  await look(page, "choose");
  await page.getByRole("link", { name: facts.familyName, exact: true }).click();
  const steps = await stepsOf(page);
  await (await button(page, "Next")).click();
  await page.getByText("Give it a name.").waitFor();
  await fillDomains(page);
  await look(page, "domain");
  // Away and back: the draft holds what was typed.
  await (await button(page, "Save as draft")).click();
  await page.getByText("Saved as draft").last().waitFor();
  await visit(page, "/apply");
  await page.getByRole("link", { name: facts.title, exact: true }).click();
  await page.getByLabel("Domain name", { exact: true }).waitFor();
  const kept = await page.getByLabel("Domain name", { exact: true }).inputValue();
  let csr;
  if (facts.family === "advanced-dv") {
    await onward(page, "CSR");
    csr = await bringCsr(page);
    await (await button(page, "Validate CSR")).click();
    await page.getByText("Validated", { exact: true }).waitFor();
    await look(page, "csr");
  }
  await onward(page, "Validation");
  await look(page, "method");
  await onward(page, "Review");
  const before = await page.evaluate(() => fetch("/api/v1/applications").then((answer) => answer.json()));
  const key = facts.family === "cloud-basic" ? await makeKey(page) : undefined;
  await page.getByLabel(/^I have read the Subscriber Agreement/).check();
  await look(page, "review");
  await (await button(page, "File the application")).click();
  await page.getByRole("heading", { level: 1, name: facts.title }).waitFor();
  await page.getByText("Waiting for").waitFor();
  await look(page, "waiting");
  const id = new URL(page.url()).pathname.split("/").at(-1);
  const last = (await stepsOf(page)).find(({ current }) => current)?.name;
  const records = await publish(page);
  await (await button(page, "Check now")).click();
  await page.getByText("The certificate is issued").waitFor({ timeout: 60 * SECONDS });
  await look(page, "issued");
  await page.getByRole("link", { name: "Open the certificate" }).click();
  await page.getByRole("heading", { level: 1, name: facts.domains[0] }).waitFor();
  const drafts = await page.evaluate(() => fetch("/api/v1/drafts").then((answer) => answer.json()));
  const containers = key ? await install(page) : {};
  const leaks = sent.filter((body) => body.includes("PRIVATE KEY") || (facts.keyPassword && body.includes(facts.keyPassword)));
  return { id, steps: steps.map(({ name }) => name), last, certificate: page.url().split("/").at(-1), filedBefore: before.items.map(({ name }) => name), csr, key, kept, drafts: drafts.items.length, containers, records, leaks: leaks.length, axe, faults };
});
