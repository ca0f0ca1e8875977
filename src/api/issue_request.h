// The body of issueCertificate as an order to `ca` (NC-13, AL-18, AL-25..28).
#pragma once

#include <boost/json/object.hpp>
#include <optional>

#include "api/call.h"
#include "ca/issuing.h"
#include "crypto/private_key.h"
#include "profile/catalogue.h"

namespace chancery::api {

struct IssueRequest {
  ca::IssueOrder order;
  std::optional<crypto::PrivateKey> managed_key;  ///< made here, with the public key in the order
};

/// Reads the CSR, checks that whoever sent it holds its key, and fills in what it says where the
/// body says nothing; or makes a key. Names, key and dates are judged by `ca`, not here.
/// Precondition: the body keeps to its schema.
/// Errors: kCsrOrManagedKey, kManagedKeyForbidden, ra::kProfileNotOffered (profiles that need
/// proofs of control, or are not for subscribers), profile::kProfileUnknown, those of x509.
[[nodiscard]] Result<IssueRequest> read_issue_request(const Call& call,
                                                      const profile::Catalogue& profiles);

}  // namespace chancery::api
