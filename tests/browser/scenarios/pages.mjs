// Every page in one theme and width: a picture, what axe says, whether it scrolls sideways, what the browser said.
import { accessibilityFaults, facts, openPage, scenario, sidewaysScroll, signIn, visit } from "./drive.mjs";

const PAGES = {
  overview: "/",
  applications: "/applications",
  apply: "/apply",
  "apply-basic": "/apply/cloud-basic",
  "apply-advanced": "/apply/advanced-dv",
  certificates: "/certificates",
  domains: "/domains",
  issuers: "/issuers",
  profiles: "/profiles",
  profile: "/profiles/tls-dv",
  audit: "/audit",
  "api-keys": "/api-keys",
  people: "/people",
  enterprises: "/enterprises",
  settings: "/settings",
  missing: "/nowhere",
  ...facts.more,
};

await scenario(async (browser) => {
  const { page, faults } = await openPage(browser, facts);
  const seen = {};
  const look = async (name) => {
    await page.screenshot({ path: `${facts.screenshots}/${name}-${facts.theme}-${facts.width}.png`, fullPage: true });
    seen[name] = { axe: await accessibilityFaults(page), sideways: await sidewaysScroll(page) };
  };
  await page.goto(`${facts.url}/console/sign-in`);
  await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  await look("sign-in");
  await signIn(page);
  for (const [name, path] of Object.entries(PAGES)) {
    await visit(page, path);
    await look(name);
  }
  return { pages: seen, faults };
});
