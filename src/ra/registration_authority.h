// Every desk of the registration authority, put together once (RFC 3647 section 1.3.2).
#pragma once

#include "ca/issuing.h"
#include "ca/revoking.h"
#include "jobs/runner.h"
#include "ra/accounts.h"
#include "ra/applications.h"
#include "ra/authorizations.h"
#include "ra/certificates.h"
#include "ra/domains.h"
#include "ra/external_accounts.h"
#include "ra/filing.h"
#include "ra/fulfilment.h"
#include "ra/imports.h"
#include "ra/keepsakes.h"
#include "ra/office.h"
#include "ra/order_writer.h"
#include "ra/placements.h"
#include "ra/proofs.h"
#include "ra/register_keeper.h"
#include "ra/renewals.h"
#include "ra/revocation_desk.h"
#include "ra/sweeper.h"
#include "va/perspective.h"
#include "vetting/organizations.h"

namespace chancery::ra {

class RegistrationAuthority final {
 public:
  /// Everything is borrowed but the settings.
  RegistrationAuthority(Equipment equipment, Settings settings, va::Perspective& perspective,
                        const ca::Issuers& issuers, ca::Issuing& issuing, ca::Revoking& revoking)
      : office_(equipment, std::move(settings)),
        accounts_(office_),
        external_accounts_(office_),
        certificates_(office_, issuers),
        proofs_(office_, perspective),
        orders_(office_, perspective, issuing),
        fulfilment_(office_, orders_, issuing, certificates_),
        filing_(office_, accounts_, proofs_, orders_, issuing),
        applications_(office_, accounts_, fulfilment_, issuing),
        authorizations_(office_),
        revocations_(office_, revoking),
        sweeper_(office_),
        register_keeper_(office_),
        renewals_(office_, filing_),
        domains_(office_, proofs_),
        imports_(office_),
        drafts_(office_),
        views_(office_),
        placements_(office_),
        organizations_({equipment.database, equipment.audit, equipment.queue, equipment.clock,
                        equipment.ids}) {}
  RegistrationAuthority(const RegistrationAuthority&) = delete;
  RegistrationAuthority& operator=(const RegistrationAuthority&) = delete;

  [[nodiscard]] Accounts& accounts() { return accounts_; }
  [[nodiscard]] ExternalAccounts& external_accounts() { return external_accounts_; }
  [[nodiscard]] Filing& filing() { return filing_; }
  [[nodiscard]] Applications& applications() { return applications_; }
  [[nodiscard]] Authorizations& authorizations() { return authorizations_; }
  [[nodiscard]] Certificates& certificates() { return certificates_; }
  [[nodiscard]] RevocationDesk& revocations() { return revocations_; }
  [[nodiscard]] Renewals& renewals() { return renewals_; }
  [[nodiscard]] Domains& domains() { return domains_; }
  [[nodiscard]] Imports& imports() { return imports_; }
  [[nodiscard]] Drafts& drafts() { return drafts_; }
  [[nodiscard]] SavedViews& views() { return views_; }
  [[nodiscard]] Placements& placements() { return placements_; }
  [[nodiscard]] vetting::Organizations& organizations() { return organizations_; }
  [[nodiscard]] const Settings& settings() const { return office_.settings(); }

  /// The handlers of this room's jobs. Validations wait for other people's hosts: give the runner a
  /// handful of threads. Before Runner::start.
  void register_jobs(jobs::Runner& runner);

  /// Makes sure that what recurs is in the queue. At every start; harmless when repeated.
  [[nodiscard]] Result<void> schedule();

 private:
  Office office_;
  Accounts accounts_;
  ExternalAccounts external_accounts_;
  Certificates certificates_;
  Proofs proofs_;
  OrderWriter orders_;
  Fulfilment fulfilment_;
  Filing filing_;
  Applications applications_;
  Authorizations authorizations_;
  RevocationDesk revocations_;
  Sweeper sweeper_;
  RegisterKeeper register_keeper_;
  Renewals renewals_;
  Domains domains_;
  Imports imports_;
  Drafts drafts_;
  SavedViews views_;
  Placements placements_;
  vetting::Organizations organizations_;
};

}  // namespace chancery::ra
