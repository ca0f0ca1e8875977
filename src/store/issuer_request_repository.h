// CAs that wait for their certificate. Few, and each only for days.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/issuer_request.h"
#include "store/session.h"

namespace chancery::store {

class IssuerRequestRepository final {
 public:
  /// Errors: kIssuerNameTaken.
  [[nodiscard]] static Result<void> insert(Transaction& tx, const model::IssuerRequest& request);

  [[nodiscard]] static Result<std::optional<model::IssuerRequest>> by_name(Snapshot& snapshot,
                                                                           std::string_view name);
  /// Oldest first.
  [[nodiscard]] static Result<std::vector<model::IssuerRequest>> list(Snapshot& snapshot);

  /// Errors: kIssuerUnknown when there is none.
  [[nodiscard]] static Result<void> remove(Transaction& tx, model::IssuerId id);
};

}  // namespace chancery::store
