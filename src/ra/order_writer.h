// What the CA is asked for on behalf of an application: its content, whom it names, and what CAA
// says at this moment (TLS BR 4.2.2.1; NC-10, NC-12, NT-55..60).
#pragma once

#include <vector>

#include "base/result.h"
#include "ca/issuing.h"
#include "model/application.h"
#include "va/perspective.h"
#include "x509/certification_request.h"

namespace chancery::ra {

class Office;

/// An order, or why CAA or vetting forbid it.
struct ReadyOrder {
  ca::IssueOrder order;
  std::vector<model::Refusal> refusals;  ///< none: it can be carried out
};

/// What the order would become now.
struct OrderRehearsal {
  Result<ca::Rehearsal> body;
  std::vector<ca::CaaClearance> caa;
  std::vector<model::Refusal> refusals;
};

/// Safe for many threads; waits for name servers, some 20 seconds at most.
class OrderWriter final {
 public:
  /// All outlive this.
  OrderWriter(Office& office, va::Perspective& perspective, const ca::Issuing& issuing)
      : office_(office), perspective_(perspective), issuing_(issuing) {}

  /// Precondition: `csr` was checked for the application. Errors: passing ones (nothing was
  /// decided, ask again), those of x509 and of profile.
  [[nodiscard]] Result<ReadyOrder> write(const model::ApplicationView& view,
                                         const x509::CertificationRequest& csr);

  /// The same for looking at: what would be signed, and all that speaks against it.
  /// Errors: as `write`, but for what passes, which is among the refusals.
  [[nodiscard]] Result<OrderRehearsal> rehearse(const model::ApplicationView& view,
                                                const x509::CertificationRequest& csr);

 private:
  [[nodiscard]] static Result<ca::IssueOrder> order_for(const model::Application& application,
                                                        const x509::CertificationRequest& csr);
  [[nodiscard]] Result<void> name_organization(const model::Application& application,
                                               const x509::CertificationRequest& csr,
                                               ca::IssueOrder& order);
  [[nodiscard]] Result<std::vector<model::Refusal>> ask_caa(const model::ApplicationView& view,
                                                            ca::IssueOrder& order);

  Office& office_;
  va::Perspective& perspective_;
  const ca::Issuing& issuing_;
};

}  // namespace chancery::ra
