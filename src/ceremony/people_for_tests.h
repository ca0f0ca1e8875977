// For tests of this room only: people with credentials, and scripts about them.
#pragma once

#include <fmt/format.h>
#include <map>
#include <string>
#include <vector>

#include "base/encoding.h"
#include "ceremony/credential.h"
#include "ceremony/script.h"

namespace chancery::ceremony {

class People final {
 public:
  [[nodiscard]] const crypto::PrivateKey& key_of(const std::string& id) {
    const auto known = keys_.find(id);
    return known != keys_.end()
               ? known->second
               : keys_.emplace(id, crypto::PrivateKey::generate(crypto::kEd25519).value())
                     .first->second;
  }

  /// One [[person]], or [[witness]].
  [[nodiscard]] std::string table(const std::string& id, const std::string& kind = "person",
                                  const std::string& role = "ca-administrator") {
    return fmt::format("[[{}]]\nid = \"{}\"\nname = \"{} Kim\"\nrole = \"{}\"\nkey = \"{}\"\n",
                       kind, id, id, role, to_base64(key_of(id).public_key().spki_der()));
  }

  /// Ann, Bob and Cho, with Wil to watch, and these steps.
  [[nodiscard]] std::string script(const std::string& steps, const std::string& title = "Test") {
    return fmt::format("title = \"{}\"\n", title) + table("ann") + table("bob") + table("cho") +
           table("wil", "witness", "internal-auditor") + steps;
  }

  [[nodiscard]] std::vector<Attendee> attend(const Script& script,
                                             const std::vector<std::string>& ids) {
    std::vector<Attendee> here;
    for (const auto& id : ids) {
      here.push_back({script.person(id), key_of(id).share()});
    }
    return here;
  }

 private:
  std::map<std::string, crypto::PrivateKey> keys_;
};

inline std::string step_of(const std::string& act, const std::string& more = "",
                           const std::string& commander = "ann") {
  return fmt::format("[[step]]\nact = \"{}\"\ncommanded_by = \"{}\"\n{}\n", act, commander, more);
}

inline const std::string kMakeRoot = step_of("create-root", "name = \"r\"\nsubject = \"CN=R\"");
inline const std::string kCertifySub =
    step_of("certify", "issuer = \"r\"\ncsr = \"a.csr\"\nout = \"a.pem\"", "bob");

}  // namespace chancery::ceremony
