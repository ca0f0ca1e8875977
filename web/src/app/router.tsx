// The addresses of the console. Every page is a file of its own that comes when it is first visited.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, notFound, redirect } from "@tanstack/react-router";
import { knownSession } from "../session/calls.ts";
import { isOpen } from "../session/store.ts";
import type { ApplicationStatus, CertificateStatus } from "../api/queries.ts";
import type { Family } from "../pages/apply/form.ts";
import { NotFound, PageFault } from "./Fallbacks.tsx";

const root = createRootRoute({ notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search.to === "string" && search.to.startsWith("/") ? { to: search.to } : {},
  beforeLoad: () => knownSession(),
  component: lazyRouteComponent(() => import("../pages/sign-in/SignInPage.tsx"), "SignInPage"),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  component: lazyRouteComponent(() => import("../pages/sign-in/LinkPages.tsx"), "InvitationPage"),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: "/password-reset",
  component: lazyRouteComponent(() => import("../pages/sign-in/LinkPages.tsx"), "ResetPage"),
});

const forgotten = createRoute({
  getParentRoute: () => root,
  path: "/forgotten",
  component: lazyRouteComponent(() => import("../pages/sign-in/LinkPages.tsx"), "ForgottenPage"),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ location }) => {
    if (!isOpen(await knownSession())) {
      const to = location.pathname === "/" ? undefined : location.href;
      throw redirect({ to: "/sign-in", search: to ? { to } : {} });
    }
  },
  component: lazyRouteComponent(() => import("./Frame.tsx"), "Frame"),
});

const overview = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: lazyRouteComponent(() => import("../pages/overview/OverviewPage.tsx"), "OverviewPage"),
});

const STATUSES: ApplicationStatus[] = ["In progress", "Normal", "Timeout", "Failed", "Cancelled"];

const applications = createRoute({
  getParentRoute: () => inside,
  path: "/applications",
  validateSearch: (search: Record<string, unknown>): { status?: ApplicationStatus } => {
    const status = STATUSES.find((known) => known === search.status);
    return status ? { status } : {};
  },
  component: lazyRouteComponent(() => import("../pages/applications/ApplicationsPage.tsx"), "ApplicationsPage"),
});

const application = createRoute({
  getParentRoute: () => inside,
  path: "/applications/$id",
  component: lazyRouteComponent(() => import("../pages/applications/ApplicationPage.tsx"), "ApplicationPage"),
});

const apply = createRoute({
  getParentRoute: () => inside,
  path: "/apply",
  component: lazyRouteComponent(() => import("../pages/apply/ApplyPage.tsx"), "ApplyPage"),
});

const wizard = createRoute({
  getParentRoute: () => inside,
  path: "/apply/$family",
  params: {
    parse: ({ family }) => {
      if (family !== "cloud-basic" && family !== "advanced-dv") throw notFound();
      return { family: family as Family };
    },
    stringify: ({ family }) => ({ family }),
  },
  validateSearch: (search: Record<string, unknown>): { domains?: string[]; draft?: string } => ({
    ...(Array.isArray(search.domains) ? { domains: search.domains.filter((domain) => typeof domain === "string").slice(0, 100) } : {}),
    ...(typeof search.draft === "string" ? { draft: search.draft } : {}),
  }),
  component: lazyRouteComponent(() => import("../pages/apply/WizardPage.tsx"), "WizardPage"),
});

const CERTIFICATE_STATUSES: CertificateStatus[] = ["valid", "revoked", "expired", "not_yet_valid"];
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export interface CertificateSearch {
  search?: string;
  issuer?: string;
  status?: CertificateStatus;
  /** Days, as a forecast cuts them: from the first, before the second. */
  from?: string;
  before?: string;
}

const certificates = createRoute({
  getParentRoute: () => inside,
  path: "/certificates",
  validateSearch: (search: Record<string, unknown>): CertificateSearch => ({
    ...(typeof search.search === "string" && search.search ? { search: search.search } : {}),
    ...(typeof search.issuer === "string" && search.issuer ? { issuer: search.issuer } : {}),
    ...(CERTIFICATE_STATUSES.includes(search.status as CertificateStatus) ? { status: search.status as CertificateStatus } : {}),
    ...(typeof search.from === "string" && DATE.test(search.from) ? { from: search.from } : {}),
    ...(typeof search.before === "string" && DATE.test(search.before) ? { before: search.before } : {}),
  }),
  component: lazyRouteComponent(() => import("../pages/certificates/CertificatesPage.tsx"), "CertificatesPage"),
});

const certificate = createRoute({
  getParentRoute: () => inside,
  path: "/certificates/$id",
  component: lazyRouteComponent(() => import("../pages/certificates/CertificatePage.tsx"), "CertificatePage"),
});

const issuers = createRoute({
  getParentRoute: () => inside,
  path: "/issuers",
  component: lazyRouteComponent(() => import("../pages/issuers/IssuersPage.tsx"), "IssuersPage"),
});

const issuer = createRoute({
  getParentRoute: () => inside,
  path: "/issuers/$id",
  component: lazyRouteComponent(() => import("../pages/issuers/IssuerPage.tsx"), "IssuerPage"),
});

const profiles = createRoute({
  getParentRoute: () => inside,
  path: "/profiles",
  component: lazyRouteComponent(() => import("../pages/profiles/ProfilesPage.tsx"), "ProfilesPage"),
});

const profile = createRoute({
  getParentRoute: () => inside,
  path: "/profiles/$name",
  component: lazyRouteComponent(() => import("../pages/profiles/ProfilePage.tsx"), "ProfilePage"),
});

export interface AuditSearch {
  kind?: string;
  subject?: string;
}

const audit = createRoute({
  getParentRoute: () => inside,
  path: "/audit",
  validateSearch: (search: Record<string, unknown>): AuditSearch => ({
    ...(typeof search.kind === "string" && search.kind ? { kind: search.kind } : {}),
    ...(typeof search.subject === "string" && search.subject ? { subject: search.subject } : {}),
  }),
  component: lazyRouteComponent(() => import("../pages/audit/AuditPage.tsx"), "AuditPage"),
});

const keys = createRoute({
  getParentRoute: () => inside,
  path: "/api-keys",
  component: lazyRouteComponent(() => import("../pages/api-keys/ApiKeysPage.tsx"), "ApiKeysPage"),
});

const people = createRoute({
  getParentRoute: () => inside,
  path: "/people",
  component: lazyRouteComponent(() => import("../pages/people/PeoplePage.tsx"), "PeoplePage"),
});

const person = createRoute({
  getParentRoute: () => inside,
  path: "/people/$id",
  component: lazyRouteComponent(() => import("../pages/people/PersonPage.tsx"), "PersonPage"),
});

const enterprises = createRoute({
  getParentRoute: () => inside,
  path: "/enterprises",
  component: lazyRouteComponent(() => import("../pages/people/EnterprisesPage.tsx"), "EnterprisesPage"),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  component: lazyRouteComponent(() => import("../pages/settings/SettingsPage.tsx"), "SettingsPage"),
});

const domains = createRoute({
  getParentRoute: () => inside,
  path: "/domains",
  component: lazyRouteComponent(() => import("../pages/domains/DomainsPage.tsx"), "DomainsPage"),
});

export const router = createRouter({
  basepath: "/console",
  defaultPreload: "intent",
  defaultErrorComponent: PageFault,
  scrollRestoration: true,
  routeTree: root.addChildren([
    signIn,
    invitation,
    reset,
    forgotten,
    inside.addChildren([overview, applications, application, apply, wizard, certificates, certificate, issuers, issuer, profiles, profile, audit, keys, people, person, enterprises, settings, domains]),
  ]),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
