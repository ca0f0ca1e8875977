// What a PKCS#11 module, its tokens and keys look like, and what is wrong with them: for people who
// set one up (`chancery hsm doctor`). Changes nothing.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "keys/pkcs11_key_store.h"

namespace chancery::keys {

struct TokenKeyReport {
  std::string label;
  std::string id;    ///< hexadecimal
  std::string kind;  ///< "ECDSA P-256"; why not, where it cannot be told
  bool sensitive = false;
  bool extractable = true;
  bool always_sensitive = false;
  bool never_extractable = false;
  bool made_here = false;  ///< CKA_LOCAL: not imported
  bool signs = false;
  bool other_uses = false;  ///< may decrypt, unwrap or derive as well
};

struct SlotReport {
  unsigned long slot = 0;
  std::string label;
  std::string manufacturer;
  std::string model;
  std::string serial;
  std::string firmware;
  bool initialized = false;
  bool user_pin_set = false;
  bool user_pin_locked = false;
  bool user_pin_runs_low = false;       ///< few attempts are left
  bool is_ours = false;                 ///< has the configured label
  std::vector<std::string> mechanisms;  ///< of those that signing needs
};

/// Something that is wrong, and what to do about it.
struct TokenProblem {
  std::string what;
  std::string remedy;
};

struct TokenReport {
  std::string library;   ///< description and version, as the library says
  std::string standard;  ///< version of PKCS#11 that it speaks
  std::vector<SlotReport> slots;
  std::vector<TokenKeyReport> keys;  ///< of the configured token; at most 1,000
  std::vector<TokenProblem> problems;

  [[nodiscard]] bool healthy() const { return problems.empty(); }
};

/// Looks at everything that can be looked at. What cannot be is a problem in the report, not an
/// error: a missing token, a refused PIN. With an empty PIN keys are not looked at.
/// Errors: kTokenModuleUnusable.
[[nodiscard]] Result<TokenReport> inspect_token(Pkcs11Settings settings);

}  // namespace chancery::keys
