import type { Texts } from "./en.ts";
import { access } from "./ko/access.ts";
import { applications } from "./ko/applications.ts";
import { authority } from "./ko/authority.ts";
import { certificates } from "./ko/certificates.ts";
import { house } from "./ko/house.ts";
import { organizations } from "./ko/organizations.ts";

export { problems } from "./ko/problems.ts";

export const ko: Texts = { ...house, ...access, ...applications, ...certificates, ...authority, ...organizations };
