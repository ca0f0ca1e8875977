#include "keys/token_setup.h"

#include <algorithm>
#include <optional>

#include "keys/errors.h"
#include "keys/pkcs11_slots.h"
#include "keys/renewal.h"

namespace chancery::keys {
namespace {

constexpr std::size_t kLabelSize = sizeof CK_TOKEN_INFO::label;

class OpenSession final {
 public:
  OpenSession(CK_FUNCTION_LIST& functions, CK_SLOT_ID slot) : functions_(functions) {
    opened_ = functions.C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr,
                                      &handle_);
  }
  OpenSession(const OpenSession&) = delete;
  OpenSession& operator=(const OpenSession&) = delete;
  ~OpenSession() {
    if (opened_ == CKR_OK) {
      functions_.C_CloseSession(handle_);
    }
  }

  [[nodiscard]] CK_RV opened() const { return opened_; }
  [[nodiscard]] CK_RV log_in(CK_USER_TYPE user, const Secret& pin) const {
    const BytesView octets = pin.reveal();
    return functions_.C_Login(handle_, user, const_cast<CK_UTF8CHAR*>(octets.data()),
                              octets.size());
  }
  [[nodiscard]] CK_RV set_user_pin(const Secret& pin) const {
    const BytesView octets = pin.reveal();
    return functions_.C_InitPIN(handle_, const_cast<CK_UTF8CHAR*>(octets.data()), octets.size());
  }
  /// Of whoever is logged in.
  [[nodiscard]] CK_RV change_pin(const Secret& from, const Secret& to) const {
    const BytesView old = from.reveal();
    const BytesView fresh = to.reveal();
    return functions_.C_SetPIN(handle_, const_cast<CK_UTF8CHAR*>(old.data()), old.size(),
                               const_cast<CK_UTF8CHAR*>(fresh.data()), fresh.size());
  }
  void log_out() const { functions_.C_Logout(handle_); }

 private:
  CK_FUNCTION_LIST& functions_;
  CK_SESSION_HANDLE handle_ = 0;
  CK_RV opened_;
};

Called<void> set_label_and_officer(CK_FUNCTION_LIST& functions, CK_SLOT_ID slot,
                                   const std::string& label, const Secret& pin) {
  std::array<CK_UTF8CHAR, kLabelSize> padded{};
  padded.fill(' ');
  std::ranges::copy(label, padded.begin());
  const BytesView octets = pin.reveal();
  return check(functions.C_InitToken(slot, const_cast<CK_UTF8CHAR*>(octets.data()), octets.size(),
                                     padded.data()),
               "C_InitToken");
}

Called<void> set_user(CK_FUNCTION_LIST& functions, CK_SLOT_ID slot, const Activation& activation) {
  const OpenSession session(functions, slot);
  TRY(check(session.opened(), "C_OpenSession"));
  TRY(check(session.log_in(CKU_SO, activation.officer_pin()), "C_Login"));
  const auto set = check(session.set_user_pin(activation.user_pin()), "C_InitPIN");
  session.log_out();
  return set;
}

// A token that was given its label and officer, and then the power went.
Called<void> finish(CK_FUNCTION_LIST& functions, const TokenInSlot& token,
                    const Activation& activation) {
  if ((token.info.flags & CKF_USER_PIN_INITIALIZED) != 0) {
    return refuse(fail(kTokenExists, "token", token.label()));
  }
  return set_user(functions, token.slot, activation);
}

Called<void> initialize(CK_FUNCTION_LIST& functions, const std::string& label,
                        const Activation& activation) {
  std::optional<CK_SLOT_ID> blank;
  for (const TokenInSlot& token : TRY(tokens_of(functions))) {
    if (token.initialized() && token.label() == label) {
      return finish(functions, token, activation);
    }
    if (!token.initialized() && !blank) {
      blank = token.slot;
    }
  }
  if (!blank) {
    return refuse(fail(kTokenNoneFree));
  }
  TRY(set_label_and_officer(functions, *blank, label, activation.officer_pin()));
  // Some modules give the token another slot now.
  for (const TokenInSlot& token : TRY(tokens_of(functions))) {
    if (token.initialized() && token.label() == label) {
      return set_user(functions, token.slot, activation);
    }
  }
  return std::unexpected(TokenFault{CKR_TOKEN_NOT_PRESENT, "the token is not there any more"});
}

Called<bool> answers(CK_FUNCTION_LIST& functions, const std::string& label,
                     const Activation& activation) {
  for (const TokenInSlot& token : TRY(tokens_of(functions))) {
    if (!token.initialized() || token.label() != label) {
      continue;
    }
    const OpenSession session(functions, token.slot);
    TRY(check(session.opened(), "C_OpenSession"));
    const CK_RV rv = session.log_in(CKU_USER, activation.user_pin());
    if (rv == CKR_OK) {
      session.log_out();
    }
    return rv == CKR_OK || rv == CKR_USER_ALREADY_LOGGED_IN;
  }
  return false;
}

Called<void> change_pin(CK_FUNCTION_LIST& functions, CK_SLOT_ID slot, CK_USER_TYPE who,
                        const Secret& from, const Secret& to) {
  const OpenSession session(functions, slot);
  TRY(check(session.opened(), "C_OpenSession"));
  const CK_RV old = session.log_in(who, from);
  if (old == CKR_PIN_INCORRECT) {  // changed by the attempt before?
    TRY(check(session.log_in(who, to), "C_Login"));
    session.log_out();
    return {};
  }
  TRY(check(old, "C_Login"));
  const auto changed = check(session.change_pin(from, to), "C_SetPIN");
  session.log_out();
  return changed;
}

Called<void> change_both(CK_FUNCTION_LIST& functions, const std::string& label,
                         const Activation& from, const Activation& to) {
  for (const TokenInSlot& token : TRY(tokens_of(functions))) {
    if (token.initialized() && token.label() == label) {
      TRY(change_pin(functions, token.slot, CKU_USER, from.user_pin(), to.user_pin()));
      return change_pin(functions, token.slot, CKU_SO, from.officer_pin(), to.officer_pin());
    }
  }
  return std::unexpected(TokenFault{CKR_TOKEN_NOT_PRESENT, "there is no token of this label"});
}

}  // namespace

Result<void> change_pins(const std::filesystem::path& module_path, const std::string& label,
                         const Activation& from, const Activation& to) {
  const auto module = TRY(Pkcs11Module::load(module_path));
  const Pkcs11Module::Use use(*module);
  const auto done = change_both(use.functions(), label, from, to);
  if (!done) {
    return std::unexpected(final_error(done.error()));
  }
  return {};
}

Result<void> initialize_token(const std::filesystem::path& module_path, const std::string& label,
                              const Activation& activation) {
  if (label.empty() || label.size() > kLabelSize) {
    return fail(kTokenRefused, "reason", "a token's label has 1 to 32 octets");
  }
  const auto module = TRY(Pkcs11Module::load(module_path));
  const Pkcs11Module::Use use(*module);
  const auto done = initialize(use.functions(), label, activation);
  if (!done) {
    return std::unexpected(final_error(done.error()));
  }
  return {};
}

Result<bool> token_answers_to(const std::filesystem::path& module_path, const std::string& label,
                              const Activation& activation) {
  const auto module = TRY(Pkcs11Module::load(module_path));
  const Pkcs11Module::Use use(*module);
  const auto answer = answers(use.functions(), label, activation);
  if (!answer) {
    return std::unexpected(final_error(answer.error()));
  }
  return *answer;
}

}  // namespace chancery::keys
