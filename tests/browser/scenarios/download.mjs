// A file that a button of a page hands out.
import { click, facts, openPage, scenario, signIn, visit } from "./drive.mjs";

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser);
  await signIn(page);
  await visit(page, facts.path);
  const coming = page.waitForEvent("download");
  await click(page, facts.button);
  const download = await coming;
  const file = `${facts.folder}/downloaded.pem`;
  await download.saveAs(file);
  return { file, faults };
});
