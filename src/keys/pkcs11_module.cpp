#include "keys/pkcs11_module.h"

#include <dlfcn.h>
#include <map>
#include <mutex>

#include "keys/errors.h"
#include "keys/pkcs11_fault.h"

namespace chancery::keys {
namespace {

constexpr std::chrono::milliseconds kMinBetweenStarts{500};

struct Registry {
  std::mutex mutex;
  std::map<std::filesystem::path, std::weak_ptr<Pkcs11Module>> modules;
};

Registry& registry() {
  static Registry instance;
  return instance;
}

std::unexpected<Error> unusable(std::string why) {
  return std::unexpected(Error(kTokenModuleUnusable).log_only(std::move(why)));
}

Result<CK_FUNCTION_LIST*> load_functions(const std::filesystem::path& path) {
  void* const library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    return unusable(dlerror());
  }
  const auto get_list = reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
  CK_FUNCTION_LIST* functions = nullptr;
  if (get_list == nullptr || get_list(&functions) != CKR_OK || functions == nullptr) {
    dlclose(library);
    return unusable(path.string() + " has no C_GetFunctionList that works");
  }
  return functions;
}

}  // namespace

Result<std::shared_ptr<Pkcs11Module>> Pkcs11Module::load(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path canonical = std::filesystem::canonical(path, error);
  if (error) {
    return unusable(path.string() + ": " + error.message());
  }
  const std::lock_guard lock(registry().mutex);
  std::weak_ptr<Pkcs11Module>& known = registry().modules[canonical];
  if (auto module = known.lock()) {
    return module;
  }
  CK_FUNCTION_LIST* const functions = TRY(load_functions(canonical));
  std::shared_ptr<Pkcs11Module> module(new Pkcs11Module(functions));
  known = module;
  return module;
}

Pkcs11Module::Pkcs11Module(CK_FUNCTION_LIST* functions) : functions_(functions) {
  initialize();
}

Pkcs11Module::~Pkcs11Module() {
  functions_->C_Finalize(nullptr);
}

void Pkcs11Module::initialize() {
  CK_C_INITIALIZE_ARGS arguments{};
  arguments.flags = CKF_OS_LOCKING_OK;
  // A failure shows at the next call, as CKR_CRYPTOKI_NOT_INITIALIZED.
  static_cast<void>(functions_->C_Initialize(&arguments));
  initialized_at_ = std::chrono::steady_clock::now();
}

void Pkcs11Module::reinitialize(std::uint64_t seen) {
  const std::unique_lock lock(mutex_);
  CK_INFO info{};
  const bool alive = functions_->C_GetInfo(&info) != CKR_CRYPTOKI_NOT_INITIALIZED;
  const auto since_start = std::chrono::steady_clock::now() - initialized_at_;
  if (generation_ != seen || (alive && since_start < kMinBetweenStarts)) {
    return;
  }
  functions_->C_Finalize(nullptr);
  ++generation_;
  initialize();
}

}  // namespace chancery::keys
