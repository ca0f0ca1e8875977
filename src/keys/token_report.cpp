#include "keys/token_report.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/encoding.h"
#include "keys/errors.h"
#include "keys/pkcs11_objects.h"
#include "keys/pkcs11_slots.h"

namespace chancery::keys {
namespace {

constexpr CK_ULONG kMaxKeys = 1000;

struct NamedMechanism {
  CK_MECHANISM_TYPE type;
  const char* name;
  bool needed;  ///< without it a usual CA key cannot be made or used
};
constexpr std::array kMechanisms{
    NamedMechanism{CKM_RSA_PKCS_KEY_PAIR_GEN, "CKM_RSA_PKCS_KEY_PAIR_GEN", false},
    NamedMechanism{CKM_RSA_PKCS, "CKM_RSA_PKCS", false},
    NamedMechanism{CKM_RSA_PKCS_PSS, "CKM_RSA_PKCS_PSS", false},
    NamedMechanism{CKM_EC_KEY_PAIR_GEN, "CKM_EC_KEY_PAIR_GEN", true},
    NamedMechanism{CKM_ECDSA, "CKM_ECDSA", true},
    NamedMechanism{CKM_EC_EDWARDS_KEY_PAIR_GEN, "CKM_EC_EDWARDS_KEY_PAIR_GEN", false},
    NamedMechanism{CKM_EDDSA, "CKM_EDDSA", false},
};

std::string version_text(CK_VERSION version) {
  return fmt::format("{}.{}", version.major, version.minor);
}

SlotReport describe_slot(CK_FUNCTION_LIST& functions, const TokenInSlot& token,
                         const std::string& label) {
  SlotReport slot;
  slot.slot = token.slot;
  slot.label = token.label();
  slot.manufacturer = unpadded(token.info.manufacturerID);
  slot.model = unpadded(token.info.model);
  slot.serial = unpadded(token.info.serialNumber);
  slot.firmware = version_text(token.info.firmwareVersion);
  slot.initialized = token.initialized();
  slot.user_pin_set = (token.info.flags & CKF_USER_PIN_INITIALIZED) != 0;
  slot.user_pin_locked = (token.info.flags & CKF_USER_PIN_LOCKED) != 0;
  slot.user_pin_runs_low =
      (token.info.flags & (CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY)) != 0;
  slot.is_ours = slot.initialized && slot.label == label;
  for (const NamedMechanism& mechanism : kMechanisms) {
    CK_MECHANISM_INFO info{};
    if (functions.C_GetMechanismInfo(token.slot, mechanism.type, &info) == CKR_OK) {
      slot.mechanisms.emplace_back(mechanism.name);
    }
  }
  return slot;
}

std::string kind_of(Pkcs11Session& session, CK_OBJECT_HANDLE key) {
  const auto public_key = read_public_key(session, key);
  return public_key ? crypto::display_name(public_key->spec())
                    : final_error(public_key.error()).message();
}

Called<TokenKeyReport> describe_key(Pkcs11Session& session, CK_OBJECT_HANDLE key) {
  const KeyAddress address = TRY(read_address(session, key));
  TokenKeyReport report;
  report.label = address.label;
  report.id = to_hex(address.id);
  report.kind = kind_of(session, key);
  report.sensitive = TRY(read_flag(session, key, CKA_SENSITIVE));
  report.extractable = TRY(read_flag(session, key, CKA_EXTRACTABLE));
  report.always_sensitive = TRY(read_flag(session, key, CKA_ALWAYS_SENSITIVE));
  report.never_extractable = TRY(read_flag(session, key, CKA_NEVER_EXTRACTABLE));
  report.made_here = TRY(read_flag(session, key, CKA_LOCAL));
  report.signs = TRY(read_flag(session, key, CKA_SIGN));
  for (const CK_ATTRIBUTE_TYPE use : {CKA_DECRYPT, CKA_UNWRAP, CKA_DERIVE}) {
    report.other_uses = report.other_uses || TRY(read_flag(session, key, use));
  }
  return report;
}

Called<std::vector<TokenKeyReport>> describe_keys(Pkcs11Session& session) {
  std::vector<TokenKeyReport> reports;
  for (const CK_OBJECT_HANDLE key : TRY(find_private_keys(session, {}, kMaxKeys))) {
    reports.push_back(TRY(describe_key(session, key)));
  }
  return reports;
}

void judge_token(const SlotReport& slot, std::vector<TokenProblem>& problems) {
  if (!slot.user_pin_set) {
    problems.push_back({"the token has no user PIN", "set one as its security officer"});
  }
  if (slot.user_pin_locked) {
    problems.push_back({"the user PIN is locked", "unlock it as the token's security officer"});
  } else if (slot.user_pin_runs_low) {
    problems.push_back(
        {"few attempts at the user PIN are left", "correct the PIN before anything logs in again"});
  }
  for (const NamedMechanism& mechanism : kMechanisms) {
    if (mechanism.needed &&
        std::ranges::find(slot.mechanisms, mechanism.name) == slot.mechanisms.end()) {
      problems.push_back({fmt::format("the token has no {}", mechanism.name),
                          "use RSA keys on this token, or another token"});
    }
  }
}

void judge_slots(const TokenReport& report, const std::string& label,
                 std::vector<TokenProblem>& problems) {
  const auto ours = std::ranges::count_if(report.slots, &SlotReport::is_ours);
  if (report.slots.empty()) {
    problems.push_back({"no slot of the module holds a token",
                        "connect the device; check the module's own configuration"});
  } else if (ours == 0) {
    problems.push_back({fmt::format("no token has the label \"{}\"", label),
                        "correct keys.token, or initialize a token with this label"});
  } else if (ours > 1) {
    problems.push_back({fmt::format("{} tokens have the label \"{}\"", ours, label),
                        "give each token a label of its own"});
  }
  for (const SlotReport& slot : report.slots) {
    if (slot.is_ours) {
      judge_token(slot, problems);
    }
  }
}

void judge_key(const TokenKeyReport& key, std::vector<TokenProblem>& problems) {
  const std::string name = fmt::format("key \"{}\" ({})", key.label, key.id);
  if (key.extractable || !key.never_extractable) {
    problems.push_back({name + " can be taken out of the token, or could once",
                        "change to a key that is made here (NT-131)"});
  }
  if (!key.sensitive || !key.always_sensitive) {
    problems.push_back(
        {name + " can be read, or could once", "change to a key that is made here (NT-131)"});
  }
  if (!key.made_here) {
    problems.push_back({name + " was not made on this token",
                        "make sure where it came from, and that no copy is left"});
  }
  if (!key.signs || key.other_uses) {
    problems.push_back({name + " is not for signing alone",
                        "let it be used for nothing else, or change to another key"});
  }
}

}  // namespace

Result<TokenReport> inspect_token(Pkcs11Settings settings) {
  const auto module = TRY(Pkcs11Module::load(settings.module_path));
  TokenReport report;
  {
    const Pkcs11Module::Use use(*module);
    CK_INFO info{};
    if (use.functions().C_GetInfo(&info) == CKR_OK) {
      report.library =
          fmt::format("{} {} ({})", unpadded(info.libraryDescription),
                      version_text(info.libraryVersion), unpadded(info.manufacturerID));
      report.standard = version_text(info.cryptokiVersion);
    }
    const auto tokens = tokens_of(use.functions());
    if (!tokens) {
      report.problems.push_back({"the module does not answer: " + describe(tokens.error()),
                                 "check the device and the module's own configuration"});
      return report;
    }
    for (const TokenInSlot& token : *tokens) {
      report.slots.push_back(describe_slot(use.functions(), token, settings.token_label));
    }
  }
  judge_slots(report, settings.token_label, report.problems);
  if (!report.healthy() || settings.pin.empty()) {
    return report;
  }
  Pkcs11Token token(module, std::move(settings));
  auto keys =
      token.run<std::vector<TokenKeyReport>>(Access::read, Urgency::issuance, describe_keys);
  if (!keys) {
    report.problems.push_back({keys.error().message(), keys.error().log_text()});
    return report;
  }
  report.keys = std::move(*keys);
  for (const TokenKeyReport& key : report.keys) {
    judge_key(key, report.problems);
  }
  return report;
}

}  // namespace chancery::keys
