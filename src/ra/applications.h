// Applications once they are filed (see filing.h): reading, finalizing, withdrawing
// (NC-22..32; RFC 8555 sections 7.1.3, 7.4).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "ca/issuing.h"
#include "model/application.h"
#include "ra/accounts.h"
#include "ra/bounded_cache.h"
#include "ra/grounds.h"
#include "ra/scope.h"
#include "x509/certification_request.h"

namespace chancery::ra {

class Accounts;
class Fulfilment;
class Office;

struct ApplicationFilter {
  std::optional<model::ApplicationStatus> status;  ///< as stored (never `ready`)
  std::string name;                                ///< exact
  std::string domain;                              ///< exact identifier value
};

struct ApplicationPage {
  std::vector<model::Application> applications;  ///< newest first
  std::string next;                              ///< mark of the next page; "" at the end
};

/// Safe for many threads.
class Applications final {
 public:
  /// Everything is borrowed.
  Applications(Office& office, Accounts& accounts, Fulfilment& fulfilment, ca::Issuing& issuing);

  /// Errors: kApplicationNotFound.
  [[nodiscard]] Result<model::ApplicationView> get(Scope scope, model::ApplicationId id);

  /// At most `limit` (1-200) applications after the mark `after` ("" for the first page).
  /// Errors: kApplicationFilterMalformed.
  [[nodiscard]] Result<ApplicationPage> list(Scope scope, const ApplicationFilter& filter,
                                             std::string_view after, int limit);

  /// What became of an application; told once, on any thread that may wait.
  using Done = std::move_only_function<void(Result<model::ApplicationView>)>;

  /// Hands in the CSR of a ready ACME order and makes the certificate. `done` hears when it is made
  /// or when `budget` is over; then the status is `processing` and the work goes on in the
  /// background. Calling it again with the same CSR is harmless. Errors: kApplicationNotFound,
  /// kApplicationNotReady, kApplicationClosed, kApplicationBusy, the kCsr* kinds; CAA and policy
  /// refusals are in the view's `refusals`, with status `failed`.
  void finalize(Scope scope, model::ApplicationId id, BytesView csr_der, Duration budget,
                Done done);

  /// Withdraws an application that has no certificate yet; what waits for CT logs is given up with
  /// it. Errors: kApplicationNotFound, kApplicationClosed, kApplicationBusy: its certificate is
  /// being made.
  [[nodiscard]] Result<model::ApplicationView> cancel(Scope scope, model::ApplicationId id,
                                                      std::string_view actor);

  /// The CA's own end to an application that has no certificate yet (CPS 4.2.2; NT-31): it is
  /// `failed`, its refusal and the audit record tell ground and comment, and whoever filed it is
  /// told. For staff: the door asks for the permission. Errors: those of cancel,
  /// kGroundWithoutComment.
  [[nodiscard]] Result<model::ApplicationView> reject(model::ApplicationId id,
                                                      const GroundedDecision& decision,
                                                      std::string_view actor);

  /// Looks for the proofs of every pending name now instead of at the next date; does not wait for
  /// the result. Errors: kApplicationNotFound, kApplicationClosed.
  [[nodiscard]] Result<model::ApplicationView> check_now(Scope scope, model::ApplicationId id);

 private:
  static constexpr std::size_t kMaxCached = 1000;
  struct Finalizing;

  [[nodiscard]] Result<model::Application> locked_to_end(store::Transaction& tx,
                                                         model::ApplicationId id,
                                                         std::string_view why);
  [[nodiscard]] Result<model::ApplicationView> load(Scope scope, model::ApplicationId id);
  [[nodiscard]] Result<Finalizing> check_finalize(Scope scope, model::ApplicationId id,
                                                  BytesView csr_der);
  void remember(const model::ApplicationView& view);

  Office& office_;
  Accounts& accounts_;
  Fulfilment& fulfilment_;
  ca::Issuing& issuing_;
  BoundedCache<model::ApplicationId, model::ApplicationView> issued_;
};

}  // namespace chancery::ra
