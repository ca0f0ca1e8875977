// The Cloud Basic wizard from the first key press to the filed application, without a pointer.
import { facts, openPage, scenario, signIn } from "./drive.mjs";

const MOST = 80;

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser, facts);
  await page.mouse.move(0, 0);
  await signIn(page);
  await page.evaluate(() => document.activeElement?.blur());
  const hidden = [];

  /** Tabs on until what has the focus is called so; every stop on the way has to be seen. */
  async function reach(name) {
    for (let presses = 0; presses < MOST; presses++) {
      if (presses > 0) await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === document.body) return { text: "", seen: true, marked: true }; // the browser's own turn
        const box = element.getBoundingClientRect();
        const label = element.labels?.[0]?.innerText ?? "";
        const style = getComputedStyle(element);
        const marked = [element, element.closest("label"), element.parentElement].some((each) => each && (getComputedStyle(each).outlineStyle !== "none" || each.matches(":focus-within")));
        return { text: (element.getAttribute("aria-label") ?? (label || element.innerText)).trim(), seen: box.width > 0 && style.visibility !== "hidden", marked };
      });
      if (presses > 0 && (!at.seen || !at.marked)) hidden.push(at.text);
      if (at.text.startsWith(name)) return;
    }
    throw new Error(`the keyboard does not lead to "${name}"`);
  }

  await reach("Skip to the content");
  await page.keyboard.press("Enter");
  await reach("Apply for a certificate");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Apply for a certificate" }).waitFor();
  await reach("Cloud Basic");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 2, name: "Domain", exact: true }).waitFor();
  await reach("Certificate name");
  await page.keyboard.type(facts.title);
  await reach("Domain name");
  await page.keyboard.type(facts.domain);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 2, name: "Validation" }).waitFor();
  await reach("Next");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 2, name: "Review" }).waitFor();
  await reach("Password of the key");
  await page.keyboard.type(facts.keyPassword);
  const download = page.waitForEvent("download");
  await reach("Make the key and save it");
  await page.keyboard.press("Enter");
  await download;
  await page.getByLabel(/^I have the file/).waitFor();
  await reach("I have the file and its password");
  await page.keyboard.press("Space");
  await reach("I have read the Subscriber Agreement");
  await page.keyboard.press("Space");
  await reach("File the application");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: facts.title }).waitFor();
  await page.getByText("Waiting for one DNS record").waitFor();
  return { hidden, faults };
});
