// An API key: lets a program act for an account in one role. The key itself is never stored.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "model/account.h"
#include "model/digest.h"

namespace chancery::model {

struct ApiKey;
using ApiKeyId = Id<ApiKey>;

struct ApiKey {
  ApiKeyId id;
  AccountId account;  ///< whose things an applicant's key sees
  std::string name;   ///< what it is for, for people
  std::string role;   ///< identity::Role as text
  /// identity::Permission as text: what of its role the key may use; empty: all of it.
  std::vector<std::string> scopes = {};
  Digest key_hash{};  ///< SHA-256 of the key's text; the key has 256 random bits, so no salt
  Time created{};
  std::optional<Time> expires;
  std::optional<Time> withdrawn;  ///< final

  [[nodiscard]] bool usable_at(Time now) const {
    return !withdrawn && (!expires || now < *expires);
  }
};

}  // namespace chancery::model
