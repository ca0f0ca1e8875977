#include "keys/pkcs11_token.h"

#include <algorithm>
#include <array>
#include <thread>

#include "keys/errors.h"

namespace chancery::keys {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kFirstWait{20};
constexpr milliseconds kLongestWait{500};

void close(const Pkcs11Session& session) {
  session.functions->C_CloseSession(session.handle);
}

// A handle that the module calls invalid may by now be another's: it must not be closed.
bool may_close(CK_RV rv) {
  return rv != CKR_SESSION_HANDLE_INVALID && rv != CKR_SESSION_CLOSED &&
         rv != CKR_CRYPTOKI_NOT_INITIALIZED;
}

Called<bool> is_logged_in(const Pkcs11Session& session) {
  CK_SESSION_INFO info{};
  TRY(check(session.functions->C_GetSessionInfo(session.handle, &info), "C_GetSessionInfo"));
  return info.state == CKS_RO_USER_FUNCTIONS || info.state == CKS_RW_USER_FUNCTIONS;
}

}  // namespace

struct Pkcs11Token::Healing {
  steady_clock::time_point deadline;
  std::size_t quick_tries_left;
  int device_faults = 0;
  milliseconds next_wait = kFirstWait;
  std::uint64_t generation = 0;
};

Pkcs11Token::~Pkcs11Token() {
  close_idle();
}

bool Pkcs11Token::take_permit(Urgency urgency, steady_clock::time_point deadline) {
  std::unique_lock lock(pool_mutex_);
  bool in_time = true;
  if (urgency == Urgency::status) {
    ++status_waiting_;
    in_time = turn_of_status_.wait_until(
        lock, deadline, [this] { return permits_taken_ < settings_.max_sessions; });
    --status_waiting_;
  } else {
    in_time = turn_of_issuance_.wait_until(lock, deadline, [this] {
      return permits_taken_ < settings_.max_sessions && status_waiting_ == 0;
    });
  }
  permits_taken_ += in_time ? 1 : 0;
  const bool pass_on = status_waiting_ == 0 && permits_taken_ < settings_.max_sessions;
  lock.unlock();
  if (pass_on) {
    turn_of_issuance_.notify_one();  // who stood behind somebody of status until now
  }
  return in_time;
}

void Pkcs11Token::return_permit() {
  bool status_first = false;
  {
    const std::lock_guard lock(pool_mutex_);
    --permits_taken_;
    status_first = status_waiting_ > 0;
  }
  (status_first ? turn_of_status_ : turn_of_issuance_).notify_one();
}

Result<void> Pkcs11Token::run(Access access, Urgency urgency, const Operation& operation) {
  Healing healing{steady_clock::now() + settings_.retry_for, settings_.max_sessions + 1};
  if (!take_permit(urgency, healing.deadline)) {
    return std::unexpected(Error(kTokenUnavailable).log_only("all sessions are busy"));
  }
  Result<void> outcome;
  while (true) {
    const Called<void> done = attempt(access, operation, healing.generation);
    if (done) {
      break;
    }
    outcome = heal(done.error(), healing);
    if (!outcome) {
      break;
    }
  }
  return_permit();
  return outcome;
}

Called<void> Pkcs11Token::attempt(Access access, const Operation& operation,
                                  std::uint64_t& generation) {
  const Pkcs11Module::Use use(*module_);
  generation = use.generation();
  return access == Access::read ? attempt_pooled(use, operation) : attempt_writing(use, operation);
}

Called<void> Pkcs11Token::attempt_pooled(const Pkcs11Module::Use& use, const Operation& operation) {
  std::optional<Pkcs11Session> session = take_idle(use.generation());
  if (!session) {
    session = TRY(open_session(use, Access::read));
  }
  const Called<void> done = operation(*session);
  if (done || done.error().refusal) {
    const std::lock_guard lock(pool_mutex_);
    idle_.push_back(std::move(*session));
  } else if (may_close(done.error().rv)) {
    close(*session);
  }
  return done;
}

Called<void> Pkcs11Token::attempt_writing(const Pkcs11Module::Use& use,
                                          const Operation& operation) {
  Pkcs11Session session = TRY(open_session(use, Access::write));
  const Called<void> done = operation(session);
  if (done || may_close(done.error().rv)) {
    close(session);
  }
  return done;
}

Result<void> Pkcs11Token::heal(const TokenFault& fault, Healing& healing) {
  if (fault.refusal) {
    return std::unexpected(*fault.refusal);
  }
  Remedy remedy = remedy_for(fault.rv);
  if (remedy == Remedy::new_session && healing.quick_tries_left > 0) {
    --healing.quick_tries_left;
    return {};
  }
  if (remedy == Remedy::new_session) {
    remedy = Remedy::reinitialize;
  }
  if (remedy != Remedy::wait && remedy != Remedy::reinitialize) {
    return std::unexpected(final_error(fault));
  }
  if (steady_clock::now() + healing.next_wait >= healing.deadline) {
    return std::unexpected(Error(kTokenUnavailable).log_only(describe(fault)));
  }
  const bool module_is_dead = fault.rv == CKR_CRYPTOKI_NOT_INITIALIZED;
  if (remedy == Remedy::reinitialize && (++healing.device_faults > 1 || module_is_dead)) {
    module_->reinitialize(healing.generation);
  }
  std::this_thread::sleep_for(healing.next_wait);
  healing.next_wait = std::min(healing.next_wait * 2, kLongestWait);
  return {};
}

std::optional<Pkcs11Session> Pkcs11Token::take_idle(std::uint64_t generation) {
  const std::lock_guard lock(pool_mutex_);
  std::erase_if(idle_, [&](const Pkcs11Session& s) { return s.generation != generation; });
  if (idle_.empty()) {
    return std::nullopt;
  }
  std::optional<Pkcs11Session> session(std::move(idle_.back()));
  idle_.pop_back();
  return session;
}

void Pkcs11Token::close_idle() {
  const Pkcs11Module::Use use(*module_);
  while (const auto session = take_idle(use.generation())) {
    close(*session);
  }
}

Called<Pkcs11Session> Pkcs11Token::open_session(const Pkcs11Module::Use& use, Access access) {
  Pkcs11Session session;
  session.functions = &use.functions();
  session.generation = use.generation();
  session.slot = TRY(find_slot(use.functions()));
  const CK_FLAGS flags =
      CKF_SERIAL_SESSION | (access == Access::write ? CKF_RW_SESSION : CK_FLAGS{0});
  TRY(check(use.functions().C_OpenSession(session.slot, flags, nullptr, nullptr, &session.handle),
            "C_OpenSession"));
  const Called<void> logged_in = log_in(session);
  if (!logged_in) {
    close(session);
    return std::unexpected(logged_in.error());
  }
  return session;
}

Called<CK_SLOT_ID> Pkcs11Token::find_slot(CK_FUNCTION_LIST& functions) {
  std::optional<CK_SLOT_ID> found;
  for (const TokenInSlot& token : TRY(tokens_of(functions))) {
    if (token.label() != settings_.token_label) {
      continue;
    }
    if (found) {
      return std::unexpected(TokenFault{CKR_ARGUMENTS_BAD, "two tokens have this label"});
    }
    found = token.slot;
  }
  if (!found) {
    return std::unexpected(TokenFault{CKR_TOKEN_NOT_PRESENT, "no token has this label"});
  }
  return *found;
}

Called<void> Pkcs11Token::log_in(const Pkcs11Session& session) {
  const std::lock_guard lock(login_mutex_);
  if (TRY(is_logged_in(session))) {
    return {};
  }
  if (pin_refused_) {
    return std::unexpected(TokenFault{CKR_PIN_INCORRECT, "PIN refused before"});
  }
  const BytesView pin = settings_.pin.reveal();
  const CK_RV rv = session.functions->C_Login(session.handle, CKU_USER,
                                              const_cast<CK_UTF8CHAR*>(pin.data()), pin.size());
  if (rv == CKR_USER_ALREADY_LOGGED_IN) {
    return {};
  }
  pin_refused_ = remedy_for(rv) == Remedy::give_up_pin;
  return check(rv, "C_Login");
}

}  // namespace chancery::keys
