// Inside `keys` only: one token, its login, its pool of sessions, and how they heal.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "keys/pkcs11_fault.h"
#include "keys/pkcs11_key_store.h"
#include "keys/pkcs11_slots.h"

namespace chancery::keys {

/// A session that is logged in. Only inside an operation of Pkcs11Token.
struct Pkcs11Session {
  CK_FUNCTION_LIST* functions = nullptr;
  CK_SLOT_ID slot = 0;
  CK_SESSION_HANDLE handle = 0;
  std::uint64_t generation = 0;
  /// Private keys found in this session, by what they were looked up with.
  std::map<std::string, CK_OBJECT_HANDLE> keys;
};

enum class Access { read, write };

/// The ladder, within `retry_for`: another session at once; the next one after a wait; from the
/// second trouble of the device on, the module is started afresh. Operations may run several times
/// and must be fit for that.
class Pkcs11Token final {
 public:
  Pkcs11Token(std::shared_ptr<Pkcs11Module> module, Pkcs11Settings settings)
      : module_(std::move(module)), settings_(std::move(settings)) {}
  Pkcs11Token(const Pkcs11Token&) = delete;
  Pkcs11Token& operator=(const Pkcs11Token&) = delete;
  ~Pkcs11Token();

  [[nodiscard]] const std::string& label() const { return settings_.token_label; }

  /// Runs `operation(session) -> Called<T>`: a fault is healed and the operation repeated, a
  /// refusal is final.
  template <class T, class Operation>
  [[nodiscard]] Result<T> run(Access access, Urgency urgency, Operation&& operation) {
    std::optional<T> value;
    TRY(run(access, urgency, [&](Pkcs11Session& session) -> Called<void> {
      value.emplace(TRY(operation(session)));
      return {};
    }));
    return std::move(*value);
  }

  /// The same for an operation that gives nothing back.
  [[nodiscard]] Result<void> run(Access access, Urgency urgency,
                                 const std::function<Called<void>(Pkcs11Session&)>& operation);

 private:
  using Operation = std::function<Called<void>(Pkcs11Session&)>;
  struct Healing;

  Called<void> attempt(Access access, const Operation& operation, std::uint64_t& generation);
  Called<void> attempt_pooled(const Pkcs11Module::Use& use, const Operation& operation);
  Called<void> attempt_writing(const Pkcs11Module::Use& use, const Operation& operation);
  Result<void> heal(const TokenFault& fault, Healing& healing);

  [[nodiscard]] std::optional<Pkcs11Session> take_idle(std::uint64_t generation);
  void close_idle();

  Called<Pkcs11Session> open_session(const Pkcs11Module::Use& use, Access access);
  Called<CK_SLOT_ID> find_slot(CK_FUNCTION_LIST& functions);
  Called<void> log_in(const Pkcs11Session& session);

  const std::shared_ptr<Pkcs11Module> module_;
  const Pkcs11Settings settings_;

  /// Waits for a permit; those of status are served before all others. False: not in time.
  [[nodiscard]] bool take_permit(Urgency urgency, std::chrono::steady_clock::time_point deadline);
  void return_permit();

  std::mutex pool_mutex_;
  std::condition_variable turn_of_status_;
  std::condition_variable turn_of_issuance_;
  std::size_t permits_taken_ = 0;
  std::size_t status_waiting_ = 0;
  std::vector<Pkcs11Session> idle_;

  std::mutex login_mutex_;
  bool pin_refused_ = false;
};

}  // namespace chancery::keys
