#include "api/door.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <variant>

#include "api/access.h"
#include "api/admission.h"
#include "api/applications.h"
#include "api/audit_records.h"
#include "api/ceremonies.h"
#include "api/certificate_list.h"
#include "api/certificates.h"
#include "api/contract.h"
#include "api/domains.h"
#include "api/events.h"
#include "api/issuers.h"
#include "api/keepsakes.h"
#include "api/key_desk.h"
#include "api/linters.h"
#include "api/managed_keys.h"
#include "api/me_desk.h"
#include "api/organizations.h"
#include "api/pages.h"
#include "api/people_desk.h"
#include "api/placements.h"
#include "api/places.h"
#include "api/profile_desk.h"
#include "api/session_desk.h"
#include "base/under_way.h"
#include "http/problem.h"

namespace chancery::api {

namespace {

using enum identity::Permission;

// Scripts and styles are files of this server; nothing else is loaded, framed or sent anywhere.
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

using identity::SessionState;

constexpr Gate kReadCertificates{.everyones = read_certificates, .own = file_applications};
constexpr Gate kReadPeople{.everyones = read_people, .own = manage_enterprise};
constexpr Gate kManagePeople{
    .everyones = manage_people, .own = manage_enterprise, .is_sensitive = true};
constexpr Gate kManageAccess{.everyones = manage_access, .own = manage_enterprise};

// Of a person about itself. What changes factors must not be open to who has the password alone.
constexpr Gate kAnySession = Gate::of_self(SessionState::second_factor);
constexpr Gate kEnrolling = Gate::of_self(SessionState::enrol_second_factor);

[[noreturn]] void end_process(std::string_view what, std::string_view operation) {
  fmt::print(stderr, "api: {}: {}\n", what, operation);
  std::abort();
}

/// A file of the program, copied once.
void add_file(http::Router& router, std::string_view path, std::string type,
              std::string_view content) {
  const auto bytes = std::make_shared<const Bytes>(to_bytes(content));
  router.add(
      http::Method::get, path,
      [bytes, type = std::move(type)](const http::Request&) {
        http::Response response = http::respond(200, type, bytes);
        response.headers.add("Content-Security-Policy", kPagePolicy);
        return response;
      },
      http::kFast);
}

}  // namespace

/// What each operation of the document is answered by.
class ApiDoor::Desks final {
 public:
  Desks(const Dependencies& uses, Settings settings)
      : uses_(uses),
        settings_(std::move(settings)),
        managed_keys_(uses.database, uses.audit, uses.managed_keys, uses.clock, uses.random),
        certificates_({.database = uses.database,
                       .issuers = uses.issuers,
                       .issuing = uses.issuing,
                       .revocations = uses.revocations,
                       .renewals = uses.renewals,
                       .profiles = uses.profiles,
                       .managed_keys = managed_keys_,
                       .clock = uses.clock,
                       .executor = uses.executor}),
        list_({.database = uses.database, .clock = uses.clock, .executor = uses.executor}),
        events_(
            {.database = uses.database, .applications = uses.applications, .clock = uses.clock}),
        applications_({.database = uses.database,
                       .filing = uses.filing,
                       .applications = uses.applications,
                       .profiles = uses.profiles,
                       .clock = uses.clock,
                       .default_profile = settings_.default_profile,
                       .agreement_version = settings_.agreement_version,
                       .terms_url = settings_.terms_url}),
        domains_(
            {.domains = uses.domains, .organizations = uses.organizations, .clock = uses.clock}),
        keepsakes_({.drafts = uses.drafts,
                    .views = uses.views,
                    .imports = uses.imports,
                    .clock = uses.clock}),
        placements_(uses.placements),
        organizations_(uses.organizations, uses.clock),
        issuers_(uses.issuers, uses.urls),
        profiles_(uses.database, uses.profiles, uses.clock),
        keys_(uses.database, uses.audit, uses.clock),
        ceremonies_(settings_.ceremonies),
        audit_records_(uses.database, settings_.checkpoints),
        linters_(settings_.linters, uses.clock),
        suffix_list_(settings_.suffix_list, uses.clock),
        access_(uses.identity.api_keys, uses.accounts),
        admission_(uses.identity, settings_.api_url, uses.clock),
        session_(uses.identity, admission_),
        me_(uses.identity),
        people_(uses.identity) {}

  void add_operations(http::Router& router);
  void add_pages(http::Router& router);

 private:
  struct Entry {
    std::string_view operation;
    Gate gate;  ///< not looked at where nobody needs to be known
    std::variant<Action, AsyncAction> act;
  };

  [[nodiscard]] std::vector<Entry> entries();
  [[nodiscard]] Result<Call> admit_call(const Operation& operation, const Gate& gate,
                                        const http::Request& request);
  void add(http::Router& router, Operation operation, const Gate& gate, Action act);
  void add(http::Router& router, Operation operation, const Gate& gate, AsyncAction act);

  Dependencies uses_;
  Settings settings_;
  ManagedKeys managed_keys_;
  Certificates certificates_;
  CertificateList list_;
  Events events_;
  Applications applications_;
  Domains domains_;
  Keepsakes keepsakes_;
  PlacementDesk placements_;
  Places places_;
  Organizations organizations_;
  Issuers issuers_;
  ProfileDesk profiles_;
  KeyDesk keys_;
  Ceremonies ceremonies_;
  AuditRecords audit_records_;
  Linters linters_;
  SuffixList suffix_list_;
  Access access_;
  Admission admission_;
  SessionDesk session_;
  MeDesk me_;
  PeopleDesk people_;
  UnderWay under_way_;  ///< last: what is under way uses everything above
};

std::vector<ApiDoor::Desks::Entry> ApiDoor::Desks::entries() {
  const auto by = [](auto& desk, auto method) -> Action {
    return [&desk, method](const Call& call) { return (desk.*method)(call); };
  };
  const AsyncAction issue = [this](const Call& call, Reply reply) {
    certificates_.issue(call, std::move(reply));
  };
  using C = Certificates;
  using A = Applications;
  using K = Keepsakes;
  using P = PlacementDesk;
  using L = CertificateList;
  using O = Organizations;
  // clang-format off
  return {
      {"searchCertificates", kReadCertificates, by(list_, &L::search)},
      {"exportCertificates", kReadCertificates, by(list_, &L::export_all)},
      {"forecastCertificates", kReadCertificates, by(list_, &L::forecast)},
      {"listenToEvents", kReadCertificates, by(events_, &Events::listen)},
      {"getOverview", kReadCertificates, by(list_, &L::overview)},
      {"issueCertificate", Gate{issue_certificates}.request(), issue},
      {"getCertificate", kReadCertificates, by(certificates_, &C::get)},
      {"downloadCertificate", kReadCertificates, by(certificates_, &C::download)},
      // Reading a certificate is not holding its key: only who may issue may fetch that.
      {"downloadPkcs12", {issue_certificates, file_applications}, by(certificates_, &C::download_pkcs12)},
      {"revokeCertificate", Gate{revoke_certificates, file_applications}.sensitive(), by(certificates_, &C::revoke)},
      {"editCertificate", {issue_certificates, file_applications}, by(certificates_, &C::edit)},
      {"getCertificateHistory", kReadCertificates, by(certificates_, &C::history)},
      {"getLintReport", kReadCertificates, by(certificates_, &C::lint_report)},
      {"getTransparency", kReadCertificates, by(certificates_, &C::transparency)},
      {"importCertificate", {issue_certificates, file_applications}, by(keepsakes_, &K::import)},
      {"listImportedCertificates", kReadCertificates, by(keepsakes_, &K::list_imported)},
      {"getImportedCertificate", kReadCertificates, by(keepsakes_, &K::get_imported)},
      {"deleteImportedCertificate", {issue_certificates, file_applications}, by(keepsakes_, &K::delete_imported)},
      {"listPlacements", kReadCertificates, by(placements_, &P::list)},
      {"getPlacement", kReadCertificates, by(placements_, &P::get)},
      {"putPlacement", {issue_certificates, file_applications}, by(placements_, &P::put)},
      {"deletePlacement", {issue_certificates, file_applications}, by(placements_, &P::remove)},
      {"getSealedKey", {issue_certificates, file_applications}, by(placements_, &P::get_key)},
      {"putSealedKey", {issue_certificates, file_applications}, by(placements_, &P::put_key)},
      {"deleteSealedKey", {issue_certificates, file_applications}, by(placements_, &P::remove_key)},
      {"getAgreement", {read_issuers}, by(applications_, &A::agreement)},
      {"listDomains", {file_applications}, by(domains_, &Domains::list)},
      {"addDomain", {file_applications}, by(domains_, &Domains::add)},
      {"checkDomain", {file_applications}, by(domains_, &Domains::check)},
      {"deleteDomain", {file_applications}, by(domains_, &Domains::remove)},
      {"listDrafts", {file_applications}, by(keepsakes_, &K::list_drafts)},
      {"createDraft", {file_applications}, by(keepsakes_, &K::add_draft)},
      {"getDraft", {file_applications}, by(keepsakes_, &K::get_draft)},
      {"replaceDraft", {file_applications}, by(keepsakes_, &K::replace_draft)},
      {"deleteDraft", {file_applications}, by(keepsakes_, &K::delete_draft)},
      {"listViews", kReadCertificates, by(keepsakes_, &K::list_views)},
      {"saveView", kReadCertificates, by(keepsakes_, &K::save_view)},
      {"deleteView", kReadCertificates, by(keepsakes_, &K::delete_view)},
      {"listApplications", kReadCertificates, by(applications_, &A::list)},
      {"fileApplication", Gate{file_applications}.request(), by(applications_, &A::file)},
      {"getApplication", kReadCertificates, by(applications_, &A::get)},
      {"checkApplication", {issue_certificates, file_applications}, by(applications_, &A::check)},
      {"cancelApplication", {issue_certificates, file_applications}, by(applications_, &A::cancel)},
      {"rejectApplication", Gate{revoke_certificates}.sensitive(), by(applications_, &A::reject)},
      {"listValidations", kReadCertificates, by(applications_, &A::validations)},
      {"checkCsr", {file_applications}, by(applications_, &A::check_csr)},
      {"listOrganizations", kReadCertificates, by(organizations_, &O::list)},
      {"fileOrganization", {file_applications}, by(organizations_, &O::file)},
      {"getOrganization", kReadCertificates, by(organizations_, &O::get)},
      {"changeOrganization", {file_applications}, by(organizations_, &O::change)},
      {"deleteOrganization", {file_applications}, by(organizations_, &O::remove)},
      {"decideCheck", {vet_organizations}, by(organizations_, &O::decide)},
      {"approveOrganization", Gate{vet_organizations}.sensitive(), by(organizations_, &O::approve)},
      {"rejectOrganization", Gate{vet_organizations}.sensitive(), by(organizations_, &O::reject)},
      {"renewOrganization", {vet_organizations, file_applications}, by(organizations_, &O::renew)},
      {"listVettingRules", kReadCertificates, by(organizations_, &O::rules)},
      {"listCountries", kReadCertificates, by(places_, &Places::countries)},
      {"listStates", kReadCertificates, by(places_, &Places::states)},
      {"listIssuers", {read_issuers}, by(issuers_, &Issuers::list)},
      {"getIssuer", {read_issuers}, by(issuers_, &Issuers::get)},
      {"listCeremonies", {read_audit}, by(ceremonies_, &Ceremonies::list)},
      {"getCeremony", {read_audit}, by(ceremonies_, &Ceremonies::get)},
      {"listProfiles", {read_issuers}, by(profiles_, &ProfileDesk::list)},
      {"getProfile", {read_issuers}, by(profiles_, &ProfileDesk::get)},
      {"listProfileChanges", kReadCertificates, by(profiles_, &ProfileDesk::changes)},
      {"listBlockedKeys", {read_certificates}, by(keys_, &KeyDesk::list)},
      {"blockKey", Gate{revoke_certificates}.sensitive(), by(keys_, &KeyDesk::block)},
      {"listAuditRecords", {read_audit}, by(audit_records_, &AuditRecords::list)},
      {"getCheckpoint", {read_audit}, by(audit_records_, &AuditRecords::checkpoint)},
      {"proveAuditRecord", {read_audit}, by(audit_records_, &AuditRecords::inclusion)},
      {"proveAuditConsistency", {read_audit}, by(audit_records_, &AuditRecords::consistency)},
      {"listLinters", {read_audit}, by(linters_, &Linters::list)},
      {"getPublicSuffixList", {read_audit}, by(suffix_list_, &SuffixList::get)},
      {"listApiKeys", kManageAccess, by(access_, &Access::list_keys)},
      {"createApiKey", kManageAccess.sensitive(), by(access_, &Access::create_key)},
      {"deleteApiKey", kManageAccess.sensitive(), by(access_, &Access::delete_key)},
      {"getSession", kAnySession, by(session_, &SessionDesk::get)},
      {"signIn", {}, by(session_, &SessionDesk::sign_in)},
      {"showSecondFactor", kAnySession, by(session_, &SessionDesk::show_second_factor)},
      {"setPassword", kAnySession.sensitive(), by(session_, &SessionDesk::set_password)},
      {"acceptInvitation", {}, by(session_, &SessionDesk::accept_invitation)},
      {"askPasskey", {}, by(session_, &SessionDesk::ask_passkey)},
      {"showPasskey", {}, by(session_, &SessionDesk::show_passkey)},
      {"askPasswordReset", {}, by(session_, &SessionDesk::ask_password_reset)},
      {"acceptPasswordReset", {}, by(session_, &SessionDesk::accept_password_reset)},
      {"signOut", kAnySession, by(session_, &SessionDesk::sign_out)},
      {"listMySessions", kEnrolling, by(me_, &MeDesk::list_sessions)},
      {"endMySession", kEnrolling, by(me_, &MeDesk::end_session)},
      {"getMyFactors", kEnrolling, by(me_, &MeDesk::factors)},
      {"offerTotp", kEnrolling.sensitive(), by(me_, &MeDesk::offer_totp)},
      {"confirmTotp", kEnrolling.sensitive(), by(me_, &MeDesk::confirm_totp)},
      {"removeTotp", kEnrolling.sensitive(), by(me_, &MeDesk::remove_totp)},
      {"askNewPasskey", kEnrolling.sensitive(), by(me_, &MeDesk::ask_passkey)},
      {"addPasskey", kEnrolling.sensitive(), by(me_, &MeDesk::add_passkey)},
      {"removePasskey", kEnrolling.sensitive(), by(me_, &MeDesk::remove_passkey)},
      {"makeRecoveryCodes", kEnrolling.sensitive(), by(me_, &MeDesk::make_recovery_codes)},
      {"listUsers", kReadPeople, by(people_, &PeopleDesk::list)},
      {"createUser", kManagePeople, by(people_, &PeopleDesk::create)},
      {"getUser", kReadPeople, by(people_, &PeopleDesk::get)},
      {"changeUser", kManagePeople, by(people_, &PeopleDesk::change)},
      {"suspendUser", kManagePeople, by(people_, &PeopleDesk::suspend)},
      {"restoreUser", kManagePeople, by(people_, &PeopleDesk::restore)},
      {"resetUser", kManagePeople, by(people_, &PeopleDesk::reset)},
      {"listUserSessions", kReadPeople, by(people_, &PeopleDesk::list_sessions)},
      {"endUserSession", kManagePeople, by(people_, &PeopleDesk::end_session)},
      {"listEnterprises", kReadPeople, by(people_, &PeopleDesk::list_enterprises)},
      {"createEnterprise", Gate{manage_people}.sensitive(), by(people_, &PeopleDesk::create_enterprise)},
      {"getEnterprise", kReadPeople, by(people_, &PeopleDesk::get_enterprise)},
      {"changeEnterprise", Gate{manage_people}.sensitive(), by(people_, &PeopleDesk::change_enterprise)},
      {"listRoles", kReadPeople, by(people_, &PeopleDesk::list_roles)},
  };
  // clang-format on
}

Result<Call> ApiDoor::Desks::admit_call(const Operation& operation, const Gate& gate,
                                        const http::Request& request) {
  auto query = TRY(request.query());
  Call call{.request = request,
            .caller = {},
            .scope = ra::Scope::of({}),
            .query = std::move(query),
            .body = {}};
  switch (operation.entrance) {
    case Entrance::caller:
      call.caller = TRY(admission_.authenticate(request));
      call.scope = TRY(admission_.admit(call.caller, gate));
      break;
    case Entrance::session:
      call.caller = identity::caller_of(TRY(admission_.session(request)));
      call.scope = TRY(admission_.admit(call.caller, gate));
      break;
    case Entrance::nobody:
      break;
  }
  TRY(operation.check_query(call.query));
  call.body = TRY(operation.read_body(request));
  return call;
}

void ApiDoor::Desks::add(http::Router& router, Operation operation, const Gate& gate, Action act) {
  const http::RouteOptions options{.max_body = operation.body ? kMaxBody : 0};
  const std::string path = operation.path;
  const http::Method method = operation.method;
  router.add(
      method, path,
      [this, operation = std::move(operation), gate,
       act = std::move(act)](const http::Request& request) {
        const auto call = admit_call(operation, gate, request);
        auto answer = call ? act(*call) : std::unexpected(call.error());
        return answer ? *std::move(answer) : http::problem(answer.error(), request);
      },
      options);
}

void ApiDoor::Desks::add(http::Router& router, Operation operation, const Gate& gate,
                         AsyncAction act) {
  const http::RouteOptions options{.run_on = http::RunOn::task,
                                   .max_body = operation.body ? kMaxBody : 0};
  const std::string path = operation.path;
  const http::Method method = operation.method;
  router.add_async(
      method, path,
      [this, operation = std::move(operation), gate, act = std::move(act)](
          const http::Request& request, const http::Responder& responder) {
        const auto call = admit_call(operation, gate, request);
        Reply reply = [responder, ticket = under_way_.begin()](Result<http::Response> answer) {
          responder.send(answer ? *std::move(answer)
                                : http::problem(answer.error(), responder.request()));
        };
        call ? act(*call, std::move(reply)) : reply(std::unexpected(call.error()));
      },
      options);
}

void ApiDoor::Desks::add_operations(http::Router& router) {
  std::vector<Entry> left = entries();
  for (Operation& operation : read_contract(openapi_document())) {
    const auto entry = std::ranges::find(left, operation.id, &Entry::operation);
    if (entry == left.end()) {
      end_process("the document has an operation that nobody answers", operation.id);
    }
    std::visit([&](auto& act) { add(router, std::move(operation), entry->gate, std::move(act)); },
               entry->act);
    left.erase(entry);
  }
  if (!left.empty()) {
    end_process("the document lacks an operation", left.front().operation);
  }
}

void ApiDoor::Desks::add_pages(http::Router& router) {
  add_file(router, "/api/v1/openapi.json", "application/json", openapi_document());
  add_file(router, "/api/v1/docs", "text/html; charset=utf-8", docs_html());
  add_file(router, "/assets/docs.js", "text/javascript; charset=utf-8", docs_script());
  add_file(router, "/assets/style.css", "text/css; charset=utf-8", style_sheet());
}

ApiDoor::ApiDoor(const Dependencies& dependencies, Settings settings)
    : desks_(std::make_unique<Desks>(dependencies, std::move(settings))) {}

ApiDoor::~ApiDoor() = default;

void ApiDoor::add_routes(http::Router& router) {
  desks_->add_operations(router);
  desks_->add_pages(router);
}

}  // namespace chancery::api
