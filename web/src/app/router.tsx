// The addresses of the console. Every page is a file of its own that comes when it is first visited.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, notFound, redirect } from "@tanstack/react-router";
import { knownSession } from "../session/calls.ts";
import { isOpen } from "../session/store.ts";
import { wantedOf } from "../pages/applications/wanted.ts";
import { startOf, type Family } from "../pages/apply/form.ts";
import { STEPS } from "../pages/apply/steps.ts";
import { narrowingOf } from "../pages/certificates/narrowing.ts";
import { wantedOrganizationsOf } from "../pages/organizations/wanted.ts";
import { VALIDATION_STATUSES, type ValidationStatus } from "../pages/validations/statuses.ts";
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

const applications = createRoute({
  getParentRoute: () => inside,
  path: "/applications",
  validateSearch: wantedOf,
  component: lazyRouteComponent(() => import("../pages/applications/ApplicationsPage.tsx"), "ApplicationsPage"),
});

const application = createRoute({
  getParentRoute: () => inside,
  path: "/applications/$id",
  // Whoever comes from the wizard sees its last step.
  validateSearch: (search: Record<string, unknown>): { filed?: true } => (search.filed === true ? { filed: true } : {}),
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
      if (!(family in STEPS)) throw notFound();
      return { family: family as Family };
    },
    stringify: ({ family }) => ({ family }),
  },
  validateSearch: startOf,
  component: lazyRouteComponent(() => import("../pages/apply/WizardPage.tsx"), "WizardPage"),
});

const certificates = createRoute({
  getParentRoute: () => inside,
  path: "/certificates",
  validateSearch: narrowingOf,
  component: lazyRouteComponent(() => import("../pages/certificates/CertificatesPage.tsx"), "CertificatesPage"),
});

const certificate = createRoute({
  getParentRoute: () => inside,
  path: "/certificates/$id",
  component: lazyRouteComponent(() => import("../pages/certificates/CertificatePage.tsx"), "CertificatePage"),
});

const imports = createRoute({
  getParentRoute: () => inside,
  path: "/imported",
  component: lazyRouteComponent(() => import("../pages/imported/ImportsPage.tsx"), "ImportsPage"),
});

const imported = createRoute({
  getParentRoute: () => inside,
  path: "/imported/$id",
  component: lazyRouteComponent(() => import("../pages/imported/ImportedPage.tsx"), "ImportedPage"),
});

const validations = createRoute({
  getParentRoute: () => inside,
  path: "/validations",
  validateSearch: (search: Record<string, unknown>): { status?: ValidationStatus } => {
    const status = VALIDATION_STATUSES.find((known) => known === search.status);
    return status ? { status } : {};
  },
  component: lazyRouteComponent(() => import("../pages/validations/ValidationsPage.tsx"), "ValidationsPage"),
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

const organizations = createRoute({
  getParentRoute: () => inside,
  path: "/organizations",
  validateSearch: wantedOrganizationsOf,
  component: lazyRouteComponent(() => import("../pages/organizations/OrganizationsPage.tsx"), "OrganizationsPage"),
});

const newOrganization = createRoute({
  getParentRoute: () => inside,
  path: "/organizations/new",
  component: lazyRouteComponent(() => import("../pages/organizations/NewOrganizationPage.tsx"), "NewOrganizationPage"),
});

const organization = createRoute({
  getParentRoute: () => inside,
  path: "/organizations/$id",
  component: lazyRouteComponent(() => import("../pages/organizations/OrganizationPage.tsx"), "OrganizationPage"),
});

const editOrganization = createRoute({
  getParentRoute: () => inside,
  path: "/organizations/$id/edit",
  component: lazyRouteComponent(() => import("../pages/organizations/EditOrganizationPage.tsx"), "EditOrganizationPage"),
});

/** The law of which day. */
const dayOf = (search: Record<string, unknown>): { at?: string } => (typeof search.at === "string" && /^\d{4}-\d{2}-\d{2}$/.test(search.at) ? { at: search.at } : {});

const profiles = createRoute({
  getParentRoute: () => inside,
  path: "/profiles",
  validateSearch: dayOf,
  component: lazyRouteComponent(() => import("../pages/profiles/ProfilesPage.tsx"), "ProfilesPage"),
});

const profile = createRoute({
  getParentRoute: () => inside,
  path: "/profiles/$name",
  validateSearch: dayOf,
  component: lazyRouteComponent(() => import("../pages/profiles/ProfilePage.tsx"), "ProfilePage"),
});

const ceremonies = createRoute({
  getParentRoute: () => inside,
  path: "/ceremonies",
  component: lazyRouteComponent(() => import("../pages/ceremonies/CeremoniesPage.tsx"), "CeremoniesPage"),
});

const ceremony = createRoute({
  getParentRoute: () => inside,
  path: "/ceremonies/$id",
  component: lazyRouteComponent(() => import("../pages/ceremonies/CeremonyPage.tsx"), "CeremonyPage"),
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

const enterprise = createRoute({
  getParentRoute: () => inside,
  path: "/enterprises/$id",
  component: lazyRouteComponent(() => import("../pages/people/EnterprisePage.tsx"), "EnterprisePage"),
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
    inside.addChildren([overview, applications, application, apply, wizard, certificates, certificate, imports, imported, validations, organizations, newOrganization, organization, editOrganization, issuers, issuer, profiles, profile, ceremonies, ceremony, audit, keys, people, person, enterprises, enterprise, settings, domains]),
  ]),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
