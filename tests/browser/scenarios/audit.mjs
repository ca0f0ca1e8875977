// The audit log verified in the browser: a checkpoint that was kept, one that was forged, and a single record.
import { accessibilityFaults, click, facts, openPage, scenario, signIn, visit } from "./drive.mjs";
import { readFile } from "node:fs/promises";

const axe = {};

async function verify(page, note) {
  await page.getByRole("dialog").getByLabel("Checkpoint that you kept").first().fill(note);
  await page.getByRole("dialog").getByRole("button", { name: "Verify", exact: true }).click();
}

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser, facts);
  await signIn(page);
  await visit(page, "/audit");
  await click(page, "Sign a checkpoint");
  const [file] = await Promise.all([page.waitForEvent("download"), click(page, "Save the signed note")]);
  const note = await readFile(await file.path(), "utf8");
  await page.keyboard.press("Escape");

  await click(page, "Verify");
  await verify(page, "not a note");
  await page.getByRole("alert").waitFor();
  const malformed = await page.getByRole("alert").innerText();
  const [origin, size, root, ...signature] = note.split("\n");
  const forged = Buffer.from(root, "base64");
  forged[0] ^= 1;
  await verify(page, [origin, size, forged.toString("base64"), ...signature].join("\n"));
  await page.getByText("The log does not extend this checkpoint").waitFor();
  await verify(page, note);
  await page.getByText("Nothing that was recorded then was changed").waitFor();
  await page.screenshot({ path: `${facts.screenshots}/audit-verified.png` });
  axe.verified = await accessibilityFaults(page);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();

  await page.getByText("user.totp_added").first().click();
  await click(page, "Verify that it is in the log");
  await page.getByText(/^Proven: one of/).waitFor();
  await page.screenshot({ path: `${facts.screenshots}/audit-record.png` });
  axe.record = await accessibilityFaults(page);
  return { malformed, axe, faults };
});
