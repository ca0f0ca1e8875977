// An organization from the form of its enterprise through the verdicts of a specialist into a certificate.
import { accessibilityFaults, ask, click, facts, openPage, scenario, signIn, visit } from "./drive.mjs";

const SECONDS = 1000;
const axe = {};

async function look(page, name) {
  for (const [theme, width, height] of [["dark", 360, 760], ["light", 1440, 900]]) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height });
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: `${facts.screenshots}/organizations-${name}-${theme}-${width}.png`, fullPage: true });
    axe[`${name} ${theme}`] = await accessibilityFaults(page);
    if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) axe[`${name} ${theme}`].push("scrolls sideways");
  }
}

const heading = (page, level, name) => page.getByRole("heading", { level, name, exact: level > 1 }).waitFor(); // beside a title stands a status

async function toOrganizations(page, title) {
  await visit(page, "/apply");
  await page.getByRole("link", { name: "Advanced OV", exact: true }).click();
  await page.getByLabel("Certificate name").fill(title);
  await page.getByLabel("Domain name", { exact: true }).fill(facts.domain);
  const steps = await page.locator(`nav[aria-label="Steps"] li button > span:last-child`).allTextContents();
  await click(page, "Next");
  await heading(page, 2, "Organization");
  return steps;
}

/** There is none to choose, and the wizard says what to do: it is added outside of it. */
async function fileOrganization(page) {
  await toOrganizations(page, "too early");
  await page.getByText("No organization is validated yet").waitFor();
  const blocked = await page.getByRole("button", { name: "Next", exact: true }).isDisabled();
  await look(page, "none");
  await visit(page, "/organizations");
  await page.getByRole("link", { name: "Add an organization" }).first().click();
  await heading(page, 1, "Add an organization");
  for (const [label, value] of Object.entries(facts.form)) await page.getByLabel(label).fill(value);
  const listed = {};
  for (const [label, typed] of Object.entries(facts.places)) {
    const field = page.getByRole("combobox", { name: label });
    await field.fill(typed);
    await page.locator('[role="option"][data-combobox-selected]').waitFor(); // what Enter takes
    listed[label] = await page.getByRole("option").allInnerTexts();
    await field.press("Enter");
    await page.getByRole("option").first().waitFor({ state: "detached" });
  }
  await page.getByRole("combobox", { name: "State or province" }).click();
  await page.getByRole("option").nth(20).waitFor();
  await look(page, "places");
  await page.keyboard.press("Escape");
  const preview = await page.getByText("In the certificate").locator("..").locator("code").innerText();
  await look(page, "new");
  await click(page, "Have it validated");
  await heading(page, 1, facts.name);
  const missing = await page.getByRole("note").first().innerText();
  await look(page, "pending");
  return { blocked, preview, missing, listed };
}

async function decide(page, check, source, reference) {
  await click(page, `Decide: ${check}`);
  const form = page.getByRole("dialog");
  await form.getByLabel("Source", { exact: false }).last().waitFor();
  const kinds = await form.getByLabel("Kind of source").locator("option").allTextContents();
  await form.getByRole("textbox", { name: "Source" }).fill(source);
  await form.getByRole("textbox", { name: "Reference" }).fill(reference);
  await form.getByRole("button", { name: "Save", exact: true }).click();
  return { form, kinds };
}

/** The specialist's part: four verdicts with their sources, then the approval; another organization is rejected. */
async function vet(page) {
  await signIn(page, facts.specialist);
  await visit(page, "/organizations");
  await page.getByRole("link", { name: facts.name, exact: true }).waitFor();
  await look(page, "queue");
  await page.getByRole("link", { name: facts.name, exact: true }).click();
  await heading(page, 1, facts.name);
  const early = await page.getByRole("button", { name: "Approve", exact: true }).isDisabled();
  const kinds = {};
  for (const [check, source, reference] of facts.sources) {
    const made = await decide(page, check, source, reference);
    kinds[check] = made.kinds;
    await made.form.waitFor({ state: "detached" });
  }
  // Reached by what its own enterprise gave: no independent contact.
  const contact = await decide(page, "Independent contact", "the application", facts.form["Phone"]);
  await contact.form.getByRole("alert").waitFor();
  const refusal = await contact.form.getByRole("alert").innerText();
  await look(page, "verdict");
  await contact.form.getByRole("textbox", { name: "Source" }).fill("Company register, entry 110111-1234567");
  await contact.form.getByRole("textbox", { name: "Reference" }).fill("+82 2 555 0100");
  await contact.form.getByRole("button", { name: "Save", exact: true }).click();
  await contact.form.waitFor({ state: "detached" });
  await look(page, "decided");
  await click(page, "Approve");
  await page.getByRole("dialog").getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByText("Certificates can name it until").waitFor();
  // Asked for again, it waits in a queue of its own, and stays valid.
  await click(page, "Have it looked into again");
  await page.getByRole("button", { name: "Approve", exact: true }).waitFor();
  await visit(page, "/organizations");
  await click(page, "Looked into again");
  await page.getByRole("link", { name: facts.name, exact: true }).waitFor();
  const again = await page.getByRole("row").allInnerTexts();
  await visit(page, "/organizations");
  await page.getByRole("link", { name: facts.rejected, exact: true }).click();
  await click(page, "Reject");
  await page.getByRole("dialog").getByLabel("Reason").fill("The register knows no such company.");
  await page.getByRole("dialog").getByRole("button", { name: "Reject", exact: true }).click();
  await page.getByText("It was rejected").waitFor();
  return { early, kinds, refusal, again };
}

async function apply(page) {
  const steps = await toOrganizations(page, facts.title);
  await page.getByRole("radio").first().waitFor();
  const offered = await page.getByRole("radio").evaluateAll((cards) => cards.map((card) => card.ariaLabel));
  await click(page, "Next");
  await page.getByText("Choose the organization.").waitFor();
  await page.getByRole("radio", { name: facts.name }).click();
  await look(page, "choose");
  await click(page, "Next");
  await heading(page, 2, "CSR");
  await page.getByText("How do I make a CSR?").click();
  const command = await page.locator("details[open] pre").innerText();
  const text = page.getByRole("textbox", { name: "CSR in PEM form" });
  await text.fill(facts.wrongCsr);
  await click(page, "Validate CSR");
  await page.getByRole("alert").waitFor();
  const wrong = { refusal: await page.getByRole("alert").innerText(), rows: await page.getByRole("table").getByRole("row").allInnerTexts(), blocked: await page.getByRole("button", { name: "Next", exact: true }).isDisabled() };
  await look(page, "csr");
  await text.fill(facts.csr);
  await click(page, "Validate CSR");
  await page.getByText("Validated", { exact: true }).last().waitFor();
  await page.getByText("This CSR fits the application").waitFor();
  await click(page, "Next");
  await heading(page, 2, "Validation");
  await click(page, "Next");
  await heading(page, 2, "Review");
  await page.getByLabel(/^I have read the Subscriber Agreement/).check();
  await look(page, "review");
  await click(page, "File the application");
  await page.getByText("Waiting for").waitFor();
  const [, name, value] = await page.locator("article dl code").allTextContents();
  await ask({ ask: "txt", name, values: [value] });
  await click(page, "Check now");
  await page.getByText("The certificate is issued", { exact: true }).waitFor({ timeout: 60 * SECONDS });
  await page.getByRole("link", { name: "Open the certificate" }).click();
  await heading(page, 1, facts.domain);
  await page.getByRole("link", { name: facts.name, exact: true }).waitFor();
  return { steps, offered, command, wrong, certificate: page.url().split("/").at(-1) };
}

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser);
  await signIn(page);
  const filed = await fileOrganization(page);
  const specialist = await openPage(browser);
  const vetted = await vet(specialist.page);
  const applied = await apply(page);
  return { ...filed, ...vetted, ...applied, axe, faults: [...faults, ...specialist.faults] };
});
