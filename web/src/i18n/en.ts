// The words of the console in English, which is the shape that the other languages have to have.
import { certificates } from "./en/certificates.ts";
import { house } from "./en/house.ts";
import { access } from "./en/access.ts";
import { applications } from "./en/applications.ts";
import { authority } from "./en/authority.ts";
import { organizations } from "./en/organizations.ts";

export const en = { ...house, ...access, ...applications, ...certificates, ...authority, ...organizations };

type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> };
export type Texts = Words<typeof en>;
