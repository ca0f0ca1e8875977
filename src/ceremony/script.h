// The written script of a ceremony: who takes part, who watches, and each step in its order (TLS BR
// 6.1.1.1: "a CA key generation script"). Strict TOML: what is not known is refused.
//
//   title = "Root and first issuing CA"
//   [[person]]
//   id = "ann"
//   name = "Ann Kim"
//   role = "ca-administrator"
//   key = "MCowBQ..."               # printed by `chancery ceremony credential`
//   [[witness]]                     # the same members
//   [[step]]
//   act = "create-root"
//   commanded_by = "ann"
//   name = "lab-root"
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "ceremony/act.h"
#include "crypto/public_key.h"
#include "identity/role.h"

namespace chancery::ceremony {

/// Who takes part. Nobody is in a script twice, neither by id nor by key.
struct Person {
  std::string id;    ///< a-z, 0-9, '-', '_', '.': fit for a file name
  std::string name;  ///< as in a passport
  identity::Role role;
  crypto::PublicKey key;  ///< Ed25519: what this person's credential signs with
  bool witness = false;   ///< watches and signs the report; never counts for an act
};

using Value = std::variant<std::string, std::int64_t, bool, std::vector<std::string>>;

struct Step {
  int number = 0;  ///< from 1
  const Act* act = nullptr;
  std::string commanded_by;  ///< who gives the direct command (NT-63); a person of the script
  std::map<std::string, Value, std::less<>> parameters;

  /// "" when the step has no such parameter.
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] std::optional<std::int64_t> number_of(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
  /// "2 create-root".
  [[nodiscard]] std::string title() const;
};

class Script final {
 public:
  /// At most 256 KB. Errors: kScriptMalformed with "reason" and "line".
  [[nodiscard]] static Result<Script> parse(std::string_view toml);

  [[nodiscard]] const std::string& text() const { return text_; }
  /// SHA-256 of the text, hexadecimal.
  [[nodiscard]] const std::string& hash() const { return hash_; }
  /// The name of the ceremony: how its hash begins.
  [[nodiscard]] std::string name() const { return hash_.substr(0, 16); }
  [[nodiscard]] const std::string& title() const { return title_; }
  /// People first, then witnesses.
  [[nodiscard]] const std::vector<Person>& people() const { return people_; }
  /// In their order, at least one.
  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
  /// nullptr when there is none of that id.
  [[nodiscard]] const Person* person(std::string_view id) const;

 private:
  Script() = default;

  std::string text_;
  std::string hash_;
  std::string title_;
  std::vector<Person> people_;
  std::vector<Step> steps_;
};

}  // namespace chancery::ceremony
