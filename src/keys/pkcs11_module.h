// Inside `keys` only: one vendor library in this process (PKCS#11 sections 5.4 and 5.5).
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <p11-kit/pkcs11.h>
#include <shared_mutex>

#include "base/result.h"

namespace chancery::keys {

/// C_Initialize is per process, and so is this: everybody who loads the same path shares one
/// object. The library stays mapped until the process ends, since vendors' unloading is not to be
/// trusted.
class Pkcs11Module final {
 public:
  /// A library that loads but cannot initialize yet (its device is away) is no error: its calls say
  /// CKR_CRYPTOKI_NOT_INITIALIZED until `reinitialize` succeeds.
  /// Errors: kTokenModuleUnusable.
  [[nodiscard]] static Result<std::shared_ptr<Pkcs11Module>> load(
      const std::filesystem::path& path);

  Pkcs11Module(const Pkcs11Module&) = delete;
  Pkcs11Module& operator=(const Pkcs11Module&) = delete;
  ~Pkcs11Module();

  /// Holds off `reinitialize` while it lives. Take it for one attempt, not for a wait.
  class Use final {
   public:
    explicit Use(Pkcs11Module& module)
        : lock_(module.mutex_), functions_(*module.functions_), generation_(module.generation_) {}

    [[nodiscard]] CK_FUNCTION_LIST& functions() const { return functions_; }
    /// Sessions and handles of another generation mean nothing any more.
    [[nodiscard]] std::uint64_t generation() const { return generation_; }

   private:
    std::shared_lock<std::shared_mutex> lock_;
    CK_FUNCTION_LIST& functions_;
    std::uint64_t generation_;
  };

  /// C_Finalize and C_Initialize, unless that happened since generation `seen`, or within the last
  /// half second while the module is alive. Every session of every store on this module ends.
  void reinitialize(std::uint64_t seen);

 private:
  explicit Pkcs11Module(CK_FUNCTION_LIST* functions);

  void initialize();

  CK_FUNCTION_LIST* functions_;
  std::shared_mutex mutex_;
  std::uint64_t generation_ = 1;
  std::chrono::steady_clock::time_point initialized_at_;
};

}  // namespace chancery::keys
