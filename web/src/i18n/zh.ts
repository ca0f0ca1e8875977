import type { Texts } from "./en.ts";
import { access } from "./zh/access.ts";
import { applications } from "./zh/applications.ts";
import { authority } from "./zh/authority.ts";
import { certificates } from "./zh/certificates.ts";
import { house } from "./zh/house.ts";
import { organizations } from "./zh/organizations.ts";

export { problems } from "./zh/problems.ts";

export const zh: Texts = { ...house, ...access, ...applications, ...certificates, ...authority, ...organizations };
